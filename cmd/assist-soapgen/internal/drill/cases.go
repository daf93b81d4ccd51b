package drill

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
)

// EditCase is what a person does to the lines of a case after a change.
type EditCase func(lines []conformance.Line) []conformance.Line

// CaseEdits are the edits of inputs and outputs of the service's steps, and of what else
// is expected beside the fields of the output; nil: none.
type CaseEdits struct{ Input, Output, Expected EditCase }

// RenameInValues writes another name where a value speaks of a field, as in "checkvalue
// of every order (1)".
func RenameInValues(old, renamed string) EditCase {
	return func(lines []conformance.Line) []conformance.Line {
		for i := range lines {
			lines[i].Value = strings.Replace(lines[i].Value, " of every "+old+" ", " of every "+renamed+" ", 1)
		}
		return lines
	}
}

// RenameLine writes another field name, of the lines of a struct all.
func RenameLine(old, renamed string) EditCase {
	return func(lines []conformance.Line) []conformance.Line {
		for i := range lines {
			if rest, ok := strings.CutPrefix(lines[i].Name, old); ok && (rest == "" || rest[0] == '[' || rest[0] == '/') {
				lines[i].Name = renamed + rest
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
				st.Input, st.Output = edit(st.Input, e.Input, nil), edit(st.Output, e.Output, e.Expected)
			}
		}
		edited = append(edited, &copied)
	}
	return edited
}

func edit(v *conformance.Values, fields, keys EditCase) *conformance.Values {
	if v == nil {
		return v
	}
	copied := *v
	if fields != nil {
		copied.Fields = fields(slices.Clone(v.Fields))
	}
	if keys != nil {
		copied.Keys = keys(slices.Clone(v.Keys))
	}
	return &copied
}
