package conformance

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/beevik/etree"
	"golang.org/x/tools/txtar"
)

// Update writes what a run really brought into the case files below dir, for every
// failed case: expected requests, answers, outputs and errors. Placeholders that
// still match stay. It returns the files it changed.
//
// It is for a person who will read the diff; callers refuse it under CI.
func Update(dir string, report *Report) ([]string, error) {
	var changed []string
	for i := range report.Results {
		r := &report.Results[i]
		if r.Verdict != Fail {
			continue
		}
		before := txtar.Format(r.Case.file)
		for j := range r.Steps {
			r.Steps[j].rewrite(r.Case)
		}
		if bytes.Equal(before, txtar.Format(r.Case.file)) {
			continue // it expects an answer and got an error, or the reverse: a person decides
		}
		file := filepath.Join(dir, filepath.FromSlash(r.Case.Origin())+".txtar")
		if err := os.WriteFile(file, txtar.Format(r.Case.file), 0o644); err != nil {
			return changed, err
		}
		changed = append(changed, file)
	}
	return changed, nil
}

// observed is what a step brought, unmasked: for Update, which writes it where it is
// asked to, and for capsules, which take out what nobody may see.
type observed struct {
	step     *Step
	scope    *Scope
	request  string
	response string

	contentType string
	got         outcome
}

func (s *StepResult) rewrite(c *Case) {
	o := s.observed
	if o == nil || len(s.Differences) == 0 {
		return
	}
	set := func(part, text string) {
		for i := range c.file.Files {
			if name := c.file.Files[i].Name; name == s.Name+"/"+part || s.Name == "call" && name == part {
				c.file.Files[i].Data = []byte(text)
			}
		}
	}
	if o.step.Request != nil {
		set("request.xml", mergeXML(o.scope, o.step.Request.Text, o.request))
	}
	if o.step.Answer != nil {
		set("answer.xml", mergeXML(o.scope, o.step.Answer.Text, o.response))
	}
	if o.step.Output != nil && o.got.answer != nil {
		set("output", mergeOutput(o.scope, o.step.Output, o.got))
	}
	if o.step.Error != nil && o.got.err != nil {
		set("error", mergeError(o.scope, o.step.Error, o.got.err))
	}
}

// mergeOutput keeps the keys the case asks for, renews their values, and writes all fields.
func mergeOutput(scope *Scope, want *Values, got outcome) string {
	var b strings.Builder
	writeKeys(&b, scope, want.Keys, got.known())
	for _, l := range flatten(got.answer, "", nil) {
		value := l.Value
		if w := want.Field(l.Name); w != nil && scope.Match(w.Value, l.Value) == "" {
			value = w.Value
		}
		b.WriteString(l.Name + "=" + quote(value) + "\n")
	}
	return b.String()
}

// mergeError keeps the keys the case asks for and renews their values.
func mergeError(scope *Scope, want *Values, err error) string {
	var b strings.Builder
	writeKeys(&b, scope, want.Keys, knownOf(err))
	return b.String()
}

func writeKeys(b *strings.Builder, scope *Scope, keys []Line, known map[string]string) {
	for _, l := range keys {
		value := l.Value
		if now, ok := known[l.Name]; ok && scope.Match(l.Value, now) != "" {
			value = now
		}
		b.WriteString(l.Name + ": " + quote(value) + "\n")
	}
}

// mergeXML prints the new XML, indented, with the placeholders of the old one where
// they still match.
func mergeXML(scope *Scope, old, now string) string {
	doc := etree.NewDocument()
	if doc.ReadFromString(now) != nil || doc.Root() == nil {
		return now
	}
	if before, err := parseXML(old); err == nil {
		keepPlaceholders(scope, before, doc.Root())
	}
	doc.Indent(2)
	text, err := doc.WriteToString()
	if err != nil {
		return now
	}
	return text
}

func keepPlaceholders(scope *Scope, old, now *etree.Element) {
	olds, nows := old.ChildElements(), now.ChildElements()
	if len(nows) == 0 && strings.Contains(old.Text(), "{{") && scope.Match(old.Text(), now.Text()) == "" {
		now.SetText(old.Text())
	}
	for _, a := range old.Attr {
		if b := now.SelectAttr(a.FullKey()); b != nil && strings.Contains(a.Value, "{{") && scope.Match(a.Value, b.Value) == "" {
			b.Value = a.Value
		}
	}
	next := 0
	for _, o := range olds {
		for i := next; i < len(nows); i++ {
			if nows[i].Tag == o.Tag {
				keepPlaceholders(scope, o, nows[i])
				next = i + 1
				break
			}
		}
	}
}
