package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// arraySize keeps the sizes of an array of several dimensions, whose items stand row by
// row: "xsd:string[2,3]" in SOAP 1.1, enc:arraySize="2 3" in 1.2.
func (d *decoder) arraySize(r *service.Record, p *typePlan) {
	if p.typ.Kind != service.Array || len(p.fields) < 2 {
		return
	}
	size, given := d.s.Attr(encoding12, "arraySize")
	if !given {
		size, _ = d.s.Attr(encoding11, "arrayType")
		size = size[strings.LastIndexByte(size, '[')+1:]
	}
	if sizes := strings.FieldsFunc(size, notDigit); len(sizes) > 1 {
		r.Values()[1] = service.Value{State: service.Present, Text: strings.Join(sizes, ",")}
	}
}
