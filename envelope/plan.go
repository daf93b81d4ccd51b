package envelope

import (
	"errors"
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// typePlan is a type made ready: its fields with their tags written out, and its
// names indexed.
type typePlan struct {
	typ      *service.Type
	fields   []fieldPlan
	elements map[string]int     // names of child elements -> field; for the gateway folded, with aliases
	attrs    map[string]int     // names of attributes -> field
	deep     map[string][]int32 // of the gateway: folded names of nested fields -> fields on the way
	wildcard int                // field that takes unknown elements, or -1
	content  int                // field that holds the character data, or -1
	open     int                // field that takes unknown attributes, or -1
	hasAttrs bool
	children bool // it has fields that are elements
	extended bool // other types derive from it: xsi:type may choose
	name     string
	simple   *simplePlan // of a type that is no struct
	amounts  []int       // fields that need the currency beside them
}

// fieldPlan is a field made ready.
type fieldPlan struct {
	service.Field      // a copy, so that the walk finds everything in one place
	plain         bool // one element with text in it: nearly all fields are
	kind          fieldKind
	space         string        // namespace URI
	start         string        // "<ws:bill": what the tags below begin with
	open          [2]string     // start tag of a simple element, by Use
	end           string        // "</ws:bill>"
	joint         [2]string     // end of the field before it and open, where both are plain
	typed         string        // ` xsi:type="ws:Bill"`, for encoded messages
	null          string        // the whole element when it is nil
	simple        *simplePlan   // of a simple field
	strip         service.Strip // what the gateway would remove
	secret        bool
	fixed         string // the only value the schema allows; "" is none
}

// constant is a text, or the value the schema fixes where none was given.
func (p *fieldPlan) constant(text string) string {
	if text == "" {
		return p.fixed
	}
	return text
}

// fieldKind says how a field's value is written and read.
type fieldKind uint8

const (
	kindText       fieldKind = iota
	kindQName                // text {space}local in the record, or several of them
	kindRecord               // struct
	kindArray                // SOAP-encoded array
	kindGroup                // struct without an element of its own
	kindRaw                  // wildcard: elements as they are
	kindAttributes           // wildcard of attributes
	kindAny                  // xsd:anyType: content as it is
)

func (c *Codec) planTypes() error {
	c.prefixes = choosePrefixes(c.service.Spaces)
	c.types = make([]typePlan, len(c.service.Types))
	c.simple = make(map[service.TypeID]*simplePlan, len(c.types))
	c.typeNames = make(map[service.QName]service.TypeID, len(c.types))
	var problems []error
	for i := range c.types {
		if err := c.planType(service.TypeID(i)); err != nil {
			problems = append(problems, err)
		}
	}
	for i := range c.types {
		c.indexGroups(&c.types[i], &c.types[i], -1, 0)
		t := c.types[i].typ
		if c.gateway {
			c.enterParams(&c.types[i])
			c.planDeep(&c.types[i])
		}
		if t.Kind == service.Struct && t.Base > 0 {
			c.types[t.Base].extended = true
		}
		if t.Name.Local != "" {
			c.typeNames[service.QName{Space: c.service.Space(t.Name), Local: t.Name.Local}] = service.TypeID(i)
		}
	}
	return errors.Join(problems...)
}

func (c *Codec) planType(id service.TypeID) error {
	t := &c.service.Types[id]
	p := &c.types[id]
	*p = typePlan{typ: t, wildcard: -1, content: -1, open: -1, name: c.typeName(id)}
	if t.Kind != service.Struct && t.Kind != service.Array {
		p.simple = c.planSimple(id)
		return nil
	}
	p.fields = make([]fieldPlan, len(t.Fields))
	p.elements, p.attrs = map[string]int{}, map[string]int{}
	var problems []error
	for i := range t.Fields {
		p.fields[i] = c.planField(&t.Fields[i])
		if i > 0 && p.fields[i].plain && p.fields[i-1].plain {
			for use, open := range p.fields[i].open {
				p.fields[i].joint[use] = p.fields[i-1].end + open
			}
		}
		if t.Fields[i].Facts != nil && t.Fields[i].Facts.Currency != "" {
			p.amounts = append(p.amounts, i)
		}
		if err := c.index(p, i); err != nil {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

func (c *Codec) planField(f *service.Field) fieldPlan {
	name := c.qualified(f.Space, f.Name)
	p := fieldPlan{
		Field: *f, kind: c.kindOf(f), space: c.service.Spaces[f.Space],
		start: "<" + name, end: "</" + name + ">", secret: f.Facts.Secret(),
	}
	if f.Facts != nil {
		p.strip = f.Facts.Strip
	}
	if typeName := c.fieldTypeName(f.Type, p.kind); typeName != "" && p.kind != kindRaw && p.kind != kindGroup {
		p.typed = ` ` + instancePrefix + `:type="` + typeName + `"`
	}
	p.open = [2]string{service.Literal: p.start + ">", service.Encoded: p.start + p.typed + ">"}
	p.null = p.start + ` ` + instancePrefix + `:nil="true"/>`
	if !f.Has(service.Nillable) { // no envelope declares the prefix for its sake
		p.null = p.start + ` xmlns:` + instancePrefix + `="` + instanceSpace + `" ` + instancePrefix + `:nil="true"/>`
	}
	if p.kind == kindText || p.kind == kindQName {
		p.simple = c.planSimple(f.Type)
		p.fixed = p.simple.fixed()
	}
	p.plain = p.kind == kindText && p.fixed == "" && f.Flags&(service.Many|service.Attribute|service.Content) == 0
	return p
}

func (c *Codec) kindOf(f *service.Field) fieldKind {
	t := c.service.Type(f.Type)
	switch {
	case f.Has(service.Attribute | service.Wildcard):
		return kindAttributes
	case f.Has(service.Wildcard):
		return kindRaw
	case f.Has(service.Group):
		return kindGroup
	case t != nil && t.Kind == service.Array:
		return kindArray
	case t != nil && t.Kind == service.Struct:
		return kindRecord
	case f.Type == service.XSDAnyType:
		return kindAny
	case c.builtIn(f.Type) == service.XSDQName, c.isNameList(t):
		return kindQName
	}
	return kindText
}

// isNameList reports whether a type is a list of qualified names.
func (c *Codec) isNameList(t *service.Type) bool {
	return t != nil && t.Kind == service.List && c.builtIn(t.Base) == service.XSDQName
}

// index enters the names of a field. Groups come later, when all types are known.
func (c *Codec) index(p *typePlan, i int) error {
	f := &p.fields[i]
	switch {
	case f.Has(service.Content):
		p.content = i
		return nil
	case f.kind == kindAttributes:
		p.open, p.hasAttrs = i, true
		return nil
	case f.kind == kindRaw:
		p.wildcard, p.children = i, true
		return nil
	case f.kind == kindGroup:
		p.children = true
		return nil
	case f.Has(service.Attribute):
		p.hasAttrs = true
		return c.enter(p.attrs, p, i)
	}
	p.children = true
	return c.enter(p.elements, p, i)
}

func (c *Codec) enter(names map[string]int, p *typePlan, i int) error {
	f := &p.fields[i]
	spellings := []string{f.Name}
	if c.gateway {
		spellings = append(spellings, strings.ToLower(f.Name))
		if f.Facts != nil {
			for _, alias := range f.Facts.Aliases {
				spellings = append(spellings, alias, strings.ToLower(alias))
			}
		}
	}
	for _, name := range spellings {
		other, taken := names[name]
		if taken && other != i && c.gateway {
			return fmt.Errorf("%s: type %s: the name or alias %q stands for two fields, %q and %q",
				c.service.Name, p.typ.Name.Local, name, p.fields[other].Name, f.Name)
		}
		if !taken {
			names[name] = i
		}
	}
	return nil
}

// enterParams enters the documents' names of the fields, which other formats than SOAP
// use (D20: titles of CSV), where no element or alias has taken them.
func (c *Codec) enterParams(p *typePlan) {
	for i := range p.fields {
		f := &p.fields[i]
		if f.Facts == nil || f.Facts.Param == "" || f.kind == kindRaw || f.kind == kindGroup || f.Has(service.Attribute) {
			continue
		}
		if folded := strings.ToLower(f.Facts.Param); p.known(folded) < 0 {
			p.elements[folded] = i
		}
	}
}

// indexGroups enters the element names inside groups, which have no element of
// their own, under the group's field. Depth ends a group that holds itself.
func (c *Codec) indexGroups(owner, p *typePlan, field, depth int) {
	for i := range p.fields {
		f := &p.fields[i]
		at := field
		if at < 0 {
			at = i
		}
		switch {
		case f.kind == kindGroup && depth < 8:
			c.indexGroups(owner, &c.types[f.Type], at, depth+1)
		case field >= 0 && f.kind != kindRaw && !f.Has(service.Attribute):
			if _, taken := owner.elements[f.Name]; !taken {
				owner.elements[f.Name] = field
			}
		case field >= 0 && f.kind == kindRaw && owner.wildcard < 0:
			owner.wildcard = field
		}
	}
}
