package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance/bench"
)

// measurement is one run of the benchmarks.
type measurement struct {
	root           string
	short, publish bool
	only, from     string
	report         bench.Report
	peers          []*peer
}

// run tells the story: race, measure processes, judge, write.
func (m *measurement) run() error {
	if err := os.MkdirAll(m.build(), 0o755); err != nil {
		return err
	}
	var err error
	if m.report, err = bench.ReadReport(m.from); err != nil {
		return err
	}
	m.startPeers()
	defer m.stopPeers()
	for _, part := range []func() error{m.codecs, m.digests, m.lists, m.calls, m.journals, m.processes} {
		if err := part(); err != nil { // what others found out is not lost for it
			return errors.Join(err, m.write())
		}
	}
	return m.write()
}

// build is where everything goes that is not published.
func (m *measurement) build() string { return filepath.Join(m.root, "build", "bench") }

// rounds are fewer in a short run.
func (m *measurement) rounds(full, short int) int {
	if m.short {
		return short
	}
	return full
}

func (m *measurement) race(r bench.Race) error {
	if !strings.HasPrefix(r.Name, m.only) {
		return nil
	}
	result, err := r.Run()
	if err != nil {
		return err
	}
	if known := m.report.Race(r.Name); known != nil {
		*known = result
	} else {
		m.report.Races = append(m.report.Races, result)
	}
	fmt.Print(result.Table())
	return nil
}

func (m *measurement) races(races []bench.Race, err error) error {
	for i := range races {
		if err == nil {
			err = m.race(races[i])
		}
	}
	return err
}

// codecs are the races of the codec: in this process with gowsdl, and with the peers in
// theirs.
func (m *measurement) codecs() error {
	races, err := bench.Codecs(m.rounds(200, 60))
	if err != nil {
		return err
	}
	g := gowsdl{bench.NewPayload()}
	work := map[string]func() error{"encode": g.encode, "decode": g.decode, "both": g.both}
	for i := range races {
		r := &races[i]
		r.Contenders = append(r.Contenders, bench.Contender{Name: bench.Gowsdl, Run: bench.Each(work[r.Name])})
	}
	if err := m.races(races, nil); err != nil {
		return err
	}
	return m.foreign()
}

func (m *measurement) digests() error { return m.races(bench.Digests(m.rounds(200, 40))) }

func (m *measurement) lists() error {
	if m.short {
		return m.races(bench.Lists(5, 100, 1300))
	}
	return m.races(bench.Lists(9, 1, 100, 1000, 1300, 10000, 20000))
}

func (m *measurement) calls() error {
	if !strings.HasPrefix("call", m.only) && !strings.HasPrefix(m.only, "call") {
		return nil
	}
	server, err := bench.StartServer("serve")
	if err != nil {
		return err
	}
	defer server.Stop()
	if m.publish {
		if m.report.Profile, err = bench.ProfileCalls(bench.Lines(server)[0], m.build()); err != nil {
			m.report.Skipped = append(m.report.Skipped, "the profile: "+err.Error())
		}
	}
	g := gowsdl{bench.NewPayload()}
	for _, line := range bench.Lines(server) {
		if m.short && line.Server.Plain != line.URL {
			continue
		}
		race, err := bench.Calls(line, m.rounds(25, 11), 200*time.Millisecond)
		if err != nil {
			return err
		}
		race.Contenders = append(race.Contenders, g.callers(line)...)
		if err := m.race(race); err != nil {
			return err
		}
	}
	return nil
}

func (m *measurement) journals() error {
	if m.short || !strings.HasPrefix("journal-16", m.only) {
		return nil
	}
	dir, err := os.MkdirTemp(m.build(), "journal-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	race, done, err := bench.Journals(dir, 21)
	if err != nil {
		return err
	}
	defer done()
	return m.race(race)
}

// processes measures memory, the generator and the suite.
func (m *measurement) processes() error {
	if m.only != "" && m.only != "figures" {
		return nil
	}
	build, err := filepath.Abs(m.build())
	if err != nil {
		return err
	}
	if err := bench.Memory(m.root, build, m.report.Figures); err != nil || m.short {
		return err
	}
	binary, err := filepath.Abs(filepath.Join(m.root, "build", "assist-soapgen"))
	if err != nil {
		return err
	}
	// The name keeps what is generated out of ./... of the repository.
	dir, err := os.MkdirTemp(filepath.Join(m.root, "build"), "_generated-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	return bench.Binary(binary, dir, m.report.Figures)
}
