package sandbox

import (
	"strconv"
	"time"
)

// window is the period a question is about.
type window struct{ from, to time.Time }

func (w window) holds(t time.Time) bool { return !t.Before(w.from) && !t.After(w.to) }

// windowOf reads the parts Start… and End…, all GMT. A part that is missing is taken
// from the default: so long ago for the start, now for the end (D17, D18, D21).
func windowOf(c *call) (window, *refusal) {
	span := time.Duration(c.operation.Limit.DefaultWindow) * time.Second
	from, _, problem := moment(c, "start", c.now.Add(-span), secondStart)
	if problem != nil {
		return window{}, problem
	}
	to, given, problem := moment(c, "end", c.now, secondEnd)
	if problem != nil {
		return window{}, problem
	}
	longest := time.Duration(c.operation.Limit.MaxWindow) * time.Second
	wrong := ""
	switch {
	case from.After(to):
		wrong = "the window ends before it begins"
	case longest > 0 && to.Sub(from) > longest:
		wrong = "the window is longer than " + longest.String()
	}
	if wrong != "" && c.merchant.ReplaceWindow {
		c.note("%s, so it was replaced by the last %s, as D21 says", wrong, span)
		return window{c.now.Add(-span), c.now}, nil
	}
	if wrong != "" && from.After(to) {
		return window{}, refuse(firstValue, secondEnd, "%s", wrong)
	}
	if wrong != "" {
		return window{}, refuse(firstLimit, secondWindow, "%s", wrong)
	}
	if given { // to the end of the minute
		to = to.Add(time.Minute - 1)
	}
	return window{from, to}, nil
}

// moment reads five parts.
func moment(c *call, prefix string, otherwise time.Time, second int) (t time.Time, given bool, problem *refusal) {
	parts := [...]struct {
		name  string
		value int
	}{
		{"year", otherwise.Year()},
		{"month", int(otherwise.Month())},
		{"day", otherwise.Day()},
		{"hour", otherwise.Hour()},
		{"min", otherwise.Minute()},
	}
	for i := range parts {
		if text := c.get(prefix + parts[i].name); text != "" {
			given = true
			parts[i].value, _ = strconv.Atoi(text) // checked against its type already
		}
	}
	if !given {
		return otherwise, false, nil
	}
	year, month, day := parts[0].value, time.Month(parts[1].value), parts[2].value
	t = time.Date(year, month, day, parts[3].value, parts[4].value, 0, 0, time.UTC)
	if t.Year() != year || t.Month() != month || t.Day() != day {
		return t, true, refuse(firstValue, second, "%s: there is no such day", prefix)
	}
	return t, true, nil
}
