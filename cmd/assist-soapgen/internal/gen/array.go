package gen

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// arrayKey tells array types apart.
type arrayKey struct{ source *model.Type }

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
	item := b.typeOf(t.Array.Item)
	last := len(t.Array.Dims) - 1
	for depth := 1; depth <= last; depth++ {
		item = b.nestedArray(r, item, depth, t.Array).id
	}
	b.fillArray(r, item, t.Array.Element)
	b.arraySize(r, t.Array, last)
	return r
}

// arraySize adds the sizes of an array of several dimensions, "[,]", whose items are
// one list.
func (b *builder) arraySize(r *row, array *model.Array, level int) {
	dim := array.Dims[level]
	if !strings.Contains(dim, ",") {
		return
	}
	b.problems.add(CodeArrayDimensions, array.Pos, "an array of several dimensions, %s; its items are one list, row by row, with the sizes beside it", dim)
	b.addMember(r, service.Field{Name: service.ArraySize, Type: service.XSDString, Flags: service.Attribute | service.Optional},
		member{pos: r.pos, want: "Size", doc: `Size holds the sizes of the dimensions, as in "2,3". Items holds the last dimension side by side.`})
}

func (b *builder) nestedArray(owner *row, item service.TypeID, depth int, array *model.Array) *row {
	r := b.add(&row{pos: owner.pos, owner: owner, want: "Item", table: service.Type{Kind: service.Array}})
	for range depth - 1 {
		r.want += "Item"
	}
	b.fillArray(r, item, nil)
	b.arraySize(r, array, depth-1)
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
