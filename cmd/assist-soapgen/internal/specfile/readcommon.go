package specfile

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/assist-soap/toolkit/service"
)

// readCommon reads the tables; the source table comes first, the others refer to it.
func (r *reader) readCommon(root *yaml.Node) *Common {
	c := &Common{File: r.file}
	r.common = c
	known := entries{
		"sources": func(*yaml.Node) {}, // read above
		"planned": func(n *yaml.Node) { c.Planned = r.planned(n) },
		"hosts":   func(n *yaml.Node) { c.Hosts = r.hosts(n) },
		"currencies": func(n *yaml.Node) {
			for _, row := range r.codes(n, "currencies", true) {
				c.Currencies = append(c.Currencies, row)
			}
		},
	}
	for key, table := range map[string]*[]NumberedCode{
		"firstcodes": &c.FirstCodes, "secondcodes": &c.SecondCodes,
		"operationtypes": &c.OperationTypes, "means": &c.Means,
	} {
		known[key] = func(n *yaml.Node) { *table = r.numberedCodes(n, key) }
	}
	for key, table := range map[string]*[]Code{
		"responsecodes": &c.ResponseCodes, "orderstates": &c.OrderStates,
		"billstates": &c.BillStates, "operationstates": &c.OperationStates, "chequestates": &c.ChequeStates,
	} {
		known[key] = func(n *yaml.Node) {
			for _, row := range r.codes(n, key, false) {
				*table = append(*table, row.Code)
			}
		}
	}
	r.sourceTable(root, c)
	r.object(root, "common", known, "sources")
	return c
}

// sourceTable reads sources: wherever it stands in the file.
func (r *reader) sourceTable(root *yaml.Node, c *Common) {
	if root.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "sources" {
			continue
		}
		keys, values := r.pairs(root.Content[i+1], "sources")
		for j, key := range keys {
			c.Sources = append(c.Sources, r.sourceDoc(key, values[j]))
		}
		return
	}
}

// sourceDoc reads a row of the source table: a title, or {title: …, sure: …}.
func (r *reader) sourceDoc(id At[string], n *yaml.Node) SourceDoc {
	what := "source " + id.Value
	r.checkName(id, "source", sourceName)
	doc := SourceDoc{ID: id, Sure: service.Documented}
	if n.Kind != yaml.MappingNode {
		doc.Title = r.filled(n, what)
		return doc
	}
	var sure At[service.Certainty]
	r.object(n, what, entries{
		"title": r.setFilled(&doc.Title, what+": title"),
		"sure":  setWord(r, &sure, what+": sure", certainties),
	}, "title")
	if sure.Given() {
		doc.Sure = sure.Value
	}
	return doc
}

func (r *reader) planned(n *yaml.Node) []Planned {
	var all []Planned
	keys, values := r.pairs(n, "planned")
	for i, key := range keys {
		r.checkName(key, "planned", operationName)
		var c cited
		what := "planned " + key.Value
		r.object(values[i], what, r.citing(&c, entries{}, what), "source")
		all = append(all, Planned{key, r.sources(c, what)})
	}
	return all
}

func (r *reader) hosts(n *yaml.Node) []Host {
	var all []Host
	keys, values := r.pairs(n, "hosts")
	for i, key := range keys {
		r.checkName(key, "hosts", hostName)
		host, c, what := Host{Name: key}, cited{}, "host "+key.Value
		r.object(values[i], what, r.citing(&c, entries{
			"production": r.setBool(&host.Production, what+": production"),
		}, what), "production", "source")
		host.Sources = r.sources(c, what)
		all = append(all, host)
	}
	return all
}

func (r *reader) numberedCodes(n *yaml.Node, table string) []NumberedCode {
	var all []NumberedCode
	keys, values := r.pairs(n, table)
	for i, key := range keys {
		row, c, what := NumberedCode{Code: r.number(key, table)}, cited{}, table+" "+key.Value
		known := r.meaning(&row.Meaning, &row.Advice, values[i], what)
		r.object(values[i], what, r.citing(&c, known, what), "en", "ru", "source")
		row.Sources = r.sources(c, what)
		all = append(all, row)
	}
	return all
}

// codes reads a table keyed by text; only that of currencies has minor digits.
func (r *reader) codes(n *yaml.Node, table string, minor bool) []Currency {
	var all []Currency
	taken := map[string]bool{}
	keys, values := r.pairs(n, table)
	for i, key := range keys {
		var c cited
		row, what := Currency{Code: Code{Code: key}}, table+" "+key.Value
		known := r.citing(&c, r.meaning(&row.Meaning, &row.Advice, values[i], what), what)
		known["aliases"] = r.setTexts(&row.Aliases, what+": aliases")
		required := []string{"en", "ru", "source"}
		if minor {
			known["minor"] = r.setNumber(&row.Minor, what+": minor")
			required = append(required, "minor")
		} else {
			known["final"] = r.setBool(&row.Final, what+": final")
			known["is"] = setWord(r, &row.Outcome, what+": is", outcomes)
		}
		r.object(values[i], what, known, required...)
		row.Sources = r.sources(c, what)
		for _, spelling := range append([]At[string]{key}, row.Aliases...) {
			if folded := strings.ToLower(strings.TrimSpace(spelling.Value)); taken[folded] {
				r.problem(spelling.Pos, "%s: %q is in the table already", what, spelling.Value)
			} else {
				taken[folded] = true
			}
		}
		all = append(all, row)
	}
	return all
}

// meaning makes the entries en, ru and advice of a row.
func (r *reader) meaning(meaning, advice *Text, n *yaml.Node, what string) entries {
	meaning.Pos = r.pos(n)
	return entries{
		"en":     func(n *yaml.Node) { meaning.EN = r.filled(n, what+": en").Value },
		"ru":     func(n *yaml.Node) { meaning.RU = r.filled(n, what+": ru").Value },
		"advice": r.setBilingual(advice, what+": advice"),
	}
}
