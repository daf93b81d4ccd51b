package conformance

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/soapclient/inbound"
)

// Kinds of checked placeholder. {{name:kind}} stands for one value of that form and
// captures it as name; {{:kind}} only checks. A later {{name}} is the captured text.
var kinds = []struct{ name, pattern, doc string }{
	{"token", `[A-Za-z0-9+/=]{20}`, "payment token of a bill"},
	{"billnumber", `[0-9]{15,16}`, "number the gateway gives a payment"},
	{"operation", `[0-9]{15,16}\.[0-9]{1,3}`, "extended billnumber of an operation"},
	{"digits", `[0-9]+`, "one or more digits"},
	{"amount", `[0-9]{1,13}\.[0-9]{2}`, "amount with two digits after the point"},
	{"datetime", `[0-3][0-9]\.[01][0-9]\.[0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-5][0-9]`, "DD.MM.YYYY hh:mm:ss"},
	{"minute", `[0-9]{8}T[0-9]{4}`, "YYYYMMDDThhmm"},
	{"checkvalue", `[0-9A-F]{32}`, "check value; the client has verified it"},
	{"base64", `[A-Za-z0-9+/]+={0,2}`, "base64 text"},
	{"url", `https?://[^ <>"]+`, "absolute URL"},
	{"word", `[^\s<>]+`, "one or more characters, no blanks"},
	{"line", `[^\n]+`, "any non-empty line"},
}

// Scope holds what placeholders stand for: given variables and captured texts.
type Scope struct {
	vars   map[string]string
	proofs map[string]Proof // by the word that asks for them
	input  *Values          // of the step, for {{=field}}
	now    func() time.Time // the target's clock
	seen   inbound.Seen     // of messages to the merchant; nil before the first
	// replays says that texts come from a recording, whose masks stand for what nobody
	// kept.
	replays bool
}

// recordedMask is a value that a recording does not hold; see package recording.
var recordedMask = regexp.MustCompile(`^masked\([a-z0-9_.]+\)$`)

// NewScope returns a scope with the given variables. checkvalue computes the value
// of {{checkvalue X}} with the secret word of the target.
func NewScope(vars map[string]string, checkvalue func(x string) string) *Scope {
	s := &Scope{vars: map[string]string{}, now: time.Now, proofs: map[string]Proof{
		"checkvalue": func(x string) (string, error) { return checkvalue(x), nil },
	}}
	for name, value := range vars {
		s.vars[name] = value
	}
	return s
}

// clone is a scope with the same texts, whose captures stay its own.
func (s *Scope) clone() *Scope {
	copied := *s
	copied.vars = maps.Clone(s.vars)
	return &copied
}

var (
	// A placeholder may hold {name} in single braces: the parts of {{checkvalue X}}.
	braces  = regexp.MustCompile(`\{\{((?:[^{}]|\{[a-z][a-z0-9_.]*\})*)\}\}`)
	capture = regexp.MustCompile(`^([a-z][a-z0-9_.]*)?:([a-z0-9]+)(?:([>~])([a-z0-9_.]+))?$`)
	// variableName is what a case may call what it defines or captures.
	variableName = regexp.MustCompile(`^[a-z][a-z0-9_.]*$`)
)

// Expand replaces {{name}}, {{checkvalue X}} and other proofs; {{lower …}} is any of them in lower
// case. X may contain {name} in single braces. Captures {{name:kind}} have no place in a text to be sent.
func (s *Scope) Expand(text string) (string, error) {
	var first error
	out := braces.ReplaceAllStringFunc(text, func(match string) string {
		value, err := s.value(match[2 : len(match)-2])
		if err != nil && first == nil {
			first = err
		}
		return value
	})
	return out, first
}

var single = regexp.MustCompile(`\{([a-z][a-z0-9_.]*)\}`)

func (s *Scope) value(name string) (string, error) {
	if inner, ok := strings.CutPrefix(name, "lower "); ok {
		value, err := s.value(inner)
		return strings.ToLower(value), err
	}
	if field, ok := strings.CutPrefix(name, "="); ok {
		line := s.input.Field(field)
		if line == nil {
			return "", fmt.Errorf("placeholder {{=%s}}: the input of this step has no %s", field, field)
		}
		return s.Expand(line.Value)
	}
	if word, x, ok := strings.Cut(name, " "); ok && s.proofs[word] != nil {
		x, err := s.parts(x)
		if err != nil {
			return "", err
		}
		return s.proofs[word](x)
	}
	if value, ok := s.vars[name]; ok {
		return value, nil
	}
	return "", fmt.Errorf("placeholder {{%s}} stands for nothing here; known are %s", name, strings.Join(s.names(), ", "))
}

// parts replaces the {name} in the text that a digest is made over.
func (s *Scope) parts(x string) (string, error) {
	var first error
	x = single.ReplaceAllStringFunc(x, func(match string) string {
		value, err := s.value(match[1 : len(match)-1])
		if err != nil && first == nil {
			first = err
		}
		return value
	})
	return x, first
}

func (s *Scope) names() []string {
	names := make([]string, 0, len(s.vars))
	for name := range s.vars {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Match compares a text with an expectation and captures what the expectation
// names. It returns "" or why the two differ.
func (s *Scope) Match(want, got string) string {
	if s.replays && want != "" && recordedMask.MatchString(got) {
		return "" // it was right when it was recorded, and is no longer there to be wrong
	}
	if !strings.Contains(want, "{{") {
		if want == got {
			return ""
		}
		return fmt.Sprintf("want %q, got %q", want, got)
	}
	pattern, captures, err := s.compile(want)
	if err != nil {
		return err.Error()
	}
	groups := pattern.FindStringSubmatch(got)
	if groups == nil {
		return fmt.Sprintf("want %q, got %q", want, got)
	}
	for i, t := range captures {
		name := t.name
		if why := t.outside(s, groups[i+1]); why != "" {
			return why
		}
		if known, ok := s.vars[name]; ok && name != "" && known != groups[i+1] {
			return fmt.Sprintf("{{%s}} was %q before, got %q", name, known, groups[i+1])
		}
		if name != "" {
			s.vars[name] = groups[i+1]
		}
	}
	return ""
}

func (s *Scope) compile(want string) (*regexp.Regexp, []taken, error) {
	var b strings.Builder
	var captures []taken
	b.WriteString(`^`)
	last := 0
	for _, at := range braces.FindAllStringSubmatchIndex(want, -1) {
		b.WriteString(regexp.QuoteMeta(want[last:at[0]]))
		last = at[1]
		body := want[at[2]:at[3]]
		if m := capture.FindStringSubmatch(body); m != nil {
			t, why := kindOf(m)
			if why != "" {
				return nil, nil, errors.New(why)
			}
			b.WriteString("(" + t.pattern + ")")
			captures = append(captures, t)
			continue
		}
		value, err := s.value(body)
		if err != nil {
			return nil, nil, err
		}
		b.WriteString(regexp.QuoteMeta(value))
	}
	b.WriteString(regexp.QuoteMeta(want[last:]))
	b.WriteString(`$`)
	pattern, err := regexp.Compile(b.String())
	return pattern, captures, err
}
