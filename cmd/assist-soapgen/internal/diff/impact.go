package diff

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
)

// maxImpact bounds how many places of one kind a finding lists.
const maxImpact = 50

// addImpact lists what of ours each finding touches: Go symbols, their callers, facts
// of the sidecar, conformance cases.
func (c *comparer) addImpact() error {
	wanted := map[string]bool{}
	for _, e := range c.entries {
		for _, symbol := range c.symbols(e) {
			e.Impact = append(e.Impact, symbol)
			if e.fate != added {
				wanted[symbol.Place] = true
			}
		}
		e.Impact = append(e.Impact, c.sidecarFacts(e)...)
	}
	if err := c.addCallers(wanted); err != nil {
		return err
	}
	return c.addCases()
}

// symbols names the generated Go fields and methods a finding touches.
func (c *comparer) symbols(e *entry) []finding.Impact {
	if c.options.GoName == nil || !e.Layers.Has(source) && e.fate == kept {
		return nil
	}
	if e.renamedType != [2]string{} {
		return c.structs(e.renamedType[0], e.renamedType[1])
	}
	var list []finding.Impact
	for _, s := range e.subjects() {
		symbol, what := c.symbol(s), text("Go field", "поле Go")
		if s.Path == "" {
			what = text("Go method", "метод Go")
		}
		if symbol == "" || e.Rule.Direction == finding.None && s.Path == "" && e.fate == kept {
			continue
		}
		switch {
		case e.fate == added:
			what = text("new "+what.EN, "новое: "+what.RU)
		case e.fate == renamed && !c.namedBySidecar(s):
			to := c.options.GoName(e.renamedTo)
			what = text(what.EN+", will be "+to, what.RU+", станет "+to)
		}
		i := finding.Impact{Kind: finding.Symbol, Place: symbol, Text: what}
		if !slices.Contains(list, i) && len(list) < maxImpact {
			list = append(list, i)
		}
	}
	return list
}

// structs names the Go struct of a complex type that is called otherwise now. With a
// sidecar structs are called after their fields, so that none changes.
func (c *comparer) structs(old, renamed string) []finding.Impact {
	from, to := c.options.GoName(old), c.options.GoName(renamed)
	if c.options.Sidecar != nil || from == to {
		return nil
	}
	return []finding.Impact{{Kind: finding.Symbol, Place: from, Text: text("Go type, will be "+to, "тип Go, станет "+to)}}
}

// symbol is the Go name of what a subject is: a field in the spelling the sidecar
// gives it, or the method of an operation.
func (c *comparer) symbol(s finding.Subject) string {
	op := c.sidecarOperation(s.Operation)
	name := fieldOf(s)
	switch {
	case s.Message == finding.NoMessage && name == "" && op != nil:
		return c.options.GoName(op.Name.Value)
	case s.Message == finding.NoMessage && name == "" && s.Operation != "":
		return c.options.GoName(s.Operation)
	case name == "":
		return ""
	}
	if f := sidecarField(op, s.Message, name); f != nil {
		if f.Sealed.Value {
			return "" // the client fills it in; no Go struct has it
		}
		if f.Param.Value != "" {
			name = f.Param.Value
		}
	}
	return c.options.GoName(name)
}

// namedBySidecar reports whether the Go name of a subject comes from the sidecar and
// so survives another name in the WSDL.
func (c *comparer) namedBySidecar(s finding.Subject) bool {
	op := c.sidecarOperation(s.Operation)
	if s.Path == "" {
		return op != nil
	}
	f := sidecarField(op, s.Message, fieldOf(s))
	return f != nil && f.Param.Value != ""
}

// sidecarField finds the facts of a field; nil when there are none.
func sidecarField(op *specfile.Operation, m finding.Message, name string) *specfile.Field {
	if op == nil {
		return nil
	}
	fields := op.Request.Fields
	if m == finding.ResponseMessage {
		fields = op.Response.Fields
	}
	return findField(fields, name)
}

func findField(fields []specfile.Field, name string) *specfile.Field {
	for i := range fields {
		if fields[i].Name.Value == name {
			return &fields[i]
		}
		if f := findField(fields[i].Fields, name); f != nil {
			return f
		}
	}
	return nil
}

// addCases lists the conformance cases that name a field or operation that vanished.
func (c *comparer) addCases() error {
	if c.options.Cases == nil {
		return nil
	}
	files, err := textFiles(c.options.Cases, func(name string) bool { return strings.HasSuffix(name, ".txtar") })
	if err != nil {
		return fmt.Errorf("conformance cases: %w", err)
	}
	for _, e := range c.entries {
		if e.fate != removed && e.fate != renamed {
			continue
		}
		for _, s := range e.subjects() {
			c.addCasesOf(e, s, files)
		}
	}
	return nil
}

func (c *comparer) addCasesOf(e *entry, s finding.Subject, files []textFile) {
	op := c.sidecarOperation(s.Operation)
	if op == nil {
		return
	}
	call := c.options.Sidecar.Service.Value + "." + op.Name.Value
	names := []string{call}
	if name := fieldOf(s); name != "" {
		names = []string{name}
		if f := sidecarField(op, s.Message, name); f != nil && f.Param.Value != "" {
			names = append(names, f.Param.Value)
		}
	}
	for i, name := range names {
		names[i] = regexp.QuoteMeta(name)
	}
	word := regexp.MustCompile(`(^|[^\w.])(` + strings.Join(names, "|") + `)($|[^\w])`)
	own := c.options.Sidecar.Service.Value + "/" // the service's own cases first: reports list the first few
	slices.SortStableFunc(files, func(a, b textFile) int {
		return cmp.Compare(foreignTo(own, a.name), foreignTo(own, b.name))
	})
	for _, f := range files {
		if !strings.Contains(f.text, call) {
			continue
		}
		var lines []string
		for n, line := range strings.Split(f.text, "\n") {
			if word.MatchString(line) {
				lines = append(lines, strconv.Itoa(n+1))
			}
		}
		if len(lines) > 0 {
			where := strings.Join(lines, ", ")
			e.Impact = append(e.Impact, finding.Impact{Kind: finding.Case, Place: f.name + ":" + lines[0], Text: text("conformance case, lines "+where, "проверка соответствия, строки "+where)})
		}
	}
}

// foreignTo is 0 for a file of the folder, 1 for others.
func foreignTo(folder, name string) int {
	if strings.HasPrefix(name, folder) {
		return 0
	}
	return 1
}
