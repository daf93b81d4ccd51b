package lint

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

func number(n int) string { return strconv.Itoa(n) }

// bindingRows are the rules of the profile about bindings and ports. It is read only.
var bindingRows = []row{
	must("R2201", "soap:body of a document binding lists {count} parts.", "soap:body в document-привязке перечисляет частей: {count}.",
		text("Put one part into the body.", "Оставить в теле одну часть."), func(c *checker) { checkDocumentParts(c, true) }),
	must("R2203", "The body of an rpc/literal operation has part {part}, given by element.", "В теле операции rpc/literal часть {part} задана через element.",
		text("Give the part by type.", "Задать часть через type."), checkRPCParts),
	must("R2204", "The body of a document/literal operation has part {part}, given by type.", "В теле операции document/literal часть {part} задана через type.",
		text("Give the part by element.", "Задать часть через element."), checkElementParts),
	must("R2205", "Header or fault has part {part}, given by type.", "В заголовке или отказе часть {part} задана через type.",
		text("Give the part by element.", "Задать часть через element."), checkHeaderParts),
	should("R2209", "Part {part} is bound to neither body nor header.", "Часть {part} не привязана ни к телу, ни к заголовку.",
		text("Bind it, or remove it from the message.", "Привязать её или удалить из сообщения."), checkUnboundParts),
	must("R2210", "soap:body of a document binding lists no parts and the message has {count}.", "soap:body в document-привязке не перечисляет части, а в сообщении их {count}.",
		text("List the one part of the body.", "Указать единственную часть тела."), func(c *checker) { checkDocumentParts(c, false) }),
	must("R2401", "The binding is {protocol}, not SOAP 1.1.", "Привязка {protocol}, а не SOAP 1.1.",
		text("Offer a SOAP 1.1 binding as well.", "Предложить и привязку SOAP 1.1."), checkProtocol),
	must("R2701", "soap:binding has no transport.", "У soap:binding нет transport.",
		text("State the transport "+soapHTTP+".", "Указать transport "+soapHTTP+"."), checkTransportStated),
	must("R2702", "The transport is {transport}, not HTTP.", "Транспорт {transport}, а не HTTP.",
		text("Use the transport "+soapHTTP+".", "Использовать transport "+soapHTTP+"."), checkTransport),
	must("R2705", "The binding has operations of both styles.", "В привязке есть операции обоих стилей.",
		text("Use one style in one binding.", "Использовать в одной привязке один стиль."), checkMixedStyles),
	must("R2706", `use="encoded": the operation is rpc/encoded, outside of the profile.`, `use="encoded": операция rpc/encoded, это вне профиля.`,
		text("Use literal; where the other side speaks rpc/encoded, accept this finding.", "Использовать literal; если другая сторона работает в rpc/encoded, принять это замечание."), checkLiteral),
	must("R2710", "Operation {other} has the same element in the body.", "У операции {other} в теле тот же элемент.",
		text("Give each operation an outer element of its own.", "Дать каждой операции свой внешний элемент."), checkSignatures),
	should("R2711", "Port {other} has the same address.", "У порта {other} тот же адрес.",
		text("Give each port its own address, or drop one.", "Дать каждому порту свой адрес или убрать один из них."), checkAddresses),
	must("R2716", "{element} of a document/literal operation has a namespace.", "У {element} операции document/literal указан namespace.",
		text("Remove the attribute; the element has its own namespace.", "Удалить атрибут: у элемента своё пространство имён."), checkDocumentNamespace),
	must("R2717", "soap:body of an rpc/literal operation has {namespace} as namespace.", "У soap:body операции rpc/literal namespace: {namespace}.",
		text("State an absolute URI; it is the namespace of the outer element.", "Указать абсолютный URI: это пространство имён внешнего элемента."), checkRPCNamespace),
	must("R2718", "The binding lacks operation {operation} of its portType.", "В привязке нет операции {operation} её portType.",
		text("Bind every operation.", "Привязать все операции."), checkAllBound),
	must("R2720", "{element} has no part.", "У {element} нет part.",
		text("Name the part.", "Указать часть."), checkHeaderPartAttribute),
	must("R2721", "soap:fault has no name.", "У soap:fault нет name.",
		text("Repeat the name of the wsdl:fault.", "Повторить имя wsdl:fault."), checkFaultNamed),
	must("R2726", "{element} of an rpc/literal operation has a namespace.", "У {element} операции rpc/literal указан namespace.",
		text("Remove the attribute; the element has its own namespace.", "Удалить атрибут: у элемента своё пространство имён."), checkRPCHeaderNamespace),
	should("R2740", "Fault {name} is not in the binding.", "Отказа {name} нет в привязке.",
		text("Add a soap:fault for it.", "Добавить для него soap:fault."), checkFaultsBound),
	must("R2744", "soapAction {action} holds quotes or white space; the header is quoted by the sender.", "В soapAction {action} есть кавычки или пробелы; кавычки в заголовок ставит отправитель.",
		text("Write the bare URI.", "Записать один URI."), checkSOAPAction),
	must("R2749", "{element} has parts instead of part.", "У {element} указано parts вместо part.",
		text("Write part.", "Указать part."), checkHeaderPartsAttribute),
	must("R2754", "soap:fault is named {inner} inside of wsdl:fault {outer}.", "soap:fault назван {inner} внутри wsdl:fault {outer}.",
		text("Repeat the name of the wsdl:fault.", "Повторить имя wsdl:fault."), checkFaultName),
}

// bound visits every operation of every SOAP binding.
func (c *checker) bound(visit func(*model.BoundOperation, finding.Subject)) {
	for _, b := range c.defs.Bindings {
		if !b.Protocol.IsSOAP() {
			continue
		}
		for _, o := range b.Operations {
			visit(o, finding.Subject{Component: "binding " + b.Name.Local, Operation: o.Name})
		}
	}
}

// bodies visits both directions of every bound operation.
func (c *checker) bodies(visit func(*model.BoundOperation, *model.BoundMessage, finding.Subject)) {
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		if s.Message = finding.RequestMessage; o.Input != nil {
			visit(o, o.Input, s)
		}
		if s.Message = finding.ResponseMessage; o.Output != nil {
			visit(o, o.Output, s)
		}
	})
}

func isLiteral(o *model.BoundOperation, style model.Style, use model.Use) bool {
	return o.Style == style && use == model.Literal
}

func checkDocumentParts(c *checker, listed bool) {
	c.bodies(func(o *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		count := len(m.Body.Parts)
		if isLiteral(o, model.DocumentStyle, m.Body.Use) && count > 1 && c.listsParts(at(m.Body.Pos)) == listed {
			c.report(at(m.Body.Pos), s, "count", number(count))
		}
	})
}

// listsParts reports whether the soap:body at a place has a parts attribute.
func (c *checker) listsParts(pos finding.Pos) (listed bool) {
	c.elements(model.WSDLDocument, func(_ *document, e *element) {
		if e.pos == pos {
			_, listed = e.attr("parts")
		}
	})
	return listed
}

func checkRPCParts(c *checker) {
	c.bodies(func(o *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		for _, p := range m.Body.Parts {
			if isLiteral(o, model.RPCStyle, m.Body.Use) && p.Element != nil {
				c.report(at(p.Pos), s, "part", p.Name)
			}
		}
	})
}

func checkElementParts(c *checker) {
	c.bodies(func(o *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		for _, p := range m.Body.Parts {
			if isLiteral(o, model.DocumentStyle, m.Body.Use) && p.Element == nil {
				c.report(at(p.Pos), s, "part", p.Name)
			}
		}
	})
}

func checkHeaderParts(c *checker) {
	c.bodies(func(_ *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		for _, h := range m.Headers {
			for _, part := range append([]*model.Header{h}, h.Faults...) {
				if part.Use == model.Literal && part.Part.Element == nil {
					c.report(at(part.Pos), s, "part", part.Part.Name)
				}
			}
		}
	})
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		s.Message = finding.FaultMessage
		for _, f := range o.Faults {
			for _, p := range f.Fault.Message.Parts {
				if s.Block = f.Fault.Name; f.Use == model.Literal && p.Element == nil {
					c.report(at(f.Pos), s, "part", p.Name)
				}
			}
		}
	})
}

func checkUnboundParts(c *checker) {
	c.bodies(func(_ *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		bound := map[*model.Part]bool{}
		for _, p := range m.Body.Parts {
			bound[p] = true
		}
		for _, h := range m.Headers {
			bound[h.Part] = true
		}
		for _, a := range m.MIME {
			bound[a.Part] = true
		}
		for _, p := range m.Message.Parts {
			if !bound[p] {
				c.report(at(p.Pos), s, "part", p.Name)
			}
		}
	})
}

func checkLiteral(c *checker) {
	c.bodies(func(_ *model.BoundOperation, m *model.BoundMessage, s finding.Subject) {
		if m.Body.Use == model.Encoded {
			c.report(at(m.Body.Pos), s)
		}
		for _, h := range m.Headers {
			if s.Block = h.Part.Name; h.Use == model.Encoded {
				c.report(at(h.Pos), s)
			}
		}
	})
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		s.Message = finding.FaultMessage
		for _, f := range o.Faults {
			if s.Block = f.Fault.Name; f.Use == model.Encoded {
				c.report(at(f.Pos), s)
			}
		}
	})
}

func checkSOAPAction(c *checker) {
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		if strings.ContainsAny(o.SOAPAction, "\"' \t\r\n") {
			c.report(at(o.Pos), s, "action", o.SOAPAction)
		}
	})
}
