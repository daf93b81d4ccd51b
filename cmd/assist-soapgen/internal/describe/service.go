package describe

import (
	"io"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// List prints a table of services.
func List(w io.Writer, services []*service.Service, language string) error {
	p := &page{w: w, ru: language == "ru"}
	rows := [][]string{{p.word("SERVICE", "СЕРВИС"), p.word("OPERATIONS", "ОПЕРАЦИИ"), p.word("ENDPOINT", "АДРЕС"), p.word("WHAT IT IS", "НАЗНАЧЕНИЕ")}}
	for _, s := range services {
		var names []string
		for i := range s.Operations {
			names = append(names, s.Operations[i].Name)
		}
		rows = append(rows, []string{s.Name, strings.Join(names, " "), s.Path, s.Title.In(language)})
	}
	p.table(0, rows)
	return p.err
}

// Service prints everything that is known of one service.
func Service(w io.Writer, s *service.Service, language string) error {
	p := &page{w: w, ru: language == "ru"}
	p.printf("%s: %s\n\n", s.Name, s.Title.In(language))
	p.serviceFacts(s)
	for i := range s.Operations {
		p.operation(s, &s.Operations[i], language)
	}
	p.contested(s, language)
	p.legend(s)
	return p.err
}

func (p *page) serviceFacts(s *service.Service) {
	version := "SOAP 1.1"
	if s.SOAP == service.SOAP12 {
		version = "SOAP 1.2"
	}
	rows := [][]string{
		{p.word("endpoint", "адрес"), s.Path},
		{"WSDL", s.WSDLPath},
		{p.word("namespace", "пространство имён"), s.Namespace},
		{p.word("protocol", "протокол"), version},
	}
	if s.Facts != nil {
		rows = append(rows, []string{p.word("sources", "источники"), p.sources(s.Facts.Sources)})
	}
	for _, row := range rows {
		if row[1] != "" {
			p.paragraph(19, row[0], row[1])
		}
	}
}

// contested prints the facts on which documents disagree.
func (p *page) contested(s *service.Service, language string) {
	if len(s.Contested) == 0 {
		return
	}
	p.heading(p.word("Contested facts", "Спорные факты"))
	for i := range s.Contested {
		c := &s.Contested[i]
		p.printf("\n")
		p.paragraph(2, "", "  "+c.Subject.In(language))
		p.readings(c.Readings)
		p.paragraph(14, p.word("    we do:", "    решение:"), c.Default)
		if c.Switch != "" {
			p.paragraph(14, p.word("    switch:", "    выбор:"), c.Switch)
		}
	}
}

// readings prints each reading once, with all its sources.
func (p *page) readings(readings []service.Reading) {
	for i := 0; i < len(readings); {
		var sources []service.Source
		text := readings[i].Text
		for ; i < len(readings) && readings[i].Text == text; i++ {
			sources = append(sources, readings[i].Source)
		}
		p.paragraph(6, "    -", cite(text, p.sources(sources)))
	}
}

// legend explains the sources that were cited, if the service has a source table.
func (p *page) legend(s *service.Service) {
	if s.Codes == nil {
		return
	}
	cited := citedSources(s)
	p.heading(p.word("Sources", "Источники"))
	for _, doc := range s.Codes.Sources {
		if cited[doc.ID] {
			p.paragraph(6, "  "+doc.ID, doc.Title)
		}
	}
}
