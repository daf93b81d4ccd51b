package gen

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// builder turns a resolved model into a description. It works on demand: only what
// some operation reaches, in the order in which it is reached, becomes a row.
type builder struct {
	defs     *model.Definitions
	desc     *description
	problems *Problems
	spaces   map[string]int32
	structs  map[*model.Type]*row // shared by all messages, or of one message of the project
	first    int                  // first row of the present scope
	named    map[*model.Type]*row // simple types with a row of their own
	facets   map[string]*row      // anonymous simple types by content
	arrays   map[arrayKey]*row
	messages map[messageKey]*row
	parts    map[*model.Part]*model.Element // made for parts that are header blocks or fault details
}

func newBuilder(defs *model.Definitions, desc *description, problems *Problems) *builder {
	desc.spaces = []string{""}
	return &builder{
		defs: defs, desc: desc, problems: problems,
		spaces:   map[string]int32{"": 0},
		structs:  map[*model.Type]*row{},
		named:    map[*model.Type]*row{},
		facets:   map[string]*row{},
		arrays:   map[arrayKey]*row{},
		messages: map[messageKey]*row{},
		parts:    map[*model.Part]*model.Element{},
	}
}

// space returns the index of a namespace in the table.
func (b *builder) space(uri string) int32 {
	n, ok := b.spaces[uri]
	if !ok {
		n = int32(len(b.desc.spaces))
		b.spaces[uri] = n
		b.desc.spaces = append(b.desc.spaces, uri)
	}
	return n
}

func (b *builder) name(n model.QName) service.Name {
	return service.Name{Space: b.space(n.Space), Local: n.Local}
}

// add makes the next row.
func (b *builder) add(r *row) *row {
	r.id = service.TypeID(len(b.desc.rows))
	b.desc.rows = append(b.desc.rows, r)
	return r
}

// typeOf returns the table's id for a type of the model. Every type has one.
func (b *builder) typeOf(t *model.Type) service.TypeID {
	switch {
	case t.IsAnyType():
		return service.XSDAnyType
	case t.IsSimple():
		return b.simple(t)
	case t.Value != nil && isPlainText(t):
		return b.simple(t)
	case t.Array != nil:
		return b.array(t).id
	case t.BuiltIn(): // soapenc:Struct
		return service.XSDAnyType
	case t.IsMixed() && t.Value == nil:
		b.problems.add(CodeMixedContent, t.Pos, "%s mixes text and elements; its content is kept as raw XML", describeType(t))
		return service.XSDAnyType
	}
	return b.structOf(t).id
}

// isPlainText reports whether a complex type with simple content adds nothing to
// its text.
func isPlainText(t *model.Type) bool { return len(t.AllAttributes()) == 0 && len(t.Derived) == 0 }

// describeType names a type in a message.
func describeType(t *model.Type) string {
	if !t.IsAnonymous() {
		return "type " + t.Name.Local
	}
	if n := len(t.Context); n > 0 {
		return "the type of " + t.Context[n-1]
	}
	return "a type"
}
