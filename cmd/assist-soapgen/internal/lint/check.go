package lint

import (
	"io/fs"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// Options say what beside the WSDL is looked at.
type Options struct {
	Root fs.FS // every file that may be read
	// GoName turns a name into the generator's Go name. Nil: clashes in Go are not
	// looked for.
	GoName func(string) string
}

// row is a rule with what finds its violations.
type row struct {
	rule  finding.Rule
	check func(*checker)
}

// Rules is the whole catalogue, a fresh copy.
func Rules() []*finding.Rule {
	var rules []*finding.Rule
	for _, r := range catalogue() {
		rules = append(rules, &r.rule)
	}
	return rules
}

func catalogue() []*row {
	var rows []*row
	for _, table := range [][]row{documentRows, schemaRows, messageRows, bindingRows, ownRows} {
		for i := range table {
			r := table[i]
			rows = append(rows, &r)
		}
	}
	return rows
}

// Check lints the WSDL of that name. The error is what model.Load says when the WSDL
// cannot be read.
func Check(name string, o Options) (*finding.Report, error) {
	defs, err := model.Load(name, model.Options{Root: o.Root})
	if err != nil {
		return nil, err
	}
	c := &checker{defs: defs, goName: o.GoName, seen: map[string]bool{}}
	if c.documents, err = readDocuments(o.Root, defs.Documents); err != nil {
		return nil, err
	}
	rows := catalogue()
	report := &finding.Report{
		Check: "lint", Inputs: []string{name},
		Calm: finding.Text{EN: "nothing to object to", RU: "замечаний нет"},
	}
	for _, r := range rows {
		report.Rules = append(report.Rules, &r.rule)
		c.rule = &r.rule
		r.check(c)
	}
	report.Findings = c.findings
	report.Sort()
	return report, nil
}

// readDocuments parses every file again that the model was read from.
func readDocuments(root fs.FS, list []model.Document) ([]*document, error) {
	var all []*document
	for _, d := range list {
		if strings.Contains(d.Path, "://") {
			continue
		}
		raw, err := fs.ReadFile(root, d.Path)
		if err != nil {
			return nil, err
		}
		parsed, err := parse(d, raw)
		if err != nil {
			return nil, err
		}
		all = append(all, parsed)
	}
	return all, nil
}

// checker holds the WSDL and what was found so far.
type checker struct {
	defs      *model.Definitions
	documents []*document
	goName    func(string) string
	rule      *finding.Rule // of the row that is being checked
	findings  []*finding.Finding
	seen      map[string]bool
}

// report adds a violation of the current rule; the same one at the same subject is
// added once.
func (c *checker) report(pos finding.Pos, subject finding.Subject, pairs ...string) {
	var values []finding.Value
	for i := 0; i+1 < len(pairs); i += 2 {
		values = append(values, finding.NewValue(pairs[i], pairs[i+1]))
	}
	print := finding.Fingerprint(c.rule.ID, subject.String(), values)
	if c.seen[print] {
		return
	}
	c.seen[print] = true
	c.findings = append(c.findings, &finding.Finding{
		Rule: c.rule, Severity: c.rule.Severity, Layers: c.rule.Layers, New: pos,
		Subject: subject, Values: values, Fingerprint: print,
	})
}

func at(p model.Pos) finding.Pos { return finding.Pos(p) }

// component is the subject of a global declaration.
func component(kind, name string) finding.Subject {
	return finding.Subject{Component: strings.TrimSpace(kind + " " + name)}
}

// elements visits every element of the documents of a kind; zero means all kinds.
func (c *checker) elements(kind model.DocumentKind, visit func(*document, *element)) {
	for _, d := range c.documents {
		if kind != 0 && d.Kind != kind {
			continue
		}
		d.root.walk(func(e *element) { visit(d, e) })
	}
}

// diagnosed reports what the model's reader warned about under one of the codes.
func (c *checker) diagnosed(codes ...model.Code) {
	for _, w := range c.defs.Warnings {
		for _, code := range codes {
			if w.Code == code {
				c.report(at(w.Pos), finding.Subject{}, "problem", w.Message)
			}
		}
	}
}

// must and should make a row of the Basic Profile.
func must(number, en, ru string, fix finding.Text, check func(*checker)) row {
	return profileRow(number, finding.Error, en, ru, fix, check)
}

func should(number, en, ru string, fix finding.Text, check func(*checker)) row {
	return profileRow(number, finding.Warning, en, ru, fix, check)
}

func profileRow(number string, s finding.Severity, en, ru string, fix finding.Text, check func(*checker)) row {
	return row{finding.Rule{
		ID: "wsi-" + strings.ToLower(number), Severity: s, Reference: "WS-I BP 1.1 " + number,
		Text: finding.Text{EN: en, RU: ru}, Fix: fix,
	}, check}
}

// own makes a row of ours.
func own(id string, s finding.Severity, en, ru string, fix finding.Text, check func(*checker)) row {
	return row{finding.Rule{ID: id, Severity: s, Text: finding.Text{EN: en, RU: ru}, Fix: fix}, check}
}

func text(en, ru string) finding.Text { return finding.Text{EN: en, RU: ru} }
