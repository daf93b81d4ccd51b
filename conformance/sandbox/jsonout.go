package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// writeJSON writes an answer in JSON (Format=5).
func writeJSON(p *printer, svc *service.Service, r record) {
	s := shapeOf(svc)
	j := &jsonPrinter{printer: p, svc: svc, shape: s}
	if at := listOf(svc, r); s.single && at >= 0 && len(r.members[at].items) == 1 {
		r = r.members[at].items[0]
	}
	p.raw("{")
	if s.around != "" {
		p.raw(quoted(s.around), ":{")
	}
	j.members(r)
	if s.around != "" {
		p.raw("}")
	}
	p.raw("}\n")
}

// refuseJSON writes a refusal: the two codes (K1, K2).
func refuseJSON(p *printer, problem *refusal) {
	p.raw(`{"firstcode":`, strconv.Itoa(problem.first), `,"secondcode":`, strconv.Itoa(problem.second), "}\n")
}

// groups are the objects in which some services keep fields that are flat elsewhere
// (K4).
var groups = [...]struct{ name, fields string }{
	{"customer", " firstname lastname middlename email "},
	{"checkdata", " packetdate signature checkvalue "},
}

// numbers are the fields, beside amounts, that are numbers in JSON (D13, K4).
const numbers = " testmode operationtype meantype_id rate slipno firstcode secondcode sendnotification "

type jsonPrinter struct {
	*printer
	svc   *service.Service
	shape shape
}

// members writes the fields of a record; those of a group follow in an object of
// their own.
func (j *jsonPrinter) members(r record) {
	grouped := make([][]int, len(groups))
	comma := ""
	for i := range r.fields {
		if !r.members[i].there {
			continue
		}
		if g := j.group(&r.fields[i]); g >= 0 {
			grouped[g] = append(grouped[g], i)
			continue
		}
		j.raw(comma)
		j.member(&r.fields[i], &r.members[i])
		comma = ","
	}
	for g, list := range grouped {
		for n, i := range list {
			if n == 0 {
				j.raw(comma, quoted(groups[g].name), ":{")
			} else {
				j.raw(",")
			}
			j.member(&r.fields[i], &r.members[i])
		}
		if len(list) > 0 {
			j.raw("}")
			comma = ","
		}
	}
}

func (j *jsonPrinter) group(field *service.Field) int {
	if !j.shape.grouped || isRecord(j.svc, field) {
		return -1
	}
	for g := range groups {
		if strings.Contains(groups[g].fields, " "+field.Name+" ") {
			return g
		}
	}
	return -1
}

func (j *jsonPrinter) member(field *service.Field, m *member) {
	if !isRecord(j.svc, field) {
		j.raw(quoted(field.Name), ":", j.scalar(field, m.text))
		return
	}
	name := field.Name
	if plural := j.shape.plural[name]; plural != "" && field.Has(service.Many) {
		name = plural
	}
	j.raw(quoted(name), ":")
	if field.Has(service.Many) {
		j.raw("[")
	}
	comma := ""
	for inner := range m.each() {
		j.raw(comma, "{")
		j.members(inner)
		j.raw("}")
		comma = ","
	}
	if field.Has(service.Many) {
		j.raw("]")
	}
}

// scalar writes a text, a number or an embedded JSON value. A number keeps its text,
// because the check value is computed over it.
func (j *jsonPrinter) scalar(field *service.Field, text string) string {
	embedded := field.Facts != nil && field.Facts.Format == service.FormatJSON
	number := field.Facts != nil && field.Facts.Format == service.FormatAmount || strings.Contains(numbers, " "+field.Name+" ")
	if !j.shape.texts && (embedded || number && text != "") && json.Valid([]byte(text)) {
		return text
	}
	return quoted(text)
}

func quoted(text string) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic("sandbox: a text cannot be written as JSON: " + err.Error())
	}
	return strings.TrimSuffix(out.String(), "\n")
}
