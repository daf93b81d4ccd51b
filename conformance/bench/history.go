package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"strings"
)

// History are the values of published runs, oldest first.
type History struct {
	lines []byte
	runs  []pastRun
}

// pastRun is one line of the history. Only what is compared is kept.
type pastRun struct {
	Date    string             `json:"date"`
	Go      string             `json:"go"`
	Machine string             `json:"machine"`
	Goals   map[string]float64 `json:"goals"`
}

// ReadHistory reads the file; none is an empty history.
func ReadHistory(path string) (*History, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &History{}, nil
	}
	if err != nil {
		return nil, err
	}
	h := &History{lines: data}
	for line := range bytes.Lines(data) {
		var run pastRun
		if err := json.Unmarshal(line, &run); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		h.runs = append(h.runs, run)
	}
	return h, nil
}

// last returns the newest value of a goal.
func (h *History) last(id string) (float64, bool) {
	for i := len(h.runs) - 1; i >= 0; i-- {
		if v, ok := h.runs[i].Goals[id]; ok {
			return v, true
		}
	}
	return 0, false
}

// Add returns the file with a line for the report.
func (h *History) Add(r *Report) ([]byte, error) {
	run := pastRun{Date: r.Date, Go: r.Go, Machine: r.Machine, Goals: map[string]float64{}}
	for _, g := range Goals() {
		if v := g.Value(r); !math.IsNaN(v) {
			run.Goals[g.ID] = math.Round(v*1000) / 1000
		}
	}
	line, err := json.Marshal(run)
	return append(append(bytes.Clone(h.lines), line...), '\n'), err
}

// GoalTable prints every goal that was measured, and how it moved since the last
// published run. Ratios of races move by a few percent from run to run.
func GoalTable(r *Report, h *History) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-68s %16s %10s %10s\n", "goal", "", "measured", "change")
	for _, g := range Goals() {
		v := g.Value(r)
		if math.IsNaN(v) {
			continue
		}
		change := ""
		if before, ok := h.last(g.ID); ok && before != 0 {
			change = fmt.Sprintf("%+.0f %%", 100*(v/before-1))
		}
		verdict := ""
		if !g.Met(v) {
			verdict = "  missed"
		}
		fmt.Fprintf(&b, "%-68s %16s %10s %10s%s\n", g.What, g.Text(), number(v), change, verdict)
	}
	return b.String()
}
