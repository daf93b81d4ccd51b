package service

import (
	"fmt"
	"strings"
	"time"
)

// Time is a moment as the wire writes it, with the text kept. The gateway writes
// GMT without saying so, in four layouts (assist-protocol.md section 9); foreign
// services write xsd:dateTime. A text in no known layout is kept and has no time:
// one documented sample lost its first digit, and an answer is not worth less for it.
type Time struct {
	text string
	at   time.Time
}

// The layouts, most specific first. Times without a zone are GMT.
var timeLayouts = [...]string{
	"02.01.2006 15:04:05", "02.01.2006 15:04", "02.01.2006", "20060102T1504",
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999",
}

// ParseTime reads any known layout.
func ParseTime(text string) (Time, error) {
	trimmed := strings.TrimSpace(text)
	for _, layout := range timeLayouts {
		if at, err := time.Parse(layout, trimmed); err == nil {
			return Time{text: text, at: at.UTC()}, nil
		}
	}
	return Time{text: text}, fmt.Errorf("time %q: no known layout", clip(text))
}

// Minute returns t as YYYYMMDDThhmm GMT, the form of pay_until (S0).
func Minute(t time.Time) Time { return timeIn(t, "20060102T1504") }

// Date returns t as DD.MM.YYYY GMT, the form of recurringmaxdate (S1, S4).
func Date(t time.Time) Time { return timeIn(t, "02.01.2006") }

// DateTime returns t as DD.MM.YYYY hh:mm:ss GMT, the form of dates in answers.
func DateTime(t time.Time) Time { return timeIn(t, "02.01.2006 15:04:05") }

// Stamp returns t as an xsd:dateTime.
func Stamp(t time.Time) Time { return timeIn(t, time.RFC3339Nano) }

func timeIn(t time.Time, layout string) Time {
	t = t.UTC()
	return Time{text: t.Format(layout), at: t}
}

// Time returns the moment in UTC; it is zero when the text is in no known layout.
func (t Time) Time() time.Time { return t.at }

// String returns the text as it is on the wire.
func (t Time) String() string { return t.text }

// IsZero reports whether there is no text.
func (t Time) IsZero() bool { return t.text == "" }

// MarshalText writes the wire text.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.text), nil }

func (t *Time) lexical() string { return t.text }

func (t *Time) setLexical(text string) error {
	*t, _ = ParseTime(text)
	return nil
}
