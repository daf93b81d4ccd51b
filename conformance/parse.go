package conformance

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// Load reads every *.txtar file below dir, in order of name. It reports all
// defects of all files at once, as Problems.
func Load(files fs.FS, dir string) ([]*Case, error) {
	var cases []*Case
	var problems Problems
	err := fs.WalkDir(files, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".txtar" {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(strings.TrimPrefix(name, dir), "/")
		c, found := Parse(name, strings.TrimSuffix(rel, ".txtar"), text)
		problems = append(problems, found...)
		cases = append(cases, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return cases, nil
}

// Parse reads one case file. The case is only to be used when there are no problems.
func Parse(file, name string, text []byte) (*Case, Problems) {
	p := &parser{file: file, c: &Case{Name: name, path: file, file: txtar.Parse(text), source: strings.Split(string(text), "\n")}}
	p.header(string(p.c.file.Comment))
	line := strings.Count(string(p.c.file.Comment), "\n") + 1
	for _, f := range p.c.file.Files {
		line++ // the marker
		p.section(&Section{Name: f.Name, Line: line, Text: string(f.Data)})
		line += strings.Count(string(f.Data), "\n")
	}
	p.finish()
	return p.c, p.problems
}

type parser struct {
	file     string
	c        *Case
	problems Problems
}

func (p *parser) complain(line int, format string, args ...any) {
	p.complainAt(line, "", format, args...)
}

// complainAt points at a word in the line.
func (p *parser) complainAt(line int, word, format string, args ...any) {
	p.problems = append(p.problems, p.c.problem(line, word, format, args...))
}

func (p *parser) header(comment string) {
	seen := map[string]bool{}
	head, why, _ := strings.Cut(comment, "\n\n")
	p.c.Why = strings.TrimSpace(why)
	for i, line := range strings.Split(strings.TrimRight(head, "\n"), "\n") {
		key, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case !ok || !slices.Contains(headerKeys, key):
			p.complain(i+1, "%q is no header line; the keys are %s", line, strings.Join(headerKeys, ", "))
		case seen[key]:
			p.complain(i+1, "key %s is given twice", key)
		case value == "":
			p.complain(i+1, "key %s has no value", key)
		}
		seen[key] = true
		switch key {
		case "title":
			p.c.Title = value
		case "call":
			p.c.Call = value
		case "tags":
			p.c.Tags = append(p.c.Tags, strings.Fields(value)...)
		case "trap":
			for trap := range strings.FieldsSeq(value) {
				p.c.Tags = append(p.c.Tags, "trap-"+trap)
			}
		case "source":
			p.c.Source = strings.Fields(value)
		case "axes":
			p.axes(i+1, value)
		case "locks":
			p.c.Locks = strings.Fields(value)
		case "needs":
			p.c.Needs = strings.Fields(value)
			p.needs(i + 1)
		}
	}
	for _, key := range []string{"title", "call"} {
		if !seen[key] {
			p.complain(1, "the head lacks the key %s", key)
		}
	}
}

func (p *parser) section(s *Section) {
	if s.Name == "vars" {
		p.vars(s)
		return
	}
	stepName, part, ok := strings.Cut(s.Name, "/")
	if !ok {
		stepName, part = "call", s.Name
	}
	step := p.step(stepName, s.Line-1)
	slot := step.slot(part)
	if slot == nil {
		names := make([]string, len(stepParts))
		for i, sp := range stepParts {
			names[i] = sp.name
		}
		p.complain(s.Line-1, "section %q is unknown; a step has %s", s.Name, strings.Join(names, ", "))
		return
	}
	if slot.taken() {
		p.complain(s.Line-1, "section %q is given twice, or together with its alternative", s.Name)
		return
	}
	if slot.values == nil {
		*slot.section = s
		return
	}
	values, problems := parseValues(p.file, s)
	p.problems = append(p.problems, problems...)
	p.lines(part, values)
	*slot.values = values
}

// vars reads the variables of the case, which stand before its steps.
func (p *parser) vars(s *Section) {
	if p.c.Vars != nil || len(p.c.Steps) > 0 {
		p.complain(s.Line-1, "the section vars stands once, before all steps")
	}
	values, problems := parseValues(p.file, s)
	p.problems = append(p.problems, problems...)
	for _, k := range values.Keys {
		p.complain(k.Line, "vars are name=value lines; write %s=…", k.Name)
	}
	for _, v := range values.Fields {
		if !variableName.MatchString(v.Name) {
			p.complain(v.Line, "%q is no name of a variable: lower-case letters, digits, dots and underscores", v.Name)
		}
	}
	p.c.Vars = values
}

// slot is the place of a section in a step: raw text or parsed lines.
type slot struct {
	section **Section
	values  **Values
}

func (s *slot) taken() bool {
	return s.section != nil && *s.section != nil || s.values != nil && *s.values != nil
}

func (st *Step) slot(part string) *slot {
	switch part {
	case "options":
		return &slot{values: &st.Options}
	case "input":
		return &slot{values: &st.Input}
	case "output":
		return &slot{values: &st.Output}
	case "error":
		return &slot{values: &st.Error}
	case "raw.xml", "raw.form", "inbound.xml", "inbound.form":
		return &slot{section: &st.Raw}
	case "reply.xml", "reply.txt":
		return &slot{section: &st.Reply}
	case "request.xml":
		return &slot{section: &st.Request}
	case "answer.xml":
		return &slot{section: &st.Answer}
	}
	return nil
}

// step returns the step called name, which must be the newest one or new: sections
// of one step stand together.
func (p *parser) step(name string, line int) *Step {
	for i := range p.c.Steps {
		if p.c.Steps[i].Name == name {
			if i < len(p.c.Steps)-1 {
				p.complain(line, "the sections of step %s do not stand together", name)
			}
			return &p.c.Steps[i]
		}
	}
	p.c.Steps = append(p.c.Steps, Step{Name: name, Call: p.c.Call, line: line})
	return &p.c.Steps[len(p.c.Steps)-1]
}

func (p *parser) finish() {
	p.other()
	if len(p.c.Steps) == 0 {
		p.complain(1, "the case has no step")
	}
	for i := range p.c.Steps {
		st := &p.c.Steps[i]
		st.Call = st.Options.Key("call", st.Call)
		p.whole(st)
	}
}

// whole complains of a step whose sections do not make one: above all of expectations
// that nobody would look at, since what is not looked at passes.
func (p *parser) whole(st *Step) {
	acts := st.Input != nil || st.Raw != nil || st.Reply != nil
	expects := st.Request != nil || st.Answer != nil || st.Output != nil || st.Error != nil
	advances := st.Options.Key("advance", "") != ""
	switch {
	case st.Input != nil && st.Raw != nil:
		p.complain(st.Raw.Line, "step %s has both input and raw", st.Name)
	case !acts && !advances:
		p.complain(1, "step %s has neither input, raw nor reply: it does nothing", st.Name)
	case !acts && expects:
		p.complain(1, "step %s only moves the clock, and has nothing that could be held against what it expects", st.Name)
	case acts && !expects:
		p.complain(1, "step %s expects nothing; give it request.xml, answer.xml, output or error", st.Name)
	case st.Output != nil && st.Error != nil:
		p.complain(st.Error.Line, "step %s expects both output and error", st.Name)
	}
	p.format(st)
	if advances && !slices.Contains(p.c.Needs, "clock") {
		p.complain(st.Options.Line, "step %s moves the clock; the head must say needs: clock", st.Name)
	}
}

// format complains of an answer format nobody could have asked for.
func (p *parser) format(st *Step) {
	format := st.Options.Key("format", "")
	_, known := answerFormats[format]
	switch {
	case !known:
		p.complain(st.Options.Line, "step %s: format %s is unknown; known are soap, csv, xml, json", st.Name, format)
	case format != "" && st.Raw == nil:
		p.complain(st.Options.Line, "step %s names a format, which only the answer to a raw request has a choice of", st.Name)
	}
}
