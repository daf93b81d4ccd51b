package bench

import (
	"math"
	"slices"
)

// Lane returns the lane of a contender, or nil.
func (r *Result) Lane(name string) *Lane {
	for i := range r.Lanes {
		if r.Lanes[i].Name == name {
			return &r.Lanes[i]
		}
	}
	return nil
}

// Ratio is how many times longer one contender took than another in the same round:
// the median over the rounds, and the quartiles around it. It is NaN when one did not run.
func (r *Result) Ratio(of, over string) (median, low, high float64) {
	return r.ratio(of, over, r.cost)
}

// cost is what the race compares.
func (r *Result) cost(s Sample) float64 {
	if r.ByCPU {
		return s.CPU
	}
	return s.Ns
}

// CPURatio is Ratio of the processor time of this process.
func (r *Result) CPURatio(of, over string) float64 {
	median, _, _ := r.ratio(of, over, func(s Sample) float64 { return s.CPU })
	return median
}

func (r *Result) ratio(of, over string, value func(Sample) float64) (median, low, high float64) {
	a, b := r.Lane(of), r.Lane(over)
	if a == nil || b == nil {
		return math.NaN(), math.NaN(), math.NaN()
	}
	ratios := make([]float64, len(a.Samples))
	for i := range ratios {
		ratios[i] = value(a.Samples[i]) / value(b.Samples[i])
	}
	return quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75)
}

// Cost returns the least and the median of what the race compares, in nanoseconds per
// piece of work.
func (r *Result) Cost(l *Lane) (least, median float64) {
	var costs []float64
	for _, s := range l.Samples {
		costs = append(costs, r.cost(s))
	}
	return quantile(costs, 0), quantile(costs, 0.5)
}

// CPU returns the median processor time per piece of work, in nanoseconds.
func (l *Lane) CPU() float64 {
	var times []float64
	for _, s := range l.Samples {
		times = append(times, s.CPU)
	}
	return quantile(times, 0.5)
}

func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	at := q * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (sorted[high]-sorted[low])*(at-float64(low))
}
