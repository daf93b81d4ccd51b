package window

import (
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Range is the time from From to before To, both in GMT and on a whole minute.
type Range struct{ From, To time.Time }

// Between returns the shortest range of whole minutes that holds the time from one
// moment to before another, in any zones. It is empty if to is not after from.
func Between(from, to time.Time) Range {
	r := Range{minute(from), minute(to)}
	if r.To.Before(to) {
		r.To = r.To.Add(time.Minute)
	}
	if !to.After(from) {
		r.To = r.From
	}
	return r
}

// Since returns the whole minutes from a moment that are over now. It is for queries
// that follow each other: the next one starts at its To, and none ends in the future,
// where a gateway may find it wrong (D21: a wrong window is silently replaced).
func Since(from, now time.Time) Range {
	r := Range{minute(from), minute(now)}
	if r.To.Before(r.From) {
		r.To = r.From
	}
	return r
}

// minute cuts a moment to its minute. time.Time.Truncate counts from year 1, which
// makes whole minutes of GMT.
func minute(t time.Time) time.Time { return t.UTC().Truncate(time.Minute) }

// IsEmpty reports whether no time lies in the range.
func (r Range) IsEmpty() bool { return !r.To.After(r.From) }

// Holds reports whether a moment lies in the range.
func (r Range) Holds(t time.Time) bool { return !t.Before(r.From) && t.Before(r.To) }

// Length returns how long the range is; at most 292 years, as time.Duration has it.
func (r Range) Length() time.Duration { return r.To.Sub(r.From) }

// String writes the range for a person: "2025-01-31 00:00 to 2025-02-01 00:00 GMT".
func (r Range) String() string {
	const layout = "2006-01-02 15:04"
	return fmt.Sprintf("%s to %s GMT", r.From.Format(layout), r.To.Format(layout))
}

// Parts are the texts of a range for a request, without leading zeros.
type Parts struct {
	StartYear, StartMonth, StartDay, StartHour, StartMin string
	EndYear, EndMonth, EndDay, EndHour, EndMin           string
}

// Parts returns the texts of the range.
func (r Range) Parts() Parts {
	from, to := r.From.UTC(), r.To.UTC()
	return Parts{
		strconv.Itoa(from.Year()), strconv.Itoa(int(from.Month())), strconv.Itoa(from.Day()), strconv.Itoa(from.Hour()), strconv.Itoa(from.Minute()),
		strconv.Itoa(to.Year()), strconv.Itoa(int(to.Month())), strconv.Itoa(to.Day()), strconv.Itoa(to.Hour()), strconv.Itoa(to.Minute()),
	}
}

// Split yields consecutive windows of at most the given length (cut to whole minutes,
// at least one) that cover the range exactly. A length of 0 is no limit. An empty range
// yields nothing.
func Split(r Range, most time.Duration) iter.Seq[Range] {
	if most > 0 {
		most = max(most.Truncate(time.Minute), time.Minute)
	}
	return func(yield func(Range) bool) {
		for rest := r; !rest.IsEmpty(); {
			w := rest
			if end := rest.From.Add(most); most > 0 && end.Before(rest.To) {
				w.To = end
			}
			if !yield(w) {
				return
			}
			rest.From = w.To
		}
	}
}

// Windows splits a range by the longest window that the documents allow the operation;
// without one it yields the range as it is.
func Windows(op *service.Operation, r Range) iter.Seq[Range] { return Split(r, Longest(op)) }

// Longest returns how much time one query of the operation may span; 0 if the
// documents set no limit.
func Longest(op *service.Operation) time.Duration {
	return time.Duration(op.Limit.MaxWindow) * time.Second
}

// Default returns the window that the gateway takes when a request names none: the
// time up to now. It is false if none is documented.
func Default(op *service.Operation, now time.Time) (Range, bool) {
	length := time.Duration(op.Limit.DefaultWindow) * time.Second
	return Between(now.Add(-length), now), length > 0
}
