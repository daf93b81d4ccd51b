package gen

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// addDerivedTypes finds, for types that stand as fields, the types that xsi:type may
// choose instead, and enters them.
func (b *builder) addDerivedTypes() {
	for i := b.first; i < len(b.desc.rows); i++ { // rows grow while this runs
		r := b.desc.rows[i]
		if !r.used || !mayBeReplaced(r) {
			continue
		}
		for _, t := range r.source.AllDerived() {
			if t.IsAnonymous() || t.Replaced != nil || t.IsSimple() || t.Array != nil || t.IsMixed() && t.Value == nil {
				continue
			}
			r.derived = append(r.derived, b.structOf(t))
		}
	}
	b.linkBases()
}

func mayBeReplaced(r *row) bool {
	return r.source != nil && r.table.Kind == service.Struct && !r.source.IsAnonymous()
}

// closeScope ends what messages share. In the project every message has structs of its
// own, because a sidecar says different things of the same field in different messages.
func (b *builder) closeScope() {
	b.addDerivedTypes()
	b.structs, b.first = map[*model.Type]*row{}, len(b.desc.rows)
}

// linkBases sets the base of each struct row to its nearest ancestor in the table.
func (b *builder) linkBases() {
	for _, r := range b.desc.rows[b.first:] {
		if r.source == nil || r.table.Kind != service.Struct || !r.source.IsComplex() {
			continue
		}
		for t := r.source.Base; t != nil; t = t.Base {
			if base := b.structs[t]; base != nil && base != r {
				r.table.Base, r.hasBase = base.id, true
				break
			}
		}
	}
}
