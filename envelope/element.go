package envelope

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// record reads the attributes and the content of the current element into r.
func (d *decoder) record(r *service.Record) error {
	p := &d.types[r.TypeID()]
	if len(d.s.Attrs()) > 0 {
		if err := d.attributes(r, p); err != nil {
			return err
		}
		d.arraySize(r, p)
	}
	var err error
	if p.content >= 0 && !p.children {
		err = d.leaf(&p.fields[p.content], &r.Values()[p.content])
	} else {
		err = d.children(r, p)
	}
	if err != nil || d.gateway {
		return err
	}
	return d.complete(r, p)
}

// attributes reads the described ones; others without namespace are extras.
func (d *decoder) attributes(r *service.Record, p *typePlan) error {
	attrs := d.s.Attrs()
	for k := range attrs {
		a := &attrs[k]
		i := d.attribute(p, a.Name.Space, a.Name.Local)
		if i < 0 && p.open >= 0 && d.isOpen(a) {
			v := &r.Values()[p.open]
			name := service.QName{Space: a.Name.Space, Local: a.Name.Local}
			v.State, v.Items = service.Present, append(v.Items, service.Value{State: service.Present, Text: name.String() + "=" + a.Value})
			continue
		}
		if i < 0 {
			if a.Name.Space == "" && !a.Name.Unbound && !d.encodingAttribute(a.Name.Local) {
				if err := d.keep("@"+a.Name.Local, a.Value); err != nil {
					return err
				}
			}
			continue
		}
		text, err := d.simpleText(&p.fields[i], a.Value, "attribute "+p.fields[i].Name)
		if err != nil {
			return err
		}
		if v := &r.Values()[i]; v.State != service.Absent {
			return d.fail(RuleRepeated, "attribute "+p.fields[i].Name+" is given twice")
		}
		r.Values()[i] = service.Value{State: service.Present, Text: text}
	}
	return nil
}

// attribute returns the field for an attribute, or -1.
func (d *decoder) attribute(p *typePlan, space, local string) int {
	i, known := p.attrs[local]
	if !known && d.gateway {
		i, known = p.attrs[strings.ToLower(local)]
	}
	if !known || d.ours(space, p.fields[i].space) {
		return found(i, known)
	}
	return slices.IndexFunc(p.fields, func(f fieldPlan) bool { // the same local name in another namespace
		return f.Has(service.Attribute) && f.Name == local && f.space == space
	})
}

// isOpen reports whether an attribute without a declaration is data: those of XML Schema
// instances and of SOAP are not.
func (d *decoder) isOpen(a *xmlscan.Attr) bool {
	switch a.Name.Space {
	case instanceSpace, soap11Space, soap12Space, encoding11, encoding12:
		return false
	}
	return !a.Name.Unbound && !(a.Name.Space == "" && d.encodingAttribute(a.Name.Local))
}

func found(i int, known bool) int {
	if !known {
		return -1
	}
	return i
}

// encodingAttribute: id and href belong to SOAP encoding, not to the data.
func (d *decoder) encodingAttribute(local string) bool {
	return d.encoded && (local == "id" || local == "href")
}

// children matches child elements with fields: first with the one that is next
// in the table, which nearly always fits, then by name.
func (d *decoder) children(r *service.Record, p *typePlan) error {
	next := 0
	for {
		more, err := d.s.ChildNamed(p.nameOf(next))
		if err != nil {
			return fromScanner(err, d.place())
		}
		if !more {
			return nil
		}
		i := next
		if !d.isNext(p, next) {
			i = d.match(p, next)
		}
		if i >= 0 {
			next = p.after(i)
			err = d.field(r, p, i)
		} else {
			err = d.unmatched(r, p)
		}
		if err != nil {
			return err
		}
	}
}

// nameOf is the name of a field, "" past the last.
func (p *typePlan) nameOf(i int) string {
	if i < len(p.fields) {
		return p.fields[i].Name
	}
	return ""
}

// after is the field expected next after field i.
func (p *typePlan) after(i int) int {
	if p.fields[i].Has(service.Many) {
		return i
	}
	return i + 1
}

// unmatched reads the current element, which is no field of the record.
func (d *decoder) unmatched(r *service.Record, p *typePlan) error {
	switch {
	case p.wildcard >= 0:
		return d.wild(r, p)
	case d.plain != nil:
		return d.elsewhere(r, p)
	}
	return d.extra()
}

// isNext reports whether the current element, which was asked for by the name of the
// next field, is that.
func (d *decoder) isNext(p *typePlan, next int) bool {
	if !d.s.Expected() || next >= len(p.fields) {
		return false
	}
	f := &p.fields[next]
	return f.space == d.s.Space() && f.kind < kindGroup && !f.Has(service.Attribute)
}

// match returns the field for the current element, or -1.
func (d *decoder) match(p *typePlan, next int) int {
	local, space := d.s.Local(), d.s.Space()
	if next < len(p.fields) {
		f := &p.fields[next]
		if f.Name == local && f.space == space && f.kind < kindGroup && !f.Has(service.Attribute) {
			return next
		}
	}
	if p.typ.Kind == service.Array {
		return 0 // the names of items mean nothing (SOAP 1.1, 5.4.2)
	}
	i, known := p.elements[local]
	if !known && d.gateway {
		i, known = p.elements[strings.ToLower(local)]
	}
	switch {
	case !known:
		return -1
	case p.fields[i].kind == kindGroup || d.ours(space, p.fields[i].space):
		return i
	}
	for j := range p.fields { // the same local name in another namespace
		if f := &p.fields[j]; f.Name == local && f.space == space && !f.Has(service.Attribute) && f.kind != kindRaw {
			return j
		}
	}
	return -1
}

// field reads the current element into a field.
func (d *decoder) field(r *service.Record, p *typePlan, i int) error {
	f, v := &p.fields[i], &r.Values()[i]
	if f.kind == kindGroup {
		return d.group(f, v)
	}
	d.enter(d.s.Local())
	err := d.into(r, f, v, i)
	d.leave()
	return err
}

func (d *decoder) into(r *service.Record, f *fieldPlan, v *service.Value, i int) error {
	if d.stream != nil && r == d.root && i == d.stream.field {
		return d.emit(f)
	}
	if v.State != service.Absent && !f.Has(service.Many) {
		return d.fail(RuleRepeated, "the element stands here twice, and one value cannot be chosen")
	}
	if !f.Has(service.Many) {
		return d.value(f, v)
	}
	var item service.Value
	if err := d.value(f, &item); err != nil {
		return err
	}
	v.State, v.Items = service.Present, d.appendItem(v.Items, item)
	return nil
}

// complete refuses an answer of a foreign service that lacks what its schema
// requires: a zero value would hide it.
func (d *decoder) complete(r *service.Record, p *typePlan) error {
	for i := range p.fields {
		f, v := &p.fields[i], &r.Values()[i]
		if f.kind == kindGroup && v.State == service.Absent && !f.Has(service.Optional) {
			continue // all of the group's elements may be optional
		}
		if v.State != service.Absent || f.Has(service.Optional) || f.Has(service.Content) || f.kind == kindRaw ||
			f.Occurs != nil && f.Occurs.Min == 0 {
			continue
		}
		return d.fail(RuleMissingField, "<"+f.Name+"> is missing in it")
	}
	return nil
}
