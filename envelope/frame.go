package envelope

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// write composes the text around a message's fields: the envelope with exactly
// the namespaces the message uses, and the frames, the first one under the chosen
// name. The last start tag, that of the Body when there are no frames, stays open for
// attributes.
func (p *messagePlan) write(c *Codec, wrapper service.Name, headers []service.Header) {
	p.start = "<" + envelopePrefix + ":Envelope xmlns:" + envelopePrefix + `="` + envelopeSpace(c.service.SOAP) + `"` +
		c.declare(p.Message, wrapper, headers) + ">"
	var head, tail strings.Builder
	head.WriteString("<" + envelopePrefix + ":Body")
	for i := range p.Frames {
		name := p.Frames[i].Name
		if i == 0 {
			name = wrapper
		}
		written := c.qualified(name.Space, name.Local)
		head.WriteString("><" + written)
		if i == 0 && p.Use == service.Encoded {
			head.WriteString(" " + envelopePrefix + `:encodingStyle="` + encodingSpace(c.service.SOAP) + `"`)
		}
		if t := p.Frames[i].Type; t.Local != "" && p.Use == service.Encoded {
			head.WriteString(" " + instancePrefix + `:type="` + c.qualified(t.Space, t.Local) + `"`)
		}
		p.tail = "</" + written + ">" + p.tail
	}
	tail.WriteString(p.tail + "</" + envelopePrefix + ":Body></" + envelopePrefix + ":Envelope>")
	p.head, p.tail = head.String(), tail.String()
}

// declare returns the namespace declarations a message needs, with its header blocks.
func (c *Codec) declare(m *service.Message, wrapper service.Name, headers []service.Header) string {
	u := usage{codec: c, encoded: m.Use == service.Encoded, spaces: map[int32]bool{wrapper.Space: true}, seen: map[service.TypeID]bool{}}
	for i := range m.Frames {
		if i > 0 {
			u.spaces[m.Frames[i].Name.Space] = true
		}
		if u.encoded {
			u.spaces[m.Frames[i].Type.Space] = true
		}
	}
	u.visit(m.Type)
	for i := range headers {
		u.spaces[headers[i].Name.Space] = true
		u.visit(headers[i].Type)
	}
	var b strings.Builder
	for i := 1; i < len(c.service.Spaces); i++ {
		if u.spaces[int32(i)] && ownPrefix(c.service.Spaces[i]) == "" {
			b.WriteString(" xmlns:" + c.prefixes[i] + `="` + escapeAttribute(c.service.Spaces[i]) + `"`)
		}
	}
	if u.encoded || u.instance {
		b.WriteString(" xmlns:" + instancePrefix + `="` + instanceSpace + `"`)
	}
	if u.encoded || u.schema {
		b.WriteString(" xmlns:" + schemaPrefix + `="` + schemaSpace + `"`)
	}
	if u.encoded && u.arrays {
		b.WriteString(" xmlns:" + encodingPrefix + `="` + encodingSpace(c.service.SOAP) + `"`)
	}
	return b.String()
}

// usage walks the types a message can hold and notes the namespaces in them.
type usage struct {
	codec            *Codec
	encoded          bool
	spaces           map[int32]bool
	seen             map[service.TypeID]bool
	instance, schema bool
	arrays           bool
}

func (u *usage) visit(id service.TypeID) {
	if id < 0 || u.seen[id] {
		return
	}
	u.seen[id] = true
	p := &u.codec.types[id]
	if u.encoded {
		u.spaces[p.typ.Name.Space] = true
	}
	u.arrays = u.arrays || p.typ.Kind == service.Array
	for i := range p.fields {
		f := &p.fields[i]
		u.spaces[f.Space] = true
		u.instance = u.instance || f.Has(service.Nillable)
		u.schema = u.schema || p.fields[i].space == schemaSpace
		u.visit(f.Type)
	}
	if !p.extended {
		return
	}
	for other := range u.codec.types { // xsi:type may choose any of them
		if u.codec.derives(service.TypeID(other), id) {
			u.instance = true
			u.spaces[u.codec.types[other].typ.Name.Space] = true
			u.visit(service.TypeID(other))
		}
	}
}

// derives reports whether a struct type extends another, at any distance.
func (c *Codec) derives(id, from service.TypeID) bool {
	for id >= 0 {
		t := &c.service.Types[id]
		if t.Kind != service.Struct || t.Base <= 0 { // 0 means underived
			return false
		}
		if t.Base == from {
			return true
		}
		id = t.Base
	}
	return false
}

// ordinal is the number a repeated field's problem is told by.
func ordinal(i int) string { return "[" + strconv.Itoa(i+1) + "]" }
