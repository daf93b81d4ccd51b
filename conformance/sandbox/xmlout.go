package sandbox

import (
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// writeXML writes an answer in the gateway's XML format (Format=3): the root result
// with the two codes, and before it the DTD that the real server sends along (T8, D20).
func writeXML(p *printer, svc *service.Service, r record) {
	s := shapeOf(svc)
	levels := s.levelsOf(svc, r)
	beginXML(p, svc, r, levels, s.dtdLacks)
	p.open("result", "firstcode", "0", "secondcode", "0", "count", strconv.Itoa(count(svc, r)))
	for _, level := range levels {
		p.open(level)
	}
	plainFields(p, svc, r)
	for _, level := range slices.Backward(levels) {
		p.close(level)
	}
	p.close("result")
}

// refuseXML writes a refusal: the codes on the root and nothing below it (T8).
func refuseXML(p *printer, svc *service.Service, op *service.Operation, problem *refusal) {
	s := shapeOf(svc)
	empty := arrange(svc, op.Response.Type, answer{})
	beginXML(p, svc, empty, s.levelsOf(svc, empty), s.dtdLacks)
	p.open("result", "firstcode", strconv.Itoa(problem.first), "secondcode", strconv.Itoa(problem.second), "count", "0")
	p.close("result")
}

func plainFields(p *printer, svc *service.Service, r record) {
	for i := range r.fields {
		field, m := &r.fields[i], &r.members[i]
		switch {
		case !m.there:
		case isRecord(svc, field):
			for inner := range m.each() {
				p.open(field.Name)
				plainFields(p, svc, inner)
				p.close(field.Name)
			}
		default:
			p.leaf(field.Name, m.text)
		}
	}
}

// beginXML writes the declaration and the DTD.
func beginXML(p *printer, svc *service.Service, r record, levels, lacks []string) {
	p.raw("<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<!DOCTYPE result [\n")
	p.raw("<!ATTLIST result\n firstcode CDATA #REQUIRED\n secondcode CDATA #REQUIRED\n count CDATA #REQUIRED>\n")
	d := dtd{svc: svc, lacks: lacks, declared: map[string]bool{}}
	parent := "result"
	for _, level := range levels {
		d.element(p, parent, level+"?")
		parent = level
	}
	d.fields(p, parent, r.fields)
	p.raw("]>\n")
}

// dtd writes the declarations of the fields of an answer, each name once.
type dtd struct {
	svc      *service.Service
	lacks    []string
	declared map[string]bool
}

func (d dtd) element(p *printer, name, content string) {
	if !d.declared[name] {
		d.declared[name] = true
		p.raw("<!ELEMENT ", name, " (", content, ")>\n")
	}
}

func (d dtd) fields(p *printer, parent string, fields []service.Field) {
	var names []string
	for i := range fields {
		if name := fields[i].Name; !slices.Contains(d.lacks, name) {
			often := "?"
			if fields[i].Has(service.Many) {
				often = "*"
			}
			names = append(names, name+often)
		}
	}
	d.element(p, parent, strings.Join(names, ","))
	for i := range fields {
		switch field := &fields[i]; {
		case slices.Contains(d.lacks, field.Name):
		case isRecord(d.svc, field):
			d.fields(p, field.Name, d.svc.Type(field.Type).Fields)
		default:
			d.element(p, field.Name, "#PCDATA")
		}
	}
}
