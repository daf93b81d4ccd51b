package lint

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// schemas visits every xsd:schema with local elements and what it says about them.
func (c *checker) schemas(visit func(e *element, form string, stated bool)) {
	c.elements(0, func(_ *document, e *element) {
		if !e.is(nsXSD, "schema") || !hasLocalElements(e) {
			return
		}
		form, stated := e.attr("elementFormDefault")
		if form == "" {
			form = "unqualified"
		}
		visit(e, form, stated)
	})
}

// hasLocalElements reports whether a schema declares elements inside of types.
func hasLocalElements(schema *element) bool {
	found := false
	for _, global := range schema.kids {
		global.walk(func(e *element) {
			if _, named := e.attr("name"); named && e != global && e.is(nsXSD, "element") {
				if _, own := e.attr("form"); !own {
					found = true
				}
			}
		})
	}
	return found
}

func schemaSubject(e *element) finding.Subject {
	namespace, _ := e.attr("targetNamespace")
	return component("schema", orNone(namespace))
}

func checkFormDefault(c *checker) {
	c.schemas(func(e *element, _ string, stated bool) {
		if !stated {
			c.report(e.pos, schemaSubject(e))
		}
	})
}

func checkMixedForms(c *checker) {
	first := ""
	c.schemas(func(e *element, form string, _ bool) {
		if first == "" {
			first = form
		}
		if form != first {
			c.report(e.pos, schemaSubject(e), "form", form)
		}
	})
}

func checkDocumentation(c *checker) {
	boundDocs := map[*model.Operation]bool{}
	c.bound(func(o *model.BoundOperation, _ finding.Subject) {
		if o.Doc != "" {
			boundDocs[o.Operation] = true
		}
	})
	c.operations(func(o *model.Operation, s finding.Subject) {
		if o.Doc == "" && !boundDocs[o] {
			c.report(at(o.Pos), s, "name", "operation "+o.Name)
		}
	})
	for _, t := range c.defs.AllTypes() {
		if t.IsComplex() && t.Doc == "" {
			c.report(at(t.Pos), component("type", t.Name.Local), "name", "type "+t.Name.Local)
		}
	}
}

// minOptional is how many fields a type must have for it to matter that all of them
// are optional.
const minOptional = 3

// checkAllOptional looks at what requests hold; answers leave out what they like.
func checkAllOptional(c *checker) {
	for _, t := range c.requestTypes() {
		fields, required := 0, 0
		for _, top := range t.ContentModel() {
			top.Walk(func(p *model.Particle) bool {
				if p.Kind == model.Choice && p.Min > 0 || p.Kind == model.Any {
					required++
				}
				if p.Kind == model.ElementParticle {
					fields++
					required += min(p.Min, 1)
				}
				return p.Min > 0
			})
		}
		if fields >= minOptional && required == 0 {
			c.report(at(t.Pos), typeSubject(t), "name", labelOf(t), "count", number(fields))
		}
	}
}

// requestTypes lists the outermost types of all requests, below the wrapper too.
func (c *checker) requestTypes() []*model.Type {
	var all []*model.Type
	c.operations(func(o *model.Operation, _ finding.Subject) {
		if o.Input == nil {
			return
		}
		for _, p := range o.Input.Message.Parts {
			if t := p.ValueType(); t.IsComplex() && !t.BuiltIn() {
				all = append(all, t)
			}
		}
	})
	return all
}

// checkUnreferenced finds the types that nothing a message can hold leads to.
func checkUnreferenced(c *checker) {
	used := c.reachable()
	for _, t := range c.defs.AllTypes() {
		if !used[t] {
			c.report(at(t.Pos), component("type", t.Name.Local), "name", t.Name.Local)
		}
	}
}

// reachable are the types of all messages, with their parts, bases and what may stand
// for them. A description without messages uses everything.
func (c *checker) reachable() map[*model.Type]bool {
	used := map[*model.Type]bool{}
	var enterType func(t *model.Type)
	enterElement := func(e *model.Element) {
		enterType(e.Type)
		for _, m := range e.Members {
			enterType(m.Type)
		}
	}
	enterType = func(t *model.Type) {
		if t == nil || used[t] {
			return
		}
		used[t] = true
		enterType(t.Base)
		enterType(t.Item)
		enterType(t.Value)
		for _, m := range t.Members {
			enterType(m)
		}
		if !t.BuiltIn() {
			for _, d := range t.Derived {
				enterType(d)
			}
		}
		if t.Array != nil {
			enterType(t.Array.Item)
		}
		t.Particle.Walk(func(p *model.Particle) bool {
			if p.Kind == model.ElementParticle {
				enterElement(p.Element)
			}
			return true
		})
		for _, u := range t.Attributes {
			enterType(u.Attribute.Type)
		}
	}
	for _, m := range c.defs.Messages {
		for _, p := range m.Parts {
			if enterType(p.Type); p.Element != nil {
				enterElement(p.Element)
			}
		}
	}
	return used
}

// maxNesting is how deep anonymous types may stand in each other.
const maxNesting = 2

func checkNesting(c *checker) {
	c.everyType(func(t *model.Type, s finding.Subject) {
		if depth := len(t.Context); t.IsAnonymous() && t.IsComplex() && depth > maxNesting {
			c.report(at(t.Pos), s, "depth", number(depth))
		}
	})
}

// checkGoNames finds names of one scope that become equal in Go.
func checkGoNames(c *checker) {
	if c.goName == nil {
		return
	}
	c.everyType(func(t *model.Type, s finding.Subject) {
		if !t.IsComplex() {
			return
		}
		taken := map[string]string{}
		for _, top := range t.ContentModel() {
			top.Walk(func(p *model.Particle) bool {
				if p.Kind == model.ElementParticle {
					c.clash(taken, p.Element.Name.Local, at(p.Pos), s)
				}
				return true
			})
		}
		for _, u := range t.AllAttributes() {
			c.clash(taken, "@"+u.Attribute.Name.Local, at(u.Pos), s)
		}
	})
	taken := map[string]string{}
	for _, t := range c.defs.AllTypes() {
		if t.IsComplex() {
			c.clash(taken, t.Name.String(), at(t.Pos), finding.Subject{})
		}
	}
}

// clash notes a name in its scope and reports it when another one has its Go name.
func (c *checker) clash(taken map[string]string, name string, pos finding.Pos, s finding.Subject) {
	local := name
	if i := lastBrace(name); i >= 0 {
		local = name[i+1:]
	}
	goName := c.goName(local)
	first, twice := taken[goName]
	if !twice {
		taken[goName] = name
		return
	}
	if first != name {
		c.report(pos, s, "first", first, "second", name, "name", goName)
	}
}

func lastBrace(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '}' {
			return i
		}
	}
	return -1
}
