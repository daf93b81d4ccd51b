package conformance

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/beevik/etree"
)

// mutant is a built-in case with one asserted value changed. A suite in which a mutant
// passes does not assert what it seems to.
type mutant struct {
	what string
	c    *Case
}

func TestSuite_PassesOnTheEmbeddedSandbox(t *testing.T) {
	report := carryOut(t, builtIn(t)...)
	for i := range report.Results {
		if r := &report.Results[i]; r.Verdict != Pass {
			t.Errorf("%s: %s", r.Case.Name, findings(r))
		}
	}
}

func TestSuite_RefusedRequestsNeverReachTheWire(t *testing.T) {
	report := carryOut(t, refusing(builtIn(t))...)
	refused := 0
	for _, r := range report.Results {
		for i := range r.Steps {
			if st := &r.Case.Steps[i]; st.Error.Key("kind", "") == "invalid-request" {
				refused++
				if r.Steps[i].Status != 0 || r.Steps[i].Request != "" {
					t.Errorf("%s, step %s: a request was sent", r.Case.Name, st.Name)
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no case refuses a request")
	}
}

// refusing are the cases with a step that must not be sent.
func refusing(all []*Case) []*Case {
	return slices.DeleteFunc(all, func(c *Case) bool {
		return !slices.ContainsFunc(c.Steps, func(st Step) bool { return st.Error.Key("kind", "") == "invalid-request" })
	})
}

// perCase bounds the mutants of a case: the gate tries a few, -mutants=0 all of them.
var perCase = flag.Int("mutants", 2, "mutants tried of each built-in case; 0: all")

func TestSuite_NoChangedExpectationPasses(t *testing.T) {
	var list []*Case
	what := map[*Case]string{}
	for i, c := range builtIn(t) {
		all := mutants(c)
		if len(all) == 0 {
			t.Errorf("%s: it asserts nothing that could be changed", c.Name)
		}
		control := *c
		for n, m := range append(sample(all, *perCase, i), mutant{"control", &control}) {
			m.c.Name = fmt.Sprintf("%s#%d", c.Name, n) // order and bill numbers of its own
			what[m.c] = m.what
			list = append(list, m.c)
		}
	}
	report := carryOut(t, list...)
	for i := range report.Results {
		r, want := &report.Results[i], Fail
		if what[r.Case] == "control" {
			want = Pass // the mutants fail for their change and for nothing else
		}
		if r.Verdict != want {
			t.Errorf("%s: %s: %s", r.Case.Name, what[r.Case], findings(r))
		}
	}
	t.Logf("%d mutants and controls", len(list))
}

// sample takes at most n mutants, spread over all of them, others for another case.
func sample(all []mutant, n, shift int) []mutant {
	if n <= 0 || len(all) <= n {
		return all
	}
	var out []mutant
	for i := range n {
		out = append(out, all[(i*len(all)/n+shift)%len(all)])
	}
	return out
}

// mutants changes every asserted value of a case, one at a time.
func mutants(c *Case) []mutant {
	var made []mutant
	for i := range c.Steps {
		step := &c.Steps[i]
		add := func(what string, change func(*Step)) {
			copied := *c
			copied.Steps = slices.Clone(c.Steps)
			change(&copied.Steps[i])
			made = append(made, mutant{step.Name + ": " + what, &copied})
		}
		lineMutants(step.Output, add, func(st *Step, v *Values) { st.Output = v })
		lineMutants(step.Error, add, func(st *Step, v *Values) { st.Error = v })
		xmlMutants(step.Request, add, func(st *Step, s *Section) { st.Request = s })
		xmlMutants(step.Answer, add, func(st *Step, s *Section) { st.Answer = s })
		if status := step.Options.Key("expect-status", ""); status != "" {
			add("expect-status", func(st *Step) {
				st.Options = changed(st.Options, true, slices.IndexFunc(st.Options.Keys, func(l Line) bool { return l.Name == "expect-status" }), "599")
			})
		}
	}
	return made
}

func lineMutants(values *Values, add func(string, func(*Step)), put func(*Step, *Values)) {
	if values == nil {
		return
	}
	for i, l := range values.Keys {
		for _, other := range otherValues(l) {
			add(l.Name+": "+other, func(st *Step) { put(st, changed(values, true, i, other)) })
		}
	}
	for i, l := range values.Fields {
		add(l.Name+" changed", func(st *Step) { put(st, changed(values, false, i, l.Value+"~")) })
		add(l.Name+" left out", func(st *Step) {
			v := *values
			v.Fields = slices.Delete(slices.Clone(values.Fields), i, i+1)
			put(st, &v)
		})
		if l.Value != "" {
			add(l.Name+" emptied", func(st *Step) { put(st, changed(values, false, i, "")) })
		}
	}
	add("a field more", func(st *Step) {
		v := *values
		v.Fields = append(slices.Clone(values.Fields), Line{Name: "no_such_field", Value: "1"})
		if len(v.Keys) > 0 && v.Keys[0].Name == "kind" { // errors have keys only
			v.Fields, v.Keys = nil, append(slices.Clone(values.Keys), Line{Name: "no-such-key", Value: "1"})
		}
		put(st, &v)
	})
}

// otherValues are values that a key must not be taken for. Each field of a list is an
// assertion of its own.
func otherValues(l Line) []string {
	switch l.Name {
	case "sent", "testmode":
		return []string{strconv.FormatBool(l.Value != "true")}
	case "first", "second", "problems":
		n, _ := strconv.Atoi(l.Value)
		return []string{strconv.Itoa(n + 1)}
	case "field":
		var out []string
		words := strings.Fields(l.Value)
		for i := range words {
			other := slices.Clone(words)
			other[i] += "~"
			out = append(out, strings.Join(other, " "))
		}
		return out
	}
	return []string{l.Value + "~"}
}

func changed(values *Values, key bool, i int, text string) *Values {
	v := *values
	list := &v.Fields
	if key {
		list = &v.Keys
	}
	*list = slices.Clone(*list)
	(*list)[i].Value = text
	return &v
}

// xmlMutants changes every text, attribute and name of an expected message.
func xmlMutants(section *Section, add func(string, func(*Step)), put func(*Step, *Section)) {
	if section == nil {
		return
	}
	count := len(nodes(section.Text).elements)
	for i := range count {
		for _, change := range []struct {
			what string
			do   func(*etree.Element) bool
		}{
			{"renamed", func(e *etree.Element) bool { e.Tag += "x"; return true }},
			{"changed", func(e *etree.Element) bool {
				leaf := len(e.ChildElements()) == 0
				if leaf {
					e.SetText(e.Text() + "~")
				}
				return leaf
			}},
			{"left out", func(e *etree.Element) bool {
				if e.Parent() == nil || e.Parent().Parent() == nil {
					return false // nothing would be left to expect
				}
				e.Parent().RemoveChild(e)
				return true
			}},
			{"with another attribute", func(e *etree.Element) bool { e.CreateAttr("no-such-attribute", "1"); return true }},
			{"with another type", func(e *etree.Element) bool {
				a := e.SelectAttr("xsi:type")
				if a != nil {
					a.Value += "x"
				}
				return a != nil
			}},
		} {
			n := nodes(section.Text)
			name := n.elements[i].GetPath()
			if !change.do(n.elements[i]) {
				continue
			}
			text, err := n.doc.WriteToString()
			if err != nil {
				continue
			}
			add(name+" "+change.what, func(st *Step) {
				s := *section
				s.Text = text
				put(st, &s)
			})
		}
	}
}

type xmlNodes struct {
	doc      *etree.Document
	elements []*etree.Element
}

func nodes(text string) xmlNodes {
	n := xmlNodes{doc: etree.NewDocument()}
	if n.doc.ReadFromString(text) != nil || n.doc.Root() == nil {
		return n
	}
	n.elements = append([]*etree.Element{n.doc.Root()}, n.doc.FindElements("/*//*")...)
	return n
}
