package bench

import (
	"fmt"
	"math"
)

// Goal is one line of the table that the toolkit is held to.
type Goal struct {
	ID    string // in the history
	What  string
	Least bool // the value is to be at least Bound; else at most
	Bound float64
	Unit  string // "×", "allocations", "ms" …
	value func(*Report) float64
	Why   string // printed when the goal is missed: where the time goes
}

// Value is what the run measured, or NaN.
func (g *Goal) Value(r *Report) float64 { return g.value(r) }

// Met reports whether a value reaches the goal.
func (g *Goal) Met(value float64) bool {
	if g.Least {
		return value >= g.Bound
	}
	return value <= g.Bound
}

// Text is the goal's bound.
func (g *Goal) Text() string {
	sign := "≤"
	if g.Least {
		sign = "≥"
	}
	return fmt.Sprintf("%s %s %s", sign, number(g.Bound), g.Unit)
}

func number(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case v == math.Trunc(v) && math.Abs(v) < 1e6:
		return fmt.Sprintf("%.0f", v)
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// slower is how many times longer one contender takes than another.
func slower(race, of, over string) func(*Report) float64 {
	return func(r *Report) float64 {
		if result := r.Race(race); result != nil {
			median, _, _ := result.Ratio(of, over)
			return median
		}
		return math.NaN()
	}
}

func cpu(race, of, over string) func(*Report) float64 {
	return func(r *Report) float64 {
		if result := r.Race(race); result != nil {
			return result.CPURatio(of, over)
		}
		return math.NaN()
	}
}

func lane(race, name string, value func(*Lane) float64) func(*Report) float64 {
	return func(r *Report) float64 {
		if result := r.Race(race); result != nil && result.Lane(name) != nil {
			return value(result.Lane(name))
		}
		return math.NaN()
	}
}

func allocs(l *Lane) float64 { return math.Round(l.Allocs) }

func kilobytes(l *Lane) float64 { return l.Bytes / 1000 }

func figure(name string) func(*Report) float64 {
	return func(r *Report) float64 {
		if v, ok := r.Figures[name]; ok {
			return v
		}
		return math.NaN()
	}
}

// difference is by how much two figures differ.
func difference(a, b string) func(*Report) float64 {
	return func(r *Report) float64 { return math.Abs(figure(a)(r) - figure(b)(r)) }
}

// perByte compares the cost of a byte in a long list with that in a short one.
func perByte(name, long, short string) func(*Report) float64 {
	return func(r *Report) float64 {
		a, b := r.Race(long), r.Race(short)
		if a == nil || b == nil {
			return math.NaN()
		}
		_, costA := a.Cost(a.Lane(name))
		_, costB := b.Cost(b.Lane(name))
		return costA / float64(a.Unit) / (costB / float64(b.Unit))
	}
}

// perRecord is what reading one record more allocates.
func perRecord(long, short string, records float64) func(*Report) float64 {
	return func(r *Report) float64 {
		return (lane(long, OursStream, func(l *Lane) float64 { return l.Allocs })(r) - lane(short, OursStream, func(l *Lane) float64 { return l.Allocs })(r)) / records
	}
}
