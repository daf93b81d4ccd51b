package conformance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// taken is a placeholder that checks and captures: {{name:kind}}, with a bound behind the
// kind if there is one: {{n:digits>first}} is a number above that captured as first,
// {{paid:datetime~5m}} a time at most five minutes from the target's.
type taken struct {
	name    string // "" captures nothing
	pattern string
	bound   string // ">", "~" or ""
	than    string
	layout  string // of a time
}

// timeLayouts are those of the kinds that are times, in GMT.
var timeLayouts = map[string]string{"datetime": "02.01.2006 15:04:05", "minute": "20060102T1504"}

// kindOf reads a checked placeholder, as capture splits it, and says what is wrong with
// it, or "".
func kindOf(m []string) (taken, string) {
	i := slices.IndexFunc(kinds, func(k struct{ name, pattern, doc string }) bool { return k.name == m[2] })
	if i < 0 {
		return taken{}, fmt.Sprintf("placeholder kind %q is unknown", m[2])
	}
	t := taken{name: m[1], pattern: kinds[i].pattern, bound: m[3], than: m[4], layout: timeLayouts[m[2]]}
	switch {
	case t.bound == "~" && t.layout == "":
		return t, "only a datetime and a minute can be near the target's time"
	case t.bound == "~":
		if d, err := time.ParseDuration(t.than); err != nil || d <= 0 {
			return t, "write how near it must be as 90s or 5m"
		}
	case t.bound == ">" && !slices.Contains([]string{"digits", "billnumber"}, m[2]):
		return t, "only digits and a billnumber can be above another"
	}
	return t, ""
}

// outside says why a text is not within the bound, or "".
func (t *taken) outside(s *Scope, text string) string {
	switch t.bound {
	case ">":
		other, ok := s.vars[t.than]
		if !ok {
			return fmt.Sprintf("nothing is called %q here", t.than)
		}
		if a, b := number(text), number(other); a <= b {
			return fmt.Sprintf("want a number above {{%s}}, which was %q, got %q", t.than, other, text)
		}
	case "~":
		at, err := time.Parse(t.layout, text)
		near, _ := time.ParseDuration(t.than) // kindOf has looked at it
		if now := s.now(); err != nil || at.Sub(now).Abs() > near {
			return fmt.Sprintf("want a time at most %s from %s, got %q", t.than, now.UTC().Format(t.layout), text)
		}
	}
	return ""
}

func number(digits string) uint64 {
	n, _ := strconv.ParseUint(strings.TrimSpace(digits), 10, 64) // the kind has looked at it
	return n
}
