package bench

import (
	_ "embed"
	"fmt"
	"math"
	"strings"
)

// Page returns docs/performance.md and its plots, by their names below docs.
func Page(r *Report) map[string][]byte {
	files := plots(r)
	var b strings.Builder
	fmt.Fprintf(&b, intro, r.Date, r.Go, r.Machine)
	b.WriteString("## Goals\n\n")
	goalPage(&b, r)
	b.WriteString("\n## Plots\n\n")
	for _, name := range []string{"both", "encode", "decode", "call-plain-1", "call-plain-16", "growth"} {
		if _, drawn := files["performance/"+name+".svg"]; drawn {
			fmt.Fprintf(&b, "![%s](performance/%[1]s.svg)\n\n", name)
		}
	}
	b.WriteString("## Races\n\nThe ratio is the median of the ratios within one round, the quartiles are beside it. B and allocations are those of one piece\n" +
		"of work in this process; a contender in another process has none here.\n\n")
	for i := range r.Races {
		racePage(&b, &r.Races[i])
	}
	figuresPage(&b, r)
	if r.Profile != "" {
		b.WriteString("## Where a call spends its time\n\n" + profileIntro + "```\n" + r.Profile + "```\n\n")
	}
	b.WriteString(howTo)
	files["performance.md"] = []byte(b.String())
	return files
}

const intro = `# Performance

<!-- Written by make bench-publish from one run; edit conformance/bench/page.go instead. -->

What one payment costs, measured on %s with %s on %s, a machine that others use at the same time. Everything that is
compared ran in turn, in slices of milliseconds; what counts are **medians of the ratios within one round**. The races
of the codec and of the lists compare processor time, which a busy machine does not change much; calls compare the
time on the wall. Single times are for orientation. Every check is on in what is ours.

**Workload W** is one payment with card data: a request of 40 fields (1.7 KB) and an answer of 40 fields, each with
` + "`xsi:type`" + ` (2.9 KB), with Cyrillic, references and a base64 value. **The hand bound** is written for W alone, with every check of
a strict reader; the tests hold it to the malformed set that the product refuses
(` + "[`conformance/bench/hand`](../conformance/bench/hand)" + `). It does not check what it writes, ours does.

`

const profileIntro = "Processor time of the client in the race with one worker, by the function that spent it or called what did\n(`go tool pprof -top -cum`).\n\n"

// howTo ends the page.
//
//go:embed howto.md
var howTo string

func goalPage(b *strings.Builder, r *Report) {
	b.WriteString("| what | goal | measured | |\n|---|--:|--:|---|\n")
	var missed []Goal
	for _, g := range Goals() {
		v := g.Value(r)
		verdict := "reached"
		switch {
		case math.IsNaN(v):
			verdict = "not measured in this run"
		case !g.Met(v):
			verdict = "**missed**"
			missed = append(missed, g)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", g.What, strings.TrimSpace(g.Text()), number(v), verdict)
	}
	if len(missed) == 0 {
		b.WriteString("\nAll goals that could be measured here are reached.\n")
		return
	}
	b.WriteString("\n### What is missed, by how much and why\n\n")
	for _, g := range missed {
		v := g.Value(r)
		fmt.Fprintf(b, "* **%s**: %s instead of %s (%.0f %% off). %s\n", g.What, number(v), g.Text(), 100*math.Abs(v/g.Bound-1), reason(g.Why))
	}
}

// reason says where the time goes that a goal is missed by.
func reason(id string) string {
	switch id {
	case "call":
		return "See *Where a call spends its time*: the transport is net/http's and costs what raw costs; the rest is reading and verifying the answer, " +
			"checking and digesting the request, the deadline and the trace that proves what was sent. In a call all of it runs with cold caches, so it costs " +
			"twice what it costs in the races of the codec. The hand bound over net/http, which checks no request and verifies nothing, is in the same race."
	case "decode":
		return "It is memory, not work: callgrind counts 67,600 instructions for a decode with every check, a sixth of them for the legality of every character, and 78,500 for " +
			"the hand bound. A new record is 2.7 KB with pointers all over it, to be cleared, marked and swept again; see the same race into a kept record, as a client reads."
	case "journal":
		return "The bound is a loop that never waits. Workers come back from one commit while the next is on its way, so a commit carries fewer than 16 of them."
	case "flat":
		return "The collector lets the heap of a busy machine overshoot its 4 MiB by as much again; the short list ends before that. What is live does not grow (TestStream_HeapIsFlatWhateverTheNumberOfRecords)."
	case "sign":
		return "The difference is the base64 text and its buffer, under a microsecond of hundreds, and the spread of two slices."
	case "generate":
		return "Reading, merging, checking and formatting are single passes over the model; two thirds are gofmt and etree (see the generator's own benchmarks)."
	}
	return "The quartiles of its race below show how far the slices of this run lie apart."
}

func racePage(b *strings.Builder, r *Result) {
	base := r.Lanes[0].Name
	fmt.Fprintf(b, "### %s\n\n| contender | least | median | × %s | quartiles | B | allocations |\n|---|--:|--:|--:|--:|--:|--:|\n", r.Title, base)
	for i := range r.Lanes {
		l := &r.Lanes[i]
		least, median := r.Cost(l)
		ratio, low, high := r.Ratio(l.Name, base)
		fmt.Fprintf(b, "| %s | %s | %s%s | %.2f | %.2f–%.2f | %s | %s |\n", l.Name, Nanoseconds(least), Nanoseconds(median), rate(r.Unit, median),
			ratio, low, high, whole(l.Bytes), whole(l.Allocs))
	}
	b.WriteByte('\n')
}

func rate(unit int, ns float64) string {
	if unit == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s MB/s)", number(math.Round(float64(unit)*1000/ns)))
}

func figuresPage(b *strings.Builder, r *Report) {
	if len(r.Peers) > 0 {
		b.WriteString("## Peers\n\nEach works in a process of its own, which is told how often and answers with its own processor time.\n\n")
		for _, p := range r.Peers {
			b.WriteString("* " + p + "\n")
		}
		b.WriteByte('\n')
	}
	for _, s := range r.Skipped {
		b.WriteString("* skipped: " + s + "\n")
	}
	b.WriteByte('\n')
}

func plots(r *Report) map[string][]byte {
	files := map[string][]byte{}
	for name, title := range map[string]string{
		"encode": "Encode the request of W: processor time", "decode": "Decode the answer of W, checked: processor time",
		"call-plain-1": "A typed call over loopback, one worker", "call-plain-16": "A typed call over loopback, 16 workers: time per call",
	} {
		if race := r.Race(name); race != nil {
			files["performance/"+name+".svg"] = bars(title, "ns", barsOf(race, race.Lanes[0].Name))
		}
	}
	if race := r.Race("peers-both"); race != nil {
		files["performance/both.svg"] = bars("Encode and decode W, against the peers: processor time", "ns", barsOf(race, Ours))
	}
	var lines []series
	for _, name := range []string{Ours, OursStream, XMLStream} {
		line := series{name: name}
		for i := range r.Races {
			race := &r.Races[i]
			if l := race.Lane(name); l != nil && strings.HasPrefix(race.Name, "list-") {
				_, median := race.Cost(l)
				line.points = append(line.points, [2]float64{float64(race.Unit), median})
			}
		}
		if len(line.points) > 1 {
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		files["performance/growth.svg"] = growth("A list that grows: processor time to read it", lines)
	}
	return files
}

func barsOf(r *Result, base string) []bar {
	var list []bar
	for i := range r.Lanes {
		l := &r.Lanes[i]
		_, median := r.Cost(l)
		ratio, _, _ := r.Ratio(l.Name, base)
		list = append(list, bar{name: l.Name, value: median, label: fmt.Sprintf("%s, %.2f ×", Nanoseconds(median), ratio)})
	}
	return list
}
