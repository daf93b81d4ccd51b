package diff

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// services compares every service of one description with its counterpart.
func (c *comparer) services() {
	old, new := c.old.Services, c.new.Services
	p := matchByKey(old, new, func(s *model.Service) string { return s.Name.Local })
	p.joinBest(func(o, n int) int { return sharedOperations(portBindings(old[o]), portBindings(new[n])) })
	for i, s := range old {
		at := c.servicePlace(s.Name.Local)
		if p.partner[i] < 0 {
			c.report("service-removed", at, side{old: s.Pos}, "name", s.Name.Local)
			continue
		}
		t := new[p.partner[i]]
		if s.Name.Local != t.Name.Local {
			c.report("service-renamed", at, side{s.Pos, t.Pos}, "old", s.Name.Local, "new", t.Name.Local)
		}
		c.documentation(at, "service "+s.Name.Local, side{s.Pos, t.Pos}, s.Doc, t.Doc)
		c.ports(at, s, t)
	}
	for _, n := range free(p.back) {
		c.report("service-added", c.servicePlace(new[n].Name.Local), side{new: new[n].Pos}, "name", new[n].Name.Local)
	}
}

// servicePlace is the place of a service; the sidecar's name for it is what people know.
func (c *comparer) servicePlace(name string) place {
	p := place{component: "service " + name, subject: finding.Subject{Service: name}}
	if c.options.Sidecar != nil && len(c.old.Services) <= 1 {
		p.subject.Service = c.options.Sidecar.Service.Value
	}
	return p
}

func portBindings(s *model.Service) []*model.Binding {
	var all []*model.Binding
	for _, p := range s.Ports {
		all = append(all, p.Binding)
	}
	return all
}

// sharedOperations is the share of operation names two sets of bindings have in
// common, in percent, or 0 when it is less than half.
func sharedOperations(old, new []*model.Binding) int {
	names := func(bindings []*model.Binding) map[string]bool {
		set := map[string]bool{}
		for _, b := range bindings {
			for _, op := range b.Operations {
				set[op.Name] = true
			}
		}
		return set
	}
	return sharedNames(names(old), names(new), 50)
}

// sharedNames is the share of two sets in common, in percent, or 0 below the least.
func sharedNames(old, new map[string]bool, least int) int {
	shared := 0
	for name := range old {
		if new[name] {
			shared++
		}
	}
	total := len(old) + len(new) - shared
	if total == 0 || 100*shared < least*total {
		return 0
	}
	return 100 * shared / total
}

func (c *comparer) ports(at place, old, new *model.Service) {
	p := matchByKey(old.Ports, new.Ports, func(p *model.Port) string { return p.Name })
	p.joinBest(func(o, n int) int {
		a, b := old.Ports[o].Binding, new.Ports[n].Binding
		if a.Protocol != b.Protocol {
			return 0
		}
		return sharedOperations([]*model.Binding{a}, []*model.Binding{b})
	})
	for i, a := range old.Ports {
		here := portPlace(at, a.Name)
		if p.partner[i] < 0 {
			c.report("port-removed", here, side{old: a.Pos}, "name", a.Name, "protocol", a.Binding.Protocol.String())
			continue
		}
		b := new.Ports[p.partner[i]]
		if a.Name != b.Name {
			c.report("port-renamed", here, side{a.Pos, b.Pos}, "old", a.Name, "new", b.Name)
		}
		if a.Address != b.Address {
			c.report("address-changed", here, side{a.Pos, b.Pos}, "old", stated(a.Address), "new", stated(b.Address))
		}
		c.binding(here, a.Binding, b.Binding)
	}
	for _, n := range free(p.back) {
		b := new.Ports[n]
		c.report("port-added", portPlace(at, b.Name), side{new: b.Pos}, "name", b.Name, "protocol", b.Binding.Protocol.String())
	}
}

func portPlace(p place, name string) place {
	p.subject.Port = name
	p.component += "/port " + name
	return p
}

// stated writes a value that may be absent.
func stated(s string) string {
	if strings.TrimSpace(s) == "" {
		return finding.Absent
	}
	return s
}

// unservedBindings compares the bindings that no service of either side refers to.
func (c *comparer) unservedBindings() {
	old, new := unserved(c.old), unserved(c.new)
	p := matchByKey(old, new, func(b *model.Binding) string { return b.Name.Local })
	p.joinBest(func(o, n int) int { return sharedOperations(old[o:o+1], new[n:n+1]) })
	for i, b := range old {
		at := place{component: "binding " + b.Name.Local, subject: finding.Subject{Component: "binding " + b.Name.Local}}
		if n := p.partner[i]; n >= 0 {
			c.binding(at, b, new[n])
		}
	}
}

func unserved(d *model.Definitions) []*model.Binding {
	served := map[*model.Binding]bool{}
	for _, s := range d.Services {
		for _, b := range portBindings(s) {
			served[b] = true
		}
	}
	var rest []*model.Binding
	for _, b := range d.Bindings {
		if !served[b] {
			rest = append(rest, b)
		}
	}
	return rest
}

// unboundPortTypes compares the operations of portTypes that no binding refers to:
// a WSDL may leave the concrete half to another file.
func (c *comparer) unboundPortTypes() {
	old, new := unbound(c.old), unbound(c.new)
	p := matchByKey(old, new, func(t *model.PortType) string { return t.Name.Local })
	for i, t := range old {
		at := place{component: "portType " + t.Name.Local, subject: finding.Subject{Component: "portType " + t.Name.Local}}
		if n := p.partner[i]; n >= 0 && c.bound.add(t, new[n]) {
			c.operations(at, at, abstractOperations(t), abstractOperations(new[n]))
		}
	}
}

func unbound(d *model.Definitions) []*model.PortType {
	bound := map[*model.PortType]bool{}
	for _, b := range d.Bindings {
		bound[b.PortType] = true
	}
	var rest []*model.PortType
	for _, t := range d.PortTypes {
		if !bound[t] {
			rest = append(rest, t)
		}
	}
	return rest
}
