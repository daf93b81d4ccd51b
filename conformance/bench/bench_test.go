package bench

import (
	"bytes"
	"encoding/xml"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/bench/workload"
)

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "serve" {
		if err := Serve(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// The counts are exact: a change that costs one more has to say so here.
func TestAllocations_OfTheCodec(t *testing.T) {
	if raced {
		t.Skip("the counts are of a build without the race detector")
	}
	p, err := newProduct()
	if err != nil {
		t.Fatal(err)
	}
	cred := workload.Credentials().Prepared()
	for _, tc := range []struct {
		what        string
		most, bytes float64
		work        func() error
	}{
		{"encode into a kept buffer", 0, 0, p.encode},
		{"decode", 4, 6150, p.decode},
		{"decode into a kept record", 2, 1.3 * float64(len(p.reply.Body)), p.kept},
		{"seal", 2, 100, func() error { return p.codec.Seal(p.op, p.request, &cred) }},
		{"open", 6, 6400, func() error { _, err := p.codec.Open(p.op, p.request, p.reply, &cred); return err }},
	} {
		c := Contender{Name: tc.what, Run: Each(tc.work)}
		if err := c.Run(100); err != nil {
			t.Fatal(tc.what, err)
		}
		bytes, allocs := c.allocations(2000)
		t.Logf("%s: %.2f allocations, %.0f bytes", tc.what, allocs, bytes)
		// Collections empty the pools now and then: fractions of an allocation.
		if math.Round(allocs) > tc.most || bytes > tc.bytes+50 {
			t.Errorf("%s: %.2f allocations and %.0f bytes, at most %.0f and %.0f", tc.what, allocs, bytes, tc.most, tc.bytes)
		}
	}
}

func TestAllocations_OfACall(t *testing.T) {
	if raced {
		t.Skip("the counts are of a build without the race detector")
	}
	s, err := StartServer("serve")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	call, err := (&Line{URL: s.Plain, Server: s, Workers: 1}).typed()
	if err != nil {
		t.Fatal(err)
	}
	c := Contender{Run: Each(call)}
	if err := c.Run(50); err != nil {
		t.Fatal(err)
	}
	bytes, allocs := c.allocations(1000)
	t.Logf("a call: %.1f allocations, %.0f bytes", allocs, bytes)
	if allocs > 78.5 || bytes > 11_500 {
		t.Errorf("a call costs %.1f allocations and %.0f bytes, at most 78 and 11,500", allocs, bytes)
	}
}

func TestRace_ComparesWithinARound(t *testing.T) {
	spin := func(n int) func() error {
		return func() error {
			for range n {
				strings.Count("abcabcabcabcabcabcabc", "bc")
			}
			return nil
		}
	}
	race := Race{Name: "spin", Slice: time.Millisecond, Rounds: 9, ByCPU: true, Contenders: []Contender{
		{Name: Hand, Run: Each(spin(100))}, {Name: Ours, Run: Each(spin(1000))},
	}}
	r, err := race.Run()
	if err != nil {
		t.Fatal(err)
	}
	if ratio, _, _ := r.Ratio(Ours, Hand); ratio < 2 || ratio > 50 {
		t.Errorf("ten times the work takes %.2f times as long", ratio)
	}
	if ratio, _, _ := r.Ratio("nobody", Hand); !math.IsNaN(ratio) {
		t.Error("a contender that did not run has a ratio")
	}
}

// Page, plots, history and benchstat lines of a report with everything in it.
func TestPage_IsWrittenFromAReport(t *testing.T) {
	r := invented(t)
	page := Page(&r)
	for _, want := range []string{"| encode W against the hand bound |", "**missed**", "performance/growth.svg", "## How to repeat it"} {
		if !strings.Contains(string(page["performance.md"]), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for name, text := range page {
		if strings.HasSuffix(name, ".svg") {
			if err := xml.Unmarshal(text, new(struct{ XMLName xml.Name })); err != nil || bytes.Contains(text, []byte("NaN")) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if line := "Benchmarkencode/ours \t10\t"; !strings.Contains(r.Benchstat(), line) {
		t.Errorf("benchstat lines lack %q", line)
	}
	h := &History{}
	data, err := h.Add(&r)
	if err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/history.jsonl"
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if h, err = ReadHistory(path); err != nil || len(h.runs) != 1 {
		t.Fatal(err)
	}
	if table := GoalTable(&r, h); !strings.Contains(table, "+0 %") {
		t.Errorf("no change against itself:\n%s", table)
	}
}

// invented is a report in which the contenders take what their place in the race says.
func invented(t *testing.T) Report {
	t.Helper()
	r := NewReport()
	races, err := Codecs(1)
	if err != nil {
		t.Fatal(err)
	}
	lists, err := Lists(1, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, race := range append(races, lists...) {
		result := Result{Name: race.Name, Title: race.Title, Unit: race.Unit}
		for i, c := range race.Contenders {
			result.Lanes = append(result.Lanes, Lane{Name: c.Name, Samples: []Sample{{N: 10, Ns: float64(1000 * (i + 1)), CPU: float64(1000 * (i + 1))}}})
		}
		r.Races = append(r.Races, result)
	}
	return r
}
