package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"time"
)

// Report is everything one run found out.
type Report struct {
	Date    string   `json:"date"`
	Go      string   `json:"go"`
	Machine string   `json:"machine"`
	Peers   []string `json:"peers"`   // that took part, with their versions
	Skipped []string `json:"skipped"` // that did not, with the reason
	Races   []Result `json:"races"`
	Figures Figures  `json:"figures"`
	Profile string   `json:"profile"` // of the client's calls
}

// NewReport returns an empty report of this machine and day.
func NewReport() Report {
	return Report{
		Date: time.Now().UTC().Format(time.DateOnly), Go: runtime.Version(),
		Machine: fmt.Sprintf("%d × %s, %s/%s", runtime.NumCPU(), processor(), runtime.GOOS, runtime.GOARCH),
		Figures: Figures{},
	}
}

// ReadReport returns the report of a file that JSON wrote, without its peers, who have to
// come again, or a new one if there is no path.
func ReadReport(path string) (Report, error) {
	if path == "" {
		return NewReport(), nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Report{}, err
	}
	var r Report
	err = json.Unmarshal(data, &r)
	r.Peers, r.Skipped = nil, nil
	return r, err
}

// processor is the name of the processor, where the system tells it.
func processor() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "processor"
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "processor"
}

// Race returns the race of a name, or nil.
func (r *Report) Race(name string) *Result {
	for i := range r.Races {
		if r.Races[i].Name == name {
			return &r.Races[i]
		}
	}
	return nil
}

// Table prints a race, against its first contender.
func (r *Result) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s (%s)\n%-34s %12s %12s %9s %15s %8s %9s %7s\n", r.Title, r.Name, "", "least", "median", "ratio", "quartiles", "CPU", "B", "allocs")
	for i := range r.Lanes {
		l := &r.Lanes[i]
		least, median := r.Cost(l)
		ratio, low, high := r.Ratio(l.Name, r.Lanes[0].Name)
		fmt.Fprintf(&b, "%-34s %12s %12s %8.2f× %15s %7.2f× %9s %7s\n", l.Name, Nanoseconds(least), Nanoseconds(median), ratio,
			fmt.Sprintf("%.2f–%.2f", low, high), r.CPURatio(l.Name, r.Lanes[0].Name), whole(l.Bytes), whole(l.Allocs))
	}
	return b.String()
}

func whole(v float64) string {
	if v < 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", v)
}

// Nanoseconds writes a time with three digits.
func Nanoseconds(ns float64) string {
	for _, unit := range []struct {
		name string
		ns   float64
	}{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}} {
		if ns >= unit.ns {
			return fmt.Sprintf("%.*f %s", max(0, 2-int(math.Log10(ns/unit.ns))), ns/unit.ns, unit.name)
		}
	}
	return fmt.Sprintf("%.0f ns", ns)
}

// Benchstat writes every slice as a line of a Go benchmark, for benchstat.
func (r *Report) Benchstat() string {
	var b strings.Builder
	fmt.Fprintf(&b, "goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
	name := strings.NewReplacer(" ", "_", ",", "")
	for i := range r.Races {
		for j := range r.Races[i].Lanes {
			l := &r.Races[i].Lanes[j]
			for _, s := range l.Samples {
				fmt.Fprintf(&b, "Benchmark%s/%s \t%d\t%.1f ns/op\t%.1f cpu-ns/op", name.Replace(r.Races[i].Name), name.Replace(l.Name), s.N, s.Ns, s.CPU)
				if l.Bytes >= 0 {
					fmt.Fprintf(&b, "\t%.0f B/op\t%.0f allocs/op", l.Bytes, l.Allocs)
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// JSON writes the report.
func (r *Report) JSON() ([]byte, error) { return json.Marshal(r) }
