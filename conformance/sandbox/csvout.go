package sandbox

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// writeCSV writes an answer in CSV (Format=1), which has two shapes: a list of records
// is a table under a line of titles (T5, T11), anything else is one line of name:value
// pairs (S4, D26).
func writeCSV(p *printer, svc *service.Service, r record) {
	at := listOf(svc, r)
	if at < 0 || !r.fields[at].Has(service.Many) {
		writePairs(p, svc, r)
		return
	}
	cells := func(list []string) { p.raw(strings.Join(list, ";"), "\r\n") }
	fields := svc.Type(r.fields[at].Type).Fields
	titles := make([]string, len(fields))
	for i := range fields {
		titles[i] = parameterName(&fields[i])
	}
	cells(titles)
	unknown := shapeOf(svc).unknown
	for row := range r.members[at].each() {
		list := make([]string, len(row.members))
		for i := range row.members {
			if list[i] = cell(row.members[i].text); list[i] == "" && unknown {
				list[i] = "UNKNOWN"
			}
		}
		cells(list)
	}
}

// cell quotes a text that would be cut otherwise.
func cell(text string) string {
	if strings.ContainsAny(text, ";\"\r\n") {
		return `"` + strings.ReplaceAll(oneLine(text), `"`, `""`) + `"`
	}
	return text
}

func oneLine(text string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(text) }

// writePairs flattens records: the format has no levels. A name that was written
// already is left out, and of several operations the last one is told.
func writePairs(p *printer, svc *service.Service, r record) {
	written := map[string]bool{}
	var pairs func(r record)
	pairs = func(r record) {
		for i := range r.fields {
			field, m := &r.fields[i], &r.members[i]
			switch {
			case !m.there || written[field.Name]:
			case isRecord(svc, field):
				if len(m.items) > 0 {
					pairs(m.items[len(m.items)-1])
				}
			default:
				written[field.Name] = true
				p.raw(field.Name, ":", oneLine(m.text), ";")
			}
		}
	}
	pairs(r)
	p.raw("\r\n")
}

// refuseCSV writes a refusal: where answers are tables a line that begins with error
// (T11), elsewhere the two codes as pairs (S4: they have non-zero values).
func refuseCSV(p *printer, svc *service.Service, op *service.Operation, problem *refusal) {
	first, second := strconv.Itoa(problem.first), strconv.Itoa(problem.second)
	empty := arrange(svc, op.Response.Type, answer{})
	if at := listOf(svc, empty); at >= 0 && empty.fields[at].Has(service.Many) {
		p.raw("error;", first, ";", second, ";\r\n")
		return
	}
	p.raw("firstcode:", first, ";secondcode:", second, ";\r\n")
}
