package conformance

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Lint holds cases against the descriptions before anything is sent: calls, fields,
// options, the words of expectations, placeholders. It reports all defects at once, as
// Problems with line and column, or returns nil.
func Lint(cases []*Case, services []*service.Service) error {
	var problems Problems
	for _, c := range cases {
		l := &linter{c: c, services: services, known: slices.Clone(runVars)}
		l.lint()
		problems = append(problems, l.problems...)
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// linter looks at one case. known are the placeholders that stand for something at the
// step it has come to.
type linter struct {
	c        *Case
	services []*service.Service
	known    []string
	problems Problems
}

// complain points at a word in a line, or at the line's begin when it is not there.
func (l *linter) complain(line int, word, format string, args ...any) {
	l.problems = append(l.problems, l.c.problem(line, word, format, args...))
}

func (l *linter) lint() {
	for _, v := range l.c.Vars.fields() {
		l.sent(v.Line, v.Value)
		l.known = append(l.known, v.Name)
	}
	for i := range l.c.Steps {
		st := &l.c.Steps[i]
		s, op, err := findOperation(l.services, st.Call)
		if err != nil {
			l.complain(l.callLine(st), st.Call, "%v", err)
			continue
		}
		l.options(st, op)
		l.input(st, s, op)
		l.expected(st, s, op)
	}
}

// callLine is where the call of a step stands: in its options, or in the head.
func (l *linter) callLine(st *Step) int {
	if st.Options != nil {
		for _, k := range st.Options.Keys {
			if k.Name == "call" {
				return k.Line
			}
		}
	}
	for i, text := range l.c.source {
		if strings.HasPrefix(text, "call:") {
			return i + 1
		}
	}
	return 1
}

func (l *linter) options(st *Step, op *service.Operation) {
	if st.Options == nil {
		return
	}
	for _, k := range st.Options.Keys {
		why := ""
		switch k.Name {
		case "status", "expect-status":
			if _, err := strconv.Atoi(k.Value); err != nil {
				why = "it is no HTTP status"
			}
		case "advance", "every", "within":
			if d, err := time.ParseDuration(k.Value); err != nil || d <= 0 {
				why = "write it as 90s, 10m or 1h30m"
			}
		case "backoff":
			if f, err := strconv.ParseFloat(k.Value, 64); err != nil || f < 1 || f > 10 {
				why = "it is a number from 1 to 10"
			}
		case "wrapper":
			why = wrapperDefect(op, k.Value)
		case "variant":
			why = variantDefect(op, k.Value)
		case "form":
			if _, err := envelope.ParseForm(k.Value); err != nil {
				why = err.Error()
			}
		}
		if why != "" {
			l.complain(k.Line, k.Value, "option %s: %q: %s", k.Name, k.Value, why)
		}
	}
}

func wrapperDefect(op *service.Operation, key string) string {
	var keys []string
	for _, w := range op.Request.Wrappers {
		keys = append(keys, w.Key)
	}
	if slices.Contains(keys, key) {
		return ""
	}
	return "the request has no such wrapper; there are " + named(keys)
}

func variantDefect(op *service.Operation, text string) string {
	digest, name, _ := strings.Cut(text, "=")
	message, kind, _ := strings.Cut(digest, ".")
	m := &op.Request
	if message == "response" {
		m = &op.Response
	}
	var names []string
	for i := range m.Digests {
		if d := &m.Digests[i]; d.Field == kind || d.Kind.String() == kind {
			for _, v := range d.Variants {
				names = append(names, v.Name)
			}
		}
	}
	if slices.Contains(names, name) {
		return ""
	}
	return "there is no such variant; write request.checkvalue=NAME; there are " + named(names)
}

func named(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func (l *linter) input(st *Step, s *service.Service, op *service.Operation) {
	for _, f := range st.Input.fields() {
		if fieldAt(s, op.Request.Type, f.Name) == nil {
			l.complain(f.Line, f.Name, "the request of %s has no field %q", st.Call, f.Name)
		}
		l.sent(f.Line, f.Value)
	}
	for _, section := range []*Section{st.Raw, st.Reply} {
		if section != nil {
			l.section(section, l.sent)
		}
	}
	if st.Request != nil {
		l.section(st.Request, l.matched(st))
	}
}

func (l *linter) section(s *Section, look func(line int, text string)) {
	for i, line := range strings.Split(s.Text, "\n") {
		look(s.Line+i, line)
	}
}

// outputKeys and errorKeys are the harness's words in an expectation.
var (
	outputKeys = []string{"outcome", "verified", "testmode"}
	errorKeys  = []string{"kind", "first", "second", "field", "problems", "rule", "text", "contains", "sent"}
)

func (l *linter) expected(st *Step, s *service.Service, op *service.Operation) {
	message := &op.Response
	if isInbound(st.Raw) {
		message = &op.Request // what is delivered is what came
	}
	look := l.matched(st)
	if st.Answer != nil {
		l.section(st.Answer, look)
	}
	l.keys(st.Output, outputKeys, "output", look)
	l.keys(st.Error, errorKeys, "error", look)
	for _, f := range st.Output.fields() {
		if !strings.Contains(f.Name, "+") && fieldAt(s, message.Type, f.Name) == nil {
			l.complain(f.Line, f.Name, "the answer of %s has no field %q; an element that the description does not know is +%s", st.Call, f.Name, f.Name)
		}
		look(f.Line, f.Value)
	}
}

func (l *linter) keys(values *Values, known []string, part string, look func(int, string)) {
	if values == nil {
		return
	}
	for _, k := range values.Keys {
		if !slices.Contains(known, k.Name) {
			l.complain(k.Line, k.Name, "a section %s has no key %s; known are %s", part, k.Name, strings.Join(known, ", "))
		}
		look(k.Line, k.Value)
	}
}
