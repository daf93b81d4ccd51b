package conformance

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Drift is one way in which a target departs from its description, seen in its answers.
type Drift struct {
	Rule      string // stable id, see DriftRules
	Service   string
	Operation string
	Path      string
	Text      string
	Cases     []string // the first few cases that saw it
	Times     int
}

// String writes the rule, the place and what was seen.
func (d Drift) String() string {
	return fmt.Sprintf("%s %s.%s %s: %s", d.Rule, d.Service, d.Operation, d.Path, d.Text)
}

// driftCases bounds how many cases a drift names.
const driftCases = 5

// DriftRules are the rules by which drift is found, with what they mean.
func DriftRules() [][2]string {
	return [][2]string{
		{"answer-schema", "An answer breaks the schema of the WSDL."},
		{"answer-element-unknown", "An answer holds an element that the description does not know."},
		{"answer-value-not-in-enumeration", "An answer holds a value outside the enumeration of its type."},
		{"answer-code-unknown", "An answer or a refusal holds a code that the tables do not know."},
		{"answer-order-changed", "The elements of an answer come in another order than described."},
	}
}

// driftOf looks at one answer of the target. got.answer is nil for a refusal.
func driftOf(s *service.Service, op *service.Operation, reply []byte, got outcome) []Drift {
	w := &watch{s: s, op: op}
	if refusal, ok := errors.AsType[*envelope.GatewayError](got.err); ok && s.Codes != nil {
		w.refusal(refusal)
	}
	if got.answer != nil {
		w.record(got.answer, "")
		w.order(reply)
	}
	return w.found
}

type watch struct {
	s     *service.Service
	op    *service.Operation
	found []Drift
}

func (w *watch) add(rule, path, format string, args ...any) {
	w.found = append(w.found, Drift{Rule: rule, Service: w.s.Name, Operation: w.op.Name, Path: path, Text: fmt.Sprintf(format, args...), Times: 1})
}

func (w *watch) refusal(e *envelope.GatewayError) {
	if e.First != 0 && service.FindNumber(w.s.Codes.First, e.First) == nil {
		w.add("answer-code-unknown", "firstcode", "%d is in no table", e.First)
	}
	if e.Second != 0 && service.FindNumber(w.s.Codes.Second, e.Second) == nil {
		w.add("answer-code-unknown", "secondcode", "%d is in no table", e.Second)
	}
}

func (w *watch) record(r *service.Record, prefix string) {
	for _, extra := range r.Extras {
		w.add("answer-element-unknown", prefix+extra.Path, "the description does not know it")
	}
	fields, values := r.Fields(), r.Values()
	for i := range values {
		w.value(&fields[i], &values[i], prefix+fields[i].Name)
		for j := range values[i].Items {
			w.value(&fields[i], &values[i].Items[j], prefix+fields[i].Name)
		}
	}
}

func (w *watch) value(f *service.Field, v *service.Value, path string) {
	if v.Record != nil {
		w.record(v.Record, path+"/")
		return
	}
	if v.State != service.Present || v.Text == "" {
		return
	}
	if f.Facts != nil && w.s.Codes != nil && w.unknownCode(f.Facts.Role, v.Text) {
		w.add("answer-code-unknown", path, "%q is in no table", clip(v.Text))
	}
	for id := f.Type; id >= 0; id = w.s.Types[id].Base {
		t := &w.s.Types[id]
		if t.Kind == service.Simple && t.Facets != nil && len(t.Facets.Enum) > 0 && !slices.Contains(t.Facets.Enum, v.Text) {
			w.add("answer-value-not-in-enumeration", path, "%q is none of %s", clip(v.Text), strings.Join(t.Facets.Enum, ", "))
		}
	}
}

func (w *watch) unknownCode(role service.Role, text string) bool {
	codes := w.s.Codes
	switch role {
	case service.RoleResponseCode:
		return service.FindCode(codes.Response, text) == nil
	case service.RoleState:
		return service.FindCode(codes.States, text) == nil
	case service.RoleBillState:
		return service.FindCode(codes.BillStates, text) == nil
	case service.RoleOperationState:
		return service.FindCode(codes.OperationStates, text) == nil
	case service.RoleChequeState:
		return service.FindCode(codes.Cheques, text) == nil
	case service.RoleOperationType:
		return unknownNumber(codes.Operations, text)
	case service.RoleMeans:
		return unknownNumber(codes.Means, text)
	}
	return false
}

func unknownNumber(table []service.NumberedCode, text string) bool {
	code, err := strconv.Atoi(text)
	return err != nil || service.FindNumber(table, code) == nil
}

// clip keeps long values out of reports.
func clip(text string) string {
	const most = 40
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}

// mergeDrift counts what many steps saw, in order of first sight.
func mergeDrift(results []Result) []Drift {
	var merged []Drift
	for i := range results {
		for _, step := range results[i].Steps {
			for _, d := range step.drift {
				merged = addDrift(merged, d, results[i].Case.Name)
			}
		}
	}
	slices.SortStableFunc(merged, func(a, b Drift) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Service, b.Service), cmp.Compare(a.Path, b.Path))
	})
	return merged
}

func addDrift(merged []Drift, d Drift, name string) []Drift {
	at := slices.IndexFunc(merged, func(o Drift) bool {
		return o.Rule == d.Rule && o.Service == d.Service && o.Operation == d.Operation && o.Path == d.Path && o.Text == d.Text
	})
	if at < 0 {
		d.Cases = []string{name}
		return append(merged, d)
	}
	merged[at].Times++
	if len(merged[at].Cases) < driftCases && !slices.Contains(merged[at].Cases, name) {
		merged[at].Cases = append(merged[at].Cases, name)
	}
	return merged
}
