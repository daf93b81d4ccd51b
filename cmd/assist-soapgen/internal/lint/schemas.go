package lint

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// schemaRows are the rules of the profile about schemas. It is read only.
var schemaRows = []row{
	must("R2105", "A schema without targetNamespace declares components.", "Схема без targetNamespace содержит объявления.",
		text("Give it a target namespace.", "Указать целевое пространство имён."), checkSchemaNamespace),
	must("R2110", "{name} extends or restricts soapenc:Array.", "{name} расширяет или ограничивает soapenc:Array.",
		text("Declare a repeated element instead.", "Объявить вместо этого повторяющийся элемент."), checkArrayBase),
	must("R2111", "wsdl:arrayType is used.", "Используется wsdl:arrayType.",
		text("Declare a repeated element instead.", "Объявить вместо этого повторяющийся элемент."), checkArrayType),
	should("R2112", "Element {name} is named ArrayOf….", "Элемент {name} назван ArrayOf….",
		text("Name it by what it holds.", "Назвать по содержимому."), checkArrayName),
	must("R2801", "{problem}", "{problem}", text("Write the schema in XML Schema 1.0.", "Записать схему на XML Schema 1.0."),
		func(c *checker) { c.diagnosed(model.CodeOldXSD) }),
}

func checkSchemaNamespace(c *checker) {
	c.elements(model.WSDLDocument, func(_ *document, e *element) {
		namespace, _ := e.attr("targetNamespace")
		if !e.is(nsXSD, "schema") || namespace != "" {
			return
		}
		for _, kid := range e.kids {
			if !kid.is(nsXSD, "import") && !kid.is(nsXSD, "annotation") {
				c.report(e.pos, finding.Subject{})
				return
			}
		}
	})
}

func checkArrayBase(c *checker) {
	c.everyType(func(t *model.Type, subject finding.Subject) {
		for base := t.Base; base != nil; base = base.Base {
			if base.BuiltIn() && base.Name.Space == nsSOAPEnc && base.Name.Local == "Array" {
				c.report(at(t.Pos), subject, "name", labelOf(t))
			}
		}
	})
}

func checkArrayType(c *checker) {
	c.elements(0, func(_ *document, e *element) {
		if _, ok := e.attrNS(nsWSDL, "arrayType"); ok {
			c.report(e.pos, owner(e))
		}
	})
}

// owner is the nearest named declaration around an element of a schema.
func owner(e *element) finding.Subject {
	for ; e != nil; e = e.parent {
		if name, ok := e.attr("name"); ok && name != "" {
			return component(e.name.Local, name)
		}
	}
	return finding.Subject{}
}

func checkArrayName(c *checker) {
	c.elements(0, func(_ *document, e *element) {
		if name, _ := e.attr("name"); e.is(nsXSD, "element") && strings.HasPrefix(name, "ArrayOf") {
			c.report(e.pos, component("element", name), "name", name)
		}
	})
}

// everyType visits every type of the schemas, anonymous ones included.
func (c *checker) everyType(visit func(*model.Type, finding.Subject)) {
	seen := map[*model.Type]bool{}
	var enter func(t *model.Type)
	enter = func(t *model.Type) {
		if t == nil || seen[t] || t.BuiltIn() {
			return
		}
		seen[t] = true
		visit(t, typeSubject(t))
		t.Particle.Walk(func(p *model.Particle) bool {
			if p.Kind == model.ElementParticle {
				enter(p.Element.Type)
			}
			return true
		})
		for _, u := range t.Attributes {
			enter(u.Attribute.Type)
		}
	}
	for _, t := range c.defs.AllTypes() {
		enter(t)
	}
	for _, e := range c.defs.AllElements() {
		enter(e.Type)
	}
}

// labelOf names a type; an anonymous one by where it stands.
func labelOf(t *model.Type) string {
	if t.IsAnonymous() {
		return strings.Join(t.Context, "/")
	}
	return t.Name.Local
}

func typeSubject(t *model.Type) finding.Subject {
	if t.IsAnonymous() {
		return component("anonymous type", labelOf(t))
	}
	return component("type", labelOf(t))
}
