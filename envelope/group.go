package envelope

import (
	"math"

	"github.com/assist-soap/toolkit/service"
)

// group reads the current element into a field whose members have no element
// around them: into the last member if it can take the element, else a new one.
func (d *decoder) group(f *fieldPlan, v *service.Value) error {
	p := &d.types[f.Type]
	r := v.Record
	if n := len(v.Items); n > 0 {
		r = v.Items[n-1].Record
	}
	i := d.match(p, 0)
	if i < 0 {
		if p.wildcard < 0 {
			return d.extra()
		}
		i = p.wildcard
	}
	if r == nil || f.Has(service.Many) && !d.takes(p, r, i) {
		r = service.NewRecord(d.service, f.Type)
		if f.Has(service.Many) {
			v.Items = append(v.Items, service.Value{State: service.Present, Record: r})
		} else {
			v.Record = r
		}
		v.State = service.Present
	}
	if p.fields[i].kind == kindRaw {
		return d.wild(r, p)
	}
	return d.field(r, p, i)
}

// takes reports whether a member can still take the current element as its field i:
// that has room, nothing that comes later in the sequence is set, and no other branch of
// a choice is.
func (d *decoder) takes(p *typePlan, r *service.Record, i int) bool {
	values := r.Values()
	if values[i].State != service.Absent && !d.hasRoom(&p.fields[i], &values[i]) {
		return false
	}
	for later := i + 1; later < len(values); later++ {
		if values[later].State != service.Absent && !p.fields[later].Has(service.Attribute) {
			return false
		}
	}
	for c := range p.typ.Choices {
		own, other := false, false
		for _, branch := range p.typ.Choices[c].Branches {
			in, set := false, false
			for _, j := range branch {
				in = in || int(j) == i
				set = set || values[j].State != service.Absent
			}
			own = own || in
			other = other || set && !in
		}
		if own && other {
			return false
		}
	}
	return true
}

// hasRoom reports whether a field with a value can take the current element too.
func (d *decoder) hasRoom(f *fieldPlan, v *service.Value) bool {
	most := 1
	if f.Has(service.Many) {
		most = math.MaxInt
		if f.Occurs != nil && f.Occurs.Max > 0 {
			most = int(f.Occurs.Max)
		}
	}
	if f.kind != kindGroup {
		return len(v.Items) < most && f.Has(service.Many)
	}
	last := v.Record
	if n := len(v.Items); n > 0 {
		last = v.Items[n-1].Record
	}
	inner := &d.types[f.Type]
	i := d.match(inner, 0)
	if i < 0 {
		i = inner.wildcard
	}
	return i >= 0 && d.takes(inner, last, i) || f.Has(service.Many) && len(v.Items) < most
}

// wild keeps the current element as it is in the field that takes any element.
func (d *decoder) wild(r *service.Record, p *typePlan) error {
	f, v := &p.fields[p.wildcard], &r.Values()[p.wildcard]
	if f.kind == kindGroup {
		return d.group(f, v)
	}
	if v.State != service.Absent && !f.Has(service.Many) {
		return d.extra()
	}
	text, err := d.fragment()
	if err != nil {
		return err
	}
	if f.Has(service.Many) {
		v.Items = append(v.Items, service.Value{State: service.Present, Text: text})
	} else {
		v.Text = text
	}
	v.State = service.Present
	return nil
}
