package lint

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// messageRows are the rules of the profile about messages and portTypes. It is read
// only.
var messageRows = []row{
	must("R2303", "The server begins the exchange ({kind}).", "Обмен начинает сервер ({kind}).",
		text("Declare a one-way or request-response operation.", "Объявить операцию one-way или request-response."), checkServerInitiated),
	must("R2304", "Another operation of the portType has the same name.", "В portType есть другая операция с тем же именем.",
		text("Give each operation a name of its own.", "Дать каждой операции своё имя."), checkOverloading),
	must("R2305", "parameterOrder leaves out {count} parts of the output.", "В parameterOrder не хватает частей ответа: {count}.",
		text("Leave out one part at most: the return value.", "Можно пропустить не больше одной части: возвращаемое значение."), checkParameterOrder),
	must("R2306", "Part {name} has both type and element.", "У части {name} есть и type, и element.",
		text("Keep one.", "Оставить одно."), checkPartForm),
}

// operations visits every operation of every portType.
func (c *checker) operations(visit func(*model.Operation, finding.Subject)) {
	for _, t := range c.defs.PortTypes {
		for _, o := range t.Operations {
			visit(o, finding.Subject{Component: "portType " + t.Name.Local, Operation: o.Name})
		}
	}
}

func checkServerInitiated(c *checker) {
	c.operations(func(o *model.Operation, s finding.Subject) {
		if o.Kind == model.SolicitResponse || o.Kind == model.Notification {
			c.report(at(o.Pos), s, "kind", o.Kind.String())
		}
	})
}

func checkOverloading(c *checker) {
	c.operations(func(o *model.Operation, s finding.Subject) {
		if o.Overloaded {
			if o.Input != nil {
				s.Operation += "(" + o.Input.Name + ")"
			}
			c.report(at(o.Pos), s)
		}
	})
}

func checkParameterOrder(c *checker) {
	c.operations(func(o *model.Operation, s finding.Subject) {
		if len(o.ParameterOrder) == 0 || o.Output == nil {
			return
		}
		listed := map[string]bool{}
		for _, name := range o.ParameterOrder {
			listed[name] = true
		}
		missing := 0
		for _, p := range o.Output.Message.Parts {
			if !listed[p.Name] {
				missing++
			}
		}
		if missing > 1 {
			c.report(at(o.Pos), s, "count", number(missing))
		}
	})
}

func checkPartForm(c *checker) {
	c.elements(model.WSDLDocument, func(_ *document, e *element) {
		if !e.is(nsWSDL, "part") {
			return
		}
		_, byType := e.attr("type")
		_, byElement := e.attr("element")
		if name, _ := e.attr("name"); byType && byElement {
			c.report(e.pos, owner(e.parent), "name", name)
		}
	})
}
