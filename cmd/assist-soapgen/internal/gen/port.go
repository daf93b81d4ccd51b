package gen

import (
	"fmt"
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// offer is a SOAP binding and, if the WSDL has one, a port that offers it.
type offer struct {
	binding *model.Binding
	port    *model.Port
}

// offers lists the SOAP bindings with operations: those of ports in document order, then
// those without a port that bind what no port offers.
func (b *builder) offers() []offer {
	var list []offer
	seen := map[*model.Binding]bool{}
	take := func(binding *model.Binding, port *model.Port) {
		switch {
		case seen[binding]:
		case !binding.Protocol.IsSOAP():
			b.problems.add(CodeNotSOAP, binding.Pos, "binding %s is %s, not SOAP; it is left out", binding.Name.Local, binding.Protocol)
		case len(binding.Operations) > 0:
			list = append(list, offer{binding, port})
		}
		seen[binding] = true
	}
	for _, s := range b.defs.Services {
		for _, p := range s.Ports {
			take(p.Binding, p)
		}
	}
	noPorts := len(list) == 0
	for _, binding := range b.defs.Bindings {
		if noPorts || binding.Protocol.IsSOAP() && bindsMore(binding, list) {
			take(binding, nil)
		}
	}
	if len(list) == 0 {
		b.problems.add(CodeNoSOAPBinding, b.defs.Pos, "no SOAP binding with an operation; there is nothing to call")
	}
	return list
}

// bindsMore reports whether a binding has an operation that none of the offers has.
func bindsMore(binding *model.Binding, list []offer) bool {
	offered := map[*model.Operation]bool{}
	for _, o := range list {
		for _, bound := range o.binding.Operations {
			offered[bound.Operation] = true
		}
	}
	return slices.ContainsFunc(binding.Operations, func(bound *model.BoundOperation) bool { return !offered[bound.Operation] })
}

// service adds one offer to the description, unless the same was added before.
func (b *builder) service(o offer) {
	entry := &serviceEntry{doc: firstOf(o.binding.Doc, o.binding.PortType.Doc, b.defs.Doc), want: goName(o.binding.Name.Local)}
	entry.table = service.Service{Name: o.binding.Name.Local, Namespace: b.defs.TargetNamespace}
	if o.binding.Protocol == model.SOAP12 {
		entry.table.SOAP = service.SOAP12
	}
	if o.port != nil {
		entry.want = goName(o.port.Name)
		entry.table.Name, entry.table.Address = o.port.Name, o.port.Address
		entry.doc = firstOf(o.port.Doc, o.port.Service.Doc, entry.doc)
	}
	b.operations(entry, o.binding)
	for _, known := range b.desc.services {
		if known.table.SOAP == entry.table.SOAP && fmt.Sprint(known.table.Operations) == fmt.Sprint(entry.table.Operations) {
			return
		}
	}
	b.desc.services = append(b.desc.services, entry)
}
