package gen

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/service"
)

// message merges one message: its names, fields, rules and digests.
func (m *merger) message(at string, said *specfile.Message, msg *service.Message, r *row) {
	if said.Wrapper != nil && len(msg.Frames) > 0 {
		msg.Frames[0].Name.Local = said.Wrapper.Name.Value
		msg.Facts = facts(said.Wrapper.Sources)
	}
	for _, w := range said.Wrappers {
		name := service.Name{Local: w.Name.Value}
		if len(msg.Frames) > 0 {
			name.Space = msg.Frames[0].Name.Space
		}
		msg.Wrappers = append(msg.Wrappers, service.Wrapper{Key: w.Key.Value, Name: name, Facts: facts(w.Sources)})
	}
	m.fields(at, said.Pos, said.Fields, r)
	for _, c := range said.Conditions {
		msg.Conditions = append(msg.Conditions, service.Condition{
			Kind: c.Rule.Value, Fields: values(c.Fields), When: matches(c.When), Doc: c.Doc.Text, Facts: facts(c.Sources),
		})
	}
	for _, e := range said.Echo {
		msg.Echo = append(msg.Echo, service.Echo{Field: e.Field.Value, Request: e.Request.Value})
	}
	for i := range said.Digests {
		msg.Digests = append(msg.Digests, digest(&said.Digests[i]))
	}
}

func digest(said *specfile.Digest) service.Digest {
	d := service.Digest{Kind: said.Kind.Value, At: said.At.Value, Field: said.Field.Value}
	for _, v := range said.Variants {
		variant := service.Variant{Name: v.Name.Value, Doc: v.Doc.Text, Delimiter: v.Delimiter.Value, Facts: facts(v.Sources)}
		for _, t := range v.Terms {
			variant.Terms = append(variant.Terms, service.Term{Field: t.Field.Value, Empty: t.Empty, From: t.From})
		}
		d.Variants = append(d.Variants, variant)
	}
	return d
}

// fields lays the fields of the sidecar beside those of the WSDL. Both must have the
// same ones in the same order.
func (m *merger) fields(at string, place specfile.Pos, said []specfile.Field, r *row) {
	m.checkFields(at, said)
	if m.differ(at, place, said, r) {
		return
	}
	for i := range said {
		f, field, member := &said[i], &r.table.Fields[i], &r.members[i]
		known := f.Fact()
		field.Facts = &known
		if f.Sealed.Value {
			field.Flags |= service.Sealed
		}
		member.want, member.doc = goName(f.Param.Value), ""
		if inner := m.desc.row(field.Type); len(f.Fields) > 0 || inner != nil && inner.isStruct() {
			m.inner(at, f, r, inner)
		}
	}
}

// inner merges the fields of a struct inside a message. A type without a name is
// called after the field that holds it.
func (m *merger) inner(at string, f *specfile.Field, owner, inner *row) {
	if inner == nil || !inner.isStruct() {
		m.problems.add(CodeSidecarField, pos(f.Name.Pos), "%s.%s: it has fields here, but is no struct in the WSDL", at, f.Name.Value)
		return
	}
	inner.received = owner.received
	if inner.source != nil && inner.source.IsAnonymous() {
		inner.owner, inner.want, inner.doc = owner, goName(f.Param.Value), f.Doc.EN
	}
	m.fields(at+"."+f.Name.Value, f.Name.Pos, f.Fields, inner)
}

// differ reports fields that only one side has, else the first that is out of order.
func (m *merger) differ(at string, place specfile.Pos, said []specfile.Field, r *row) bool {
	inWSDL, inSidecar := map[string]bool{}, map[string]bool{}
	for i := range r.table.Fields {
		inWSDL[r.table.Fields[i].Name] = true
	}
	found := false
	for _, f := range said {
		inSidecar[f.Name.Value] = true
		if !inWSDL[f.Name.Value] {
			m.problems.add(CodeSidecarField, pos(f.Name.Pos), "%s: the WSDL has no field %q here", at, f.Name.Value)
			found = true
		}
	}
	for i := range r.table.Fields {
		if name := r.table.Fields[i].Name; !inSidecar[name] {
			m.problems.add(CodeSidecarField, pos(place), "%s: field %q of the WSDL (%s) is missing", at, name, r.members[i].pos)
			found = true
		}
	}
	if found || len(said) != len(r.table.Fields) {
		return true
	}
	for i := range said {
		if name := r.table.Fields[i].Name; said[i].Name.Value != name {
			m.problems.add(CodeFieldOrder, pos(said[i].Name.Pos), "%s: field %q stands where the WSDL has %q", at, said[i].Name.Value, name)
			return true
		}
	}
	return false
}
