package lint

import (
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

func bindingSubject(b *model.Binding) finding.Subject { return component("binding", b.Name.Local) }

func checkProtocol(c *checker) {
	for _, b := range c.defs.Bindings {
		if b.Protocol != model.SOAP11 {
			c.report(at(b.Pos), bindingSubject(b), "protocol", b.Protocol.String())
		}
	}
}

func checkTransportStated(c *checker) {
	for _, b := range c.defs.Bindings {
		if b.Protocol.IsSOAP() && b.Transport == "" {
			c.report(at(b.Pos), bindingSubject(b))
		}
	}
}

func checkTransport(c *checker) {
	for _, b := range c.defs.Bindings {
		if b.Protocol.IsSOAP() && b.Transport != "" && b.Transport != soapHTTP {
			c.report(at(b.Pos), bindingSubject(b), "transport", b.Transport)
		}
	}
}

func checkMixedStyles(c *checker) {
	for _, b := range c.defs.Bindings {
		if b.Protocol.IsSOAP() && slices.ContainsFunc(b.Operations, func(o *model.BoundOperation) bool { return o.Style != b.Operations[0].Style }) {
			c.report(at(b.Pos), bindingSubject(b))
		}
	}
}

// checkSignatures finds operations whose requests look the same on the wire.
func checkSignatures(c *checker) {
	taken := map[*model.Binding]map[model.QName]string{}
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		name, ok := signature(o)
		if !ok {
			return
		}
		if taken[o.Binding] == nil {
			taken[o.Binding] = map[model.QName]string{}
		}
		if other, twice := taken[o.Binding][name]; twice {
			c.report(at(o.Pos), s, "other", other)
			return
		}
		taken[o.Binding][name] = o.Name
	})
}

// signature is the outer element of a request.
func signature(o *model.BoundOperation) (model.QName, bool) {
	switch {
	case o.Input == nil:
	case o.Style == model.RPCStyle:
		return model.QName{Space: o.Input.Body.Namespace, Local: o.Name}, true
	case len(o.Input.Body.Parts) == 0:
		return model.QName{}, true
	case o.Input.Body.Parts[0].Element != nil:
		return o.Input.Body.Parts[0].Element.Name, true
	}
	return model.QName{}, false
}

func checkAddresses(c *checker) {
	first := map[string]*model.Port{}
	for _, s := range c.defs.Services {
		for _, p := range s.Ports {
			other := first[p.Address]
			if p.Address == "" || !p.Binding.Protocol.IsSOAP() {
				continue
			}
			if other == nil {
				first[p.Address] = p
				continue
			}
			c.report(at(p.Pos), finding.Subject{Service: s.Name.Local, Port: p.Name}, "other", other.Name)
		}
	}
}

func checkRPCNamespace(c *checker) {
	c.bodies(func(o *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		if isLiteral(o, model.RPCStyle, m.Body.Use) && !isAbsolute(m.Body.Namespace) {
			c.report(at(m.Body.Pos), s, "namespace", orNone(m.Body.Namespace))
		}
	})
}

func checkDocumentNamespace(c *checker) {
	c.bodies(func(o *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		if isLiteral(o, model.DocumentStyle, m.Body.Use) && m.Body.Namespace != "" {
			c.report(at(m.Body.Pos), s, "element", "soap:body")
		}
	})
	checkExtraNamespaces(c, model.DocumentStyle)
}

func checkRPCHeaderNamespace(c *checker) { checkExtraNamespaces(c, model.RPCStyle) }

// checkExtraNamespaces finds the attribute on headers and faults, which are elements
// with a namespace of their own.
func checkExtraNamespaces(c *checker, style model.Style) {
	c.bodies(func(o *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		for _, h := range m.Headers {
			if isLiteral(o, style, h.Use) && h.Namespace != "" {
				c.report(at(h.Pos), s, "element", "soap:header")
			}
			for _, f := range h.Faults {
				if isLiteral(o, style, f.Use) && f.Namespace != "" {
					c.report(at(f.Pos), s, "element", "soap:headerfault")
				}
			}
		}
	})
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		s.Message = finding.FaultMessage
		for _, f := range o.Faults {
			if s.Block = f.Fault.Name; isLiteral(o, style, f.Use) && f.Namespace != "" {
				c.report(at(f.Pos), s, "element", "soap:fault")
			}
		}
	})
}

func checkAllBound(c *checker) {
	for _, b := range c.defs.Bindings {
		for _, o := range b.PortType.Operations {
			if b.Protocol.IsSOAP() && !slices.ContainsFunc(b.Operations, func(bo *model.BoundOperation) bool { return bo.Operation == o }) {
				c.report(at(b.Pos), bindingSubject(b), "operation", o.Name)
			}
		}
	}
}

func checkFaultsBound(c *checker) {
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		for _, f := range o.Operation.Faults {
			if !slices.ContainsFunc(o.Faults, func(bf *model.BoundFault) bool { return bf.Fault == f }) {
				c.report(at(o.Pos), s, "name", f.Name)
			}
		}
	})
}

// headerElements visits every soap:header and soap:headerfault as written.
func (c *checker) headerElements(visit func(e *element, subject finding.Subject)) {
	c.elements(model.WSDLDocument, func(_ *document, e *element) {
		if e.isSOAP("header") || e.isSOAP("headerfault") {
			visit(e, owner(e))
		}
	})
}

func checkHeaderPartAttribute(c *checker) {
	c.headerElements(func(e *element, s finding.Subject) {
		if part, _ := e.attr("part"); part == "" {
			c.report(e.pos, s, "element", "soap:"+e.name.Local)
		}
	})
}

func checkHeaderPartsAttribute(c *checker) {
	c.headerElements(func(e *element, s finding.Subject) {
		if _, ok := e.attr("parts"); ok {
			c.report(e.pos, s, "element", "soap:"+e.name.Local)
		}
	})
}

func checkFaultNamed(c *checker) {
	c.elements(model.WSDLDocument, func(_ *document, e *element) {
		if name, _ := e.attr("name"); e.isSOAP("fault") && name == "" {
			c.report(e.pos, owner(e))
		}
	})
}

func checkFaultName(c *checker) {
	c.elements(model.WSDLDocument, func(_ *document, e *element) {
		if !e.isSOAP("fault") || e.parent == nil {
			return
		}
		inner, _ := e.attr("name")
		outer, _ := e.parent.attr("name")
		if inner != "" && inner != outer {
			c.report(e.pos, owner(e.parent), "inner", inner, "outer", outer)
		}
	})
}
