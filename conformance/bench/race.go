package bench

import (
	"fmt"
	"runtime"
	"syscall"
	"time"
)

// Contender is one way to do the work of a race.
type Contender struct {
	Name string
	// Run does the work n times.
	Run func(n int) error
	// Measure does the same in another process and says how much processor time it took
	// there; nil: Run is timed.
	Measure func(n int) (time.Duration, error)
}

// Race is the same work done by several contenders in turn.
type Race struct {
	Name       string // "encode"
	Title      string // "Encode the request of W"
	Unit       int    // bytes of one piece of work; 0: no throughput is given
	Slice      time.Duration
	Rounds     int
	ByCPU      bool // ratios are of processor time: what else runs on the machine does not count
	Contenders []Contender
}

// Sample is one slice of one contender.
type Sample struct {
	N   int
	Ns  float64 // per piece of work
	CPU float64 // nanoseconds of this process per piece of work
}

// Lane is what a race found out about one contender; sample i of all lanes is of the
// same round.
type Lane struct {
	Name    string
	Bytes   float64 // allocated per piece of work; -1: not known
	Allocs  float64
	Samples []Sample
}

// Result is a race that was run.
type Result struct {
	Name, Title string
	Unit        int
	ByCPU       bool
	Lanes       []Lane
}

// Run runs the race.
func (r *Race) Run() (Result, error) {
	result := Result{Name: r.Name, Title: r.Title, Unit: r.Unit, ByCPU: r.ByCPU, Lanes: make([]Lane, len(r.Contenders))}
	counts := make([]int, len(r.Contenders))
	for i := range r.Contenders {
		c := &r.Contenders[i]
		n, err := c.calibrate(r.Slice)
		if err != nil {
			return result, fmt.Errorf("%s: %s: %w", r.Name, c.Name, err)
		}
		counts[i] = n
		result.Lanes[i] = Lane{Name: c.Name, Bytes: -1, Allocs: -1, Samples: make([]Sample, r.Rounds)}
		if c.Measure == nil {
			result.Lanes[i].Bytes, result.Lanes[i].Allocs = c.allocations(min(n, 500))
		}
	}
	for round := range r.Rounds {
		for turn := range r.Contenders {
			i := (turn + round) % len(r.Contenders)
			sample, err := r.Contenders[i].slice(counts[i])
			if err != nil {
				return result, fmt.Errorf("%s: %s: %w", r.Name, r.Contenders[i].Name, err)
			}
			result.Lanes[i].Samples[round] = sample
		}
	}
	return result, nil
}

// calibrate returns how often the work fits into a slice.
func (c *Contender) calibrate(slice time.Duration) (int, error) {
	for n := 1; ; n *= 4 {
		least := time.Hour
		for range 3 { // a run that was interrupted says nothing
			took, err := c.time(n)
			if err != nil {
				return 0, err
			}
			least = min(least, took)
		}
		if least > slice/4 || n > 1<<24 {
			return max(1, int(float64(n)*float64(slice)/float64(least+1))), nil
		}
	}
}

func (c *Contender) time(n int) (time.Duration, error) {
	if c.Measure != nil {
		return c.Measure(n)
	}
	begin := time.Now()
	err := c.Run(n)
	return time.Since(begin), err
}

// slice runs one slice. The garbage of the others is collected before it.
func (c *Contender) slice(n int) (Sample, error) {
	runtime.GC()
	cpu := processTime()
	took, err := c.time(n)
	spent := processTime() - cpu
	if c.Measure != nil {
		spent = took // the other process tells its own
	}
	return Sample{N: n, Ns: float64(took) / float64(n), CPU: float64(spent) / float64(n)}, err
}

func processTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// allocations counts what n pieces of work allocate in this process.
func (c *Contender) allocations(n int) (bytes, allocs float64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	err := c.Run(n)
	runtime.ReadMemStats(&after)
	if err != nil {
		return -1, -1
	}
	return float64(after.TotalAlloc-before.TotalAlloc) / float64(n), float64(after.Mallocs-before.Mallocs) / float64(n)
}

// Each makes a Run of one piece of work.
func Each(work func() error) func(n int) error {
	return func(n int) error {
		for range n {
			if err := work(); err != nil {
				return err
			}
		}
		return nil
	}
}
