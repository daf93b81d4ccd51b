package gen

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// structOf returns the row of a complex type, entering it when it is new. The row is
// known before its fields are, so that a type may hold itself.
func (b *builder) structOf(t *model.Type) *row {
	if known := b.structs[t]; known != nil {
		return known
	}
	r := b.add(&row{source: t, pos: t.Pos, doc: t.Doc, want: wantedName(t)})
	b.structs[t] = r
	if !t.IsAnonymous() {
		r.table.Name = b.name(t.Name)
	}
	b.fill(r, t)
	return r
}

// fill gives a row the fields of a complex type, inherited ones included:
// attributes first, because they are written first, then text or elements.
func (b *builder) fill(r *row, t *model.Type) {
	b.attributes(r, t)
	if t.Value != nil {
		b.addMember(r, service.Field{Name: contentName, Type: b.simple(t), Flags: service.Content},
			member{pos: t.Pos, want: "Value", doc: "Value is the text of the element."})
		return
	}
	(&content{b: b, row: r}).particles(t.ContentModel())
}

// contentName is the field name of an element's own text. No element or attribute
// can be called so.
const contentName = "#text"

func (b *builder) attributes(r *row, t *model.Type) {
	for _, u := range t.AllAttributes() {
		f := service.Field{
			Name: u.Attribute.Name.Local, Space: b.space(u.Attribute.Name.Space),
			Type: b.fixedType(b.simple(u.Attribute.Type), u.Fixed, u.Pos), Flags: service.Attribute,
		}
		if u.Use != model.Required {
			f.Flags |= service.Optional
		}
		m := member{pos: u.Pos, want: goName(f.Name), doc: u.Attribute.Doc, fixed: constraint(u.Default, u.Fixed, "absent")}
		b.addMember(r, f, m)
	}
	if w := t.AnyAttributes(); w != nil {
		b.openTo(w, "anyAttribute")
		doc := firstOf(w.Doc, "Attributes holds attributes that the schema leaves open.")
		b.addMember(r, service.Field{Name: "anyAttribute", Type: service.XSDAnySimpleType, Flags: service.Attribute | service.Wildcard | service.Many | service.Optional},
			member{pos: w.Pos, want: "Attributes", doc: doc})
	}
}

// addMember appends a field with its Go side and returns its index.
func (b *builder) addMember(r *row, f service.Field, m member) int32 {
	if inner := b.desc.row(f.Type); inner != nil {
		inner.used = true
	}
	r.table.Fields = append(r.table.Fields, f)
	r.members = append(r.members, m)
	return int32(len(r.members) - 1)
}

// openTo says of a wildcard that its limits are not checked.
func (b *builder) openTo(w *model.Wildcard, what string) {
	switch {
	case w.Any:
	case w.Other:
		b.problems.add(CodeWildcardSpace, w.Pos, "%s: other namespaces only; that is not checked", what)
	default:
		b.problems.add(CodeWildcardSpace, w.Pos, "%s: namespaces %q only; that is not checked", what, w.Namespaces)
	}
}

// constraint says in words what a default or fixed value means. A default stands for
// an attribute that is absent, but for an element only when it is there and empty.
func constraint(def, fixed *string, when string) string {
	switch {
	case fixed != nil && *fixed != "":
		return "Always " + quoteWord(*fixed) + "."
	case def != nil && *def != "":
		return quoteWord(*def) + " when " + when + "."
	}
	return ""
}
