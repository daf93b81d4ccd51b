package conformance

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// ContrastClass says what kind of difference there is between two targets.
type ContrastClass string

// The classes, gravest first.
const (
	Contract ContrastClass = "contract" // another shape: a refusal instead of an answer, a field more or less
	Content  ContrastClass = "content"  // the same shape, another value
	Volatile ContrastClass = "volatile" // values that differ by nature: numbers, tokens, times, check values
	Timing   ContrastClass = "timing"   // much slower
)

// ContrastClasses lists all of them, gravest first.
func ContrastClasses() []ContrastClass {
	return []ContrastClass{Contract, Content, Volatile, Timing}
}

// Contrast is one difference between two targets in one step.
type Contrast struct {
	Class       ContrastClass
	Case, Step  string
	Path        string
	Left, Right string // masked
}

// String writes the place and both sides.
func (c Contrast) String() string {
	return fmt.Sprintf("%s, step %s, %s: %s | %s", c.Case, c.Step, c.Path, c.Left, c.Right)
}

// Comparison is what two targets made of the same cases.
type Comparison struct {
	Left, Right *Report
	Found       []Contrast
}

// Count returns how many differences are of a class.
func (c *Comparison) Count(class ContrastClass) int {
	n := 0
	for i := range c.Found {
		if c.Found[i].Class == class {
			n++
		}
	}
	return n
}

// Alike reports whether the targets differ in nothing but what must differ.
func (c *Comparison) Alike() bool { return c.Count(Contract) == 0 && c.Count(Content) == 0 }

// Compare runs the same cases on two targets, one after the other, and compares what
// came back step by step. Canned replies are not compared: they are the same. Nothing
// is judged: a case that fails on both in the same way is no difference.
func Compare(ctx context.Context, left, right Plan) (*Comparison, error) {
	c := &Comparison{}
	var err error
	if c.Left, err = Run(ctx, left); err != nil {
		return nil, err
	}
	if c.Right, err = Run(ctx, right); err != nil {
		return nil, err
	}
	codecs, err := left.codecs(left.Cases)
	if err != nil {
		return nil, err
	}
	varies := variable(left.Cases)
	for i := range c.Left.Results {
		x := contrasting{result: &c.Left.Results[i], codecs: codecs, variable: varies}
		x.results(&c.Right.Results[i])
		c.Found = append(c.Found, x.found...)
	}
	order := ContrastClasses()
	slices.SortStableFunc(c.Found, func(a, b Contrast) int {
		return slices.Index(order, a.Class) - slices.Index(order, b.Class)
	})
	return c, nil
}

// contrasting compares the two results of one case.
type contrasting struct {
	result   *Result
	codecs   map[*service.Service]*envelope.Codec
	variable map[string]bool
	step     string
	found    []Contrast
}

func (x *contrasting) add(class ContrastClass, path, left, right string) {
	x.found = append(x.found, Contrast{class, x.result.Case.Name, x.step, path, clip(left), clip(right)})
}

func (x *contrasting) results(right *Result) {
	left := x.result
	if left.Verdict == Skip || right.Verdict == Skip {
		return // one of them does not offer what the case needs
	}
	for i := range max(len(left.Steps), len(right.Steps)) {
		switch {
		case i >= len(left.Steps):
			x.step = right.Steps[i].Name
			x.add(Contract, "(case)", "it did not come so far", "carried out")
			return
		case i >= len(right.Steps):
			x.step = left.Steps[i].Name
			x.add(Contract, "(case)", "carried out", "it did not come so far")
			return
		}
		x.step = left.Steps[i].Name
		x.steps(&left.Steps[i], &right.Steps[i])
	}
}

func (x *contrasting) steps(left, right *StepResult) {
	if left.observed == nil || right.observed == nil || left.observed.step.Reply != nil {
		return
	}
	if left.Status != right.Status {
		x.add(Contract, "HTTP status", fmt.Sprint(left.Status), fmt.Sprint(right.Status))
	}
	a, b := x.side(left.observed), x.side(right.observed)
	if a.kind != b.kind {
		x.add(Contract, "(answer)", a.kind, b.kind)
	} else {
		x.fields(a, b)
	}
	x.timing(left.Duration, right.Duration)
}

// side is one answer, or refusal, as lines whose values hold nothing of the run's own
// numbers and nothing secret.
type side struct {
	kind  string // "answer", or the kind of the error
	lines []Line
	call  string
}

// variable lists the fields, by call and name, of which some case says that they differ
// from run to run: it expects a checked placeholder there.
func variable(cases []*Case) map[string]bool {
	found := map[string]bool{}
	for _, c := range cases {
		for i := range c.Steps {
			if c.Steps[i].Output == nil {
				continue
			}
			for _, l := range c.Steps[i].Output.Fields {
				if capturing.MatchString(l.Value) {
					found[c.Steps[i].Call+" "+l.Name] = true
				}
			}
		}
	}
	return found
}

func (x *contrasting) side(o *observed) side {
	s := side{kind: "answer", call: o.step.Call}
	if o.got.err != nil {
		s.kind = errorKind(o.got.err)
		for name, value := range knownOf(o.got.err) {
			if name == "first" || name == "second" || name == "rule" {
				s.lines = append(s.lines, Line{Name: name, Value: value})
			}
		}
		slices.SortFunc(s.lines, func(a, b Line) int { return strings.Compare(a.Name, b.Name) })
		return s
	}
	if o.got.answer == nil {
		return s
	}
	codec := x.codecs[o.got.answer.Service()]
	s.lines = append(s.lines, Line{Name: "outcome", Value: o.got.result.Outcome.String()})
	s.lines = flatten(codec.RedactRecord(o.got.answer), "", s.lines)
	for i := range s.lines {
		s.lines[i].Value = strings.ReplaceAll(s.lines[i].Value, o.scope.vars["unique"], "{{unique}}")
		s.lines[i].Value = strings.ReplaceAll(s.lines[i].Value, o.scope.vars["merchant"], "{{merchant}}")
	}
	return s
}

func (x *contrasting) fields(a, b side) {
	right := map[string]string{}
	for _, l := range b.lines {
		right[l.Name] = l.Value
	}
	for _, l := range a.lines {
		value, there := right[l.Name]
		delete(right, l.Name)
		switch {
		case !there:
			x.add(Contract, l.Name, l.Value, "(absent)")
		case value == l.Value:
		case x.variable[a.call+" "+l.Name] || sameForm(l.Value, value):
			x.add(Volatile, l.Name, l.Value, value)
		default:
			x.add(Content, l.Name, l.Value, value)
		}
	}
	for _, l := range b.lines {
		if value, left := right[l.Name]; left {
			x.add(Contract, l.Name, "(absent)", value)
		}
	}
}

// timing tells only of what a person would notice.
func (x *contrasting) timing(left, right time.Duration) {
	slow, fast := max(left, right), min(left, right)
	if slow > 500*time.Millisecond && slow > 5*fast {
		x.add(Timing, "(duration)", left.Round(time.Millisecond).String(), right.Round(time.Millisecond).String())
	}
}
