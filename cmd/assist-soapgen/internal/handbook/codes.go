package handbook

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

func codePage(c *service.Codes) []byte {
	m := newPage("Code tables")
	m.numbered("firstcode: the kind of error", c.First)
	m.numbered("secondcode: what it is about", c.Second)
	m.lettered("Response codes", c.Response)
	m.lettered("Order states", c.States)
	m.lettered("Bill states", c.BillStates)
	m.lettered("Operation states", c.OperationStates)
	m.numbered("Operation types", c.Operations)
	m.numbered("Means of payment", c.Means)
	m.lettered("Fiscal receipt states", c.Cheques)
	m.lettered("Currencies", c.Currencies)
	m.heading(2, "Sources")
	var rows [][]string
	for _, s := range c.Sources {
		rows = append(rows, []string{s.ID, s.Title})
	}
	m.table([]string{"id", "what"}, rows)
	return m.bytes()
}

func (m *markdown) numbered(title string, table []service.NumberedCode) {
	m.heading(2, title)
	rows := make([][]string, len(table))
	for i, r := range table {
		rows[i] = []string{fmt.Sprint(r.Code), r.Meaning.EN, r.Meaning.RU, r.Advice.EN, cite(factsOf(r.Facts).Sources)}
	}
	m.table([]string{"code", "meaning", "значение", "what to do", "source"}, rows)
}

func (m *markdown) lettered(title string, table []service.Code) {
	m.heading(2, title)
	rows := make([][]string, len(table))
	for i, r := range table {
		final := ""
		if r.Final {
			final = "final"
		}
		rows[i] = []string{code(r.Code), r.Meaning.EN, r.Meaning.RU, r.Advice.EN, strings.Join(r.Aliases, ", "), final, cite(factsOf(r.Facts).Sources)}
	}
	m.table([]string{"code", "meaning", "значение", "what to do", "also spelled", "", "source"}, rows)
}

// unsupported lists what the generator says of a WSDL, from its own table.
func unsupported() []byte {
	m := newPage("What the generator refuses or warns of")
	m.paragraph("Every message carries one of these codes and the place: `file:line:column: message [code]`. An error means that nothing is " +
		"written; a warning says what was repaired or left out. The project's own WSDLs are read strictly: warnings marked so are errors there.")
	m.heading(2, "Reading the WSDL and its schemas")
	var rows [][]string
	for _, info := range model.Codes() {
		strict := ""
		if info.Strict {
			strict = "error when strict"
		}
		rows = append(rows, []string{code(string(info.Code)), info.Severity.String(), strict, info.Description})
	}
	m.table([]string{"code", "severity", "", "meaning"}, rows)
	m.heading(2, "Making Go of it")
	rows = nil
	for _, info := range gen.Codes() {
		severity := model.Error
		if info.Warning {
			severity = model.Warning
		}
		rows = append(rows, []string{code(string(info.Code)), severity.String(), info.Description})
	}
	m.table([]string{"code", "severity", "meaning"}, rows)
	m.heading(2, "What is left to you")
	m.paragraph("A `default` of an element or attribute is said in the doc comment of its field and never filled in: a field that the partner " +
		"left out reads as left out, so that a program can tell. XML Schema has it stand for an attribute that is absent, and for an element that is " +
		"there and empty; an absent element has no value by it. Where the default is wanted for what was left out, `Or` takes it: " +
		"`m.Currency.Or(\"EUR\")`. A `fixed` value is written where the field of a request is empty, and any other is refused.")
	return m.bytes()
}
