package model

import "strings"

// settleArray recognises SOAP arrays: whatever derives from soapenc:Array.
func (b *builder) settleArray(def *typeDef, t *Type) {
	base := t.Base.Array
	if base == nil {
		return
	}
	t.Array = &Array{Pos: t.Pos, Item: base.Item, Dims: base.Dims, Element: base.Element}
	if member := arrayMember(t.Particle); member != nil {
		t.Array.Element, t.Array.Item = member, member.Type
	}
	if def.arrayType == "" {
		return
	}
	name, dims := splitArrayType(def.arrayType)
	if len(dims) == 0 {
		b.rep.reportAs(Warning, CodeBadValue, def.arrayNode.pos, def.arrayNode.label(), ": wsdl:arrayType=", quote(def.arrayType), " has no [ ]; one dimension is taken")
		dims = []string{"[]"}
	}
	t.Array.Pos, t.Array.Dims = def.arrayNode.pos, dims
	t.Array.Item = b.typeRef(def.schema.refs, def.arrayNode, "wsdl:arrayType", name)
}

// arrayMember is the one repeated element of an array written as a sequence.
func arrayMember(p *Particle) *Element {
	if p == nil || len(p.Items) != 1 || p.Items[0].Kind != ElementParticle {
		return nil
	}
	if !p.Repeats() && !p.Items[0].Repeats() {
		return nil
	}
	return p.Items[0].Element
}

// splitArrayType splits "ns:name[][,]" into name and bracket groups.
func splitArrayType(v string) (name string, dims []string) {
	at := strings.IndexByte(v, '[')
	if at < 0 {
		return v, nil
	}
	name, rest := strings.TrimSpace(v[:at]), v[at:]
	for {
		from, to := strings.IndexByte(rest, '['), strings.IndexByte(rest, ']')
		if from < 0 || to < from {
			return name, dims
		}
		dims = append(dims, rest[from:to+1])
		rest = rest[to+1:]
	}
}
