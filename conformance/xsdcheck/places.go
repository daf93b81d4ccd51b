package xsdcheck

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// places finds the line of the schema that speaks of an element.
type places struct {
	file     string
	elements map[string]*node // global elements, by local name
	types    map[string]*node // named types, by local name
	frames   map[string][]string
}

func newPlaces(s *service.Service, file string, tree *node) *places {
	p := &places{file: file, elements: map[string]*node{}, types: map[string]*node{}, frames: map[string][]string{}}
	for _, schema := range schemasOf(tree) {
		for _, child := range schema.children {
			switch child.name.Local {
			case "element":
				p.elements[child.get("name")] = child
			case "complexType", "simpleType":
				p.types[child.get("name")] = child
			}
		}
	}
	for i := range s.Operations {
		for _, m := range []*service.Message{&s.Operations[i].Request, &s.Operations[i].Response} {
			p.frame(s, m)
		}
	}
	return p
}

// frame remembers which type the last frame of an rpc message has.
func (p *places) frame(s *service.Service, m *service.Message) {
	if len(m.Frames) < 2 {
		return
	}
	names := []string{m.Frames[0].Name.Local}
	for _, w := range m.Wrappers {
		names = append(names, w.Name.Local)
	}
	for _, name := range names {
		p.frames[name] = append(p.frames[name], s.Types[m.Type].Name.Local)
	}
}

var position = regexp.MustCompile(`\[\d+\]`)

// of returns the place for a path such as "/Envelope/Body/SilentPay/cvc2": the
// declaration of the last element, or of the nearest one above it that is declared.
// A broken facet is found inside the type.
func (p *places) of(path, complaint string) string {
	steps := strings.Split(strings.Trim(position.ReplaceAllString(path, ""), "/"), "/")
	for i := range steps {
		steps[i] = localName(steps[i])
	}
	if len(steps) < 3 || steps[2] == "Fault" {
		return "envelope.xsd"
	}
	at, rest := p.elements[steps[2]], steps[3:]
	if at == nil {
		names := p.frames[steps[2]]
		if len(names) == 0 || len(rest) == 0 {
			return p.file
		}
		at, rest = p.types[names[0]], rest[1:]
	}
	if at == nil {
		return p.file
	}
	for _, name := range rest {
		next := p.child(at, name)
		if next == nil {
			break
		}
		at = next
	}
	return fmt.Sprintf("%s:%d", p.file, p.facet(at, complaint).line)
}

var facetName = regexp.MustCompile(`(\w+) facet failed`)

// facet finds the facet of the element's type that the validator names, else it returns
// the element's declaration.
func (p *places) facet(at *node, complaint string) *node {
	found := facetName.FindStringSubmatch(complaint)
	if found == nil {
		return at
	}
	of := at
	if t := at.get("type"); t != "" {
		of = p.types[localName(t)]
	}
	best := at
	if of != nil {
		of.each(func(n *node) {
			if n.name.Local == found[1] && best == at {
				best = n
			}
		})
	}
	return best
}

func localName(qname string) string {
	if _, local, ok := strings.Cut(qname, ":"); ok {
		return local
	}
	return qname
}

// child finds the declaration of an element inside that of another, or inside its type.
func (p *places) child(at *node, name string) *node {
	if t := at.get("type"); t != "" {
		if at = p.types[localName(t)]; at == nil {
			return nil
		}
	}
	var found *node
	at.each(func(n *node) {
		if found == nil && n != at && n.name.Local == "element" && n.get("name") == name {
			found = n
		}
	})
	return found
}
