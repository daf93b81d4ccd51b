package gen

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// fixedType is a type restricted to the one value that a declaration fixes. Texts of
// several parts and names with a prefix are left to the caller.
func (b *builder) fixedType(id service.TypeID, fixed *string, pos model.Pos) service.TypeID {
	if fixed == nil || strings.TrimSpace(*fixed) == "" || !b.hasOneText(id) {
		return id
	}
	key := "fixed " + strconv.Itoa(int(id)) + " " + *fixed
	if known := b.facets[key]; known != nil {
		return known.id
	}
	r := b.add(&row{pos: pos, table: service.Type{Kind: service.Simple, Base: id, Facets: &service.Facets{FractionDigits: -1, Fixed: *fixed}}})
	if inner := b.desc.row(id); inner != nil {
		inner.used = true
	}
	b.facets[key] = r
	return r.id
}

// hasOneText reports whether a value of the type is one text that means the same
// wherever it stands.
func (b *builder) hasOneText(id service.TypeID) bool {
	for r := b.desc.row(id); r != nil; r = b.desc.row(id) {
		if r.table.Kind != service.Simple {
			return false
		}
		id = r.table.Base
	}
	switch id {
	case service.XSDAnyType, service.XSDQName, service.XSDNOTATION, service.XSDNMTOKENS, service.XSDIDREFS, service.XSDENTITIES:
		return false
	}
	return true
}
