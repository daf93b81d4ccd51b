package drill

import (
	"slices"

	"github.com/assist-soap/toolkit/conformance"
)

// EditCase is what a person does to the lines of a case after a change.
type EditCase func(lines []conformance.Line) []conformance.Line

// CaseEdits are the edits of inputs and outputs of the service's steps; nil: none.
type CaseEdits struct{ Input, Output EditCase }

// RenameLine writes another field name.
func RenameLine(old, renamed string) EditCase {
	return func(lines []conformance.Line) []conformance.Line {
		for i := range lines {
			if lines[i].Name == old {
				lines[i].Name = renamed
			}
		}
		return lines
	}
}

// AddLine adds a field.
func AddLine(name, value string) EditCase {
	return func(lines []conformance.Line) []conformance.Line {
		return append(lines, conformance.Line{Name: name, Value: value})
	}
}

// DropLine removes a field.
func DropLine(name string) EditCase {
	return func(lines []conformance.Line) []conformance.Line {
		return slices.DeleteFunc(lines, func(l conformance.Line) bool { return l.Name == name })
	}
}

// apply edits copies of the cases, in the steps that call the operation.
func (e *CaseEdits) apply(list []*conformance.Case, call string) []*conformance.Case {
	var edited []*conformance.Case
	for _, c := range list {
		copied := *c
		copied.Steps = slices.Clone(c.Steps)
		for i := range copied.Steps {
			if st := &copied.Steps[i]; st.Call == call {
				st.Input, st.Output = edit(st.Input, e.Input), edit(st.Output, e.Output)
			}
		}
		edited = append(edited, &copied)
	}
	return edited
}

func edit(v *conformance.Values, change EditCase) *conformance.Values {
	if v == nil || change == nil {
		return v
	}
	copied := *v
	copied.Fields = change(slices.Clone(v.Fields))
	return &copied
}
