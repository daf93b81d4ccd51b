package gen

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// arrayKey tells array types apart: a named type, or the items of a nested array.
type arrayKey struct {
	source *model.Type
	item   service.TypeID
	depth  int
}

// array returns the row of a SOAP-encoded array: one repeated field. An array of
// arrays, xsd:int[][], becomes rows that hold each other.
func (b *builder) array(t *model.Type) *row {
	key := arrayKey{source: t}
	if known := b.arrays[key]; known != nil {
		return known
	}
	r := b.add(&row{source: t, pos: t.Pos, doc: t.Doc, want: wantedName(t), table: service.Type{Kind: service.Array}})
	b.arrays[key] = r
	if !t.IsAnonymous() {
		r.table.Name = b.name(t.Name)
	}
	for _, dim := range t.Array.Dims {
		if strings.Contains(dim, ",") {
			b.problems.add(CodeArrayDimensions, t.Array.Pos, "%s is an array of several dimensions, %s; only arrays of arrays are supported", describeType(t), dim)
		}
	}
	item := b.typeOf(t.Array.Item)
	for depth := 1; depth < len(t.Array.Dims); depth++ {
		item = b.nestedArray(r, item, depth).id
	}
	b.fillArray(r, item, t.Array.Element)
	return r
}

func (b *builder) nestedArray(owner *row, item service.TypeID, depth int) *row {
	r := b.add(&row{pos: owner.pos, owner: owner, want: "Item", table: service.Type{Kind: service.Array}})
	for range depth - 1 {
		r.want += "Item"
	}
	b.fillArray(r, item, nil)
	return r
}

// fillArray gives the array its field. Members of an array carry any name; "item" is
// what senders use when the schema has none.
func (b *builder) fillArray(r *row, item service.TypeID, e *model.Element) {
	f := service.Field{Name: "item", Type: item, Flags: service.Many | service.Optional}
	if e != nil {
		f.Name, f.Space = e.Name.Local, b.space(e.Name.Space)
		if e.Nillable {
			f.Flags |= service.Nillable
		}
	}
	b.addMember(r, f, member{pos: r.pos, want: "Items"})
}
