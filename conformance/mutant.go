package conformance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// mutant is a step with one asserted value changed. A case in which a mutant passes
// does not assert what it seems to.
type mutant struct {
	what string // "output, Hash left out"
	step Step
}

// Survivor is a changed expectation that nobody noticed.
type Survivor struct {
	Case, Step, What string
}

// String writes the place and the change.
func (s Survivor) String() string { return fmt.Sprintf("%s, step %s: %s", s.Case, s.Step, s.What) }

// mutate holds every mutant of a step against what the step brought, and remembers
// those that still fit.
func (r *caseRun) mutate(st *Step, line *wire, got outcome, res *StepResult) {
	scope := r.scope
	defer func() { r.scope = scope }()
	for _, m := range mutants(st) {
		r.scope = scope.clone()
		res.Mutants++
		if len(r.compare(&m.step, line, got)) == 0 {
			res.survivors = append(res.survivors, m.what)
		}
	}
}

// mutants changes every asserted value of a step, one at a time.
func mutants(st *Step) []mutant {
	var made []mutant
	add := func(what string, change func(*Step)) {
		copied := *st
		change(&copied)
		made = append(made, mutant{what, copied})
	}
	lineMutants("output", st.Output, add, func(st *Step, v *Values) { st.Output = v })
	lineMutants("error", st.Error, add, func(st *Step, v *Values) { st.Error = v })
	xmlMutants("request.xml", st.Request, add, func(st *Step, s *Section) { st.Request = s })
	xmlMutants("answer.xml", st.Answer, add, func(st *Step, s *Section) { st.Answer = s })
	if st.Options.Key("expect-status", "") != "" {
		add("options, expect-status changed", func(st *Step) {
			at := slices.IndexFunc(st.Options.Keys, func(l Line) bool { return l.Name == "expect-status" })
			st.Options = changed(st.Options, true, at, "599")
		})
	}
	return made
}

func lineMutants(part string, values *Values, add func(string, func(*Step)), put func(*Step, *Values)) {
	if values == nil {
		return
	}
	for i, l := range values.Keys {
		for _, other := range otherValues(l) {
			add(fmt.Sprintf("%s, %s: %s", part, l.Name, other), func(st *Step) { put(st, changed(values, true, i, other)) })
		}
	}
	for i, l := range values.Fields {
		add(part+", "+l.Name+" changed", func(st *Step) { put(st, changed(values, false, i, l.Value+"~")) })
		add(part+", "+l.Name+" left out", func(st *Step) {
			v := *values
			v.Fields = slices.Delete(slices.Clone(values.Fields), i, i+1)
			put(st, &v)
		})
		if l.Value != "" {
			add(part+", "+l.Name+" emptied", func(st *Step) { put(st, changed(values, false, i, "")) })
		}
	}
	add(part+", a line more", func(st *Step) {
		v := *values
		if part == "error" { // it has keys only
			v.Keys = append(slices.Clone(values.Keys), Line{Name: "no-such-key", Value: "1"})
		} else {
			v.Fields = append(slices.Clone(values.Fields), Line{Name: "no_such_field", Value: "1"})
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

// changed copies a section with one value changed.
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
