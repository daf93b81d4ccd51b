package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/conformance/evidence"
	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/conformance/report"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

func (f *conformFlags) load() ([]*conformance.Case, error) {
	files, err := f.caseFiles()
	if err != nil {
		return nil, err
	}
	loaded, err := conformance.Load(files, ".")
	if err == nil {
		err = conformance.Lint(loaded, catalog.Services())
	}
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return loaded, nil
}

// caseFiles are those of --cases, of the evidence bundle that is replayed, or the
// built-in ones.
func (f *conformFlags) caseFiles() (fs.FS, error) {
	switch {
	case f.cases != "":
		if info, err := os.Stat(f.cases); err != nil || !info.IsDir() {
			return nil, usageError("--cases %s: it is no directory", f.cases)
		}
		return os.DirFS(f.cases), nil
	case strings.HasSuffix(f.replay, ".zip"):
		files, err := openBundle(f.replay, evidence.Cases)
		if err != nil {
			return nil, usageError("--replay: %v", err)
		}
		return files, nil
	}
	return cases.Files, nil
}

func (f *conformFlags) listCases(w io.Writer, plan *conformance.Plan) error {
	chosen, err := plan.Choose()
	if err != nil {
		return &exitError{exitUsage, err}
	}
	if f.json != "" {
		return writeFile(f.json, func(w io.Writer) error { return report.Cases(w, chosen) })
	}
	for _, c := range chosen {
		fmt.Fprintf(w, "%-44s %s\n", c.Name, c.Title)
	}
	return nil
}

// readTestCards reads the file of --test-cards.
func (f *conformFlags) readTestCards() ([]string, error) {
	if f.testCards == "" {
		return nil, nil
	}
	text, err := os.ReadFile(f.testCards)
	if err != nil {
		return nil, usageError("--test-cards: %v", err)
	}
	var numbers []string
	for i, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		number := strings.NewReplacer(" ", "", "-", "", "\r", "").Replace(line)
		switch {
		case number == "":
		case strings.Trim(number, "0123456789") != "":
			return nil, usageError("%s:%d: it is no card number", f.testCards, i+1)
		default:
			numbers = append(numbers, number)
		}
	}
	return numbers, nil
}

// aim gives the plan its target and, when the run is recorded or replayed, its tape. The
// function it returns ends the target.
func (f *conformFlags) aim(s *session, plan *conformance.Plan) (func() error, error) {
	nothing := func() error { return nil }
	if f.replay != "" {
		tape, err := f.tape(plan.Services)
		if err != nil {
			return nil, usageError("--replay: %v", err)
		}
		var merchants []soapclient.Merchant
		var cards map[string]conformance.TestCard
		if f.config != "" {
			config, err := f.readConfig(s, f.config)
			if err != nil {
				return nil, err
			}
			merchants, cards = config.merchants, config.cards
		}
		plan.Tape, plan.Target = tape, conformance.Recorded(tape, merchants)
		plan.Target.Cards = cards
		return nothing, nil
	}
	target, end, err := f.target(s)
	if err != nil {
		return nil, err
	}
	plan.Target = target
	if f.evidence != "" && f.record == "" {
		if end, err = f.recordForEvidence(end); err != nil {
			return nil, err
		}
	}
	if f.record != "" {
		info := recording.Info{Target: target.Name, Offers: target.Offers, Made: time.Now().UTC().Format(time.RFC3339)}
		if plan.Tape, err = recording.Record(f.record, plan.Services, info); err != nil {
			_ = end()
			return nil, usageError("--record: %v", err)
		}
	}
	return end, nil
}

// recordForEvidence makes the run record into a folder that goes when it ends.
func (f *conformFlags) recordForEvidence(end func() error) (func() error, error) {
	dir, err := os.MkdirTemp("", "assist-soapgen-evidence-")
	if err != nil {
		_ = end()
		return nil, err
	}
	f.record = filepath.Join(dir, "recording")
	return func() error { return errors.Join(end(), os.RemoveAll(dir)) }, nil
}

// tape opens the recording of --replay: a directory, or the one in an evidence bundle.
func (f *conformFlags) tape(services []*service.Service) (*recording.Tape, error) {
	if !strings.HasSuffix(f.replay, ".zip") {
		return recording.Replay(f.replay, services)
	}
	files, err := openBundle(f.replay, evidence.Recording)
	if err != nil {
		return nil, err
	}
	return recording.ReplayFrom(files, services)
}

// target starts the embedded sandbox, or describes the endpoint of the flags. Its
// merchants come from the file of --config; time there is the wall clock's.
func (f *conformFlags) target(s *session) (conformance.Target, func() error, error) {
	if f.endpoint == "" {
		return conformance.Embedded(sandbox.Config{})
	}
	target, err := f.endpointTarget(s, f.endpoint, f.config)
	return target, func() error { return nil }, err
}

// endpointTarget describes an endpoint that somebody else runs: it is asked no faster
// than its documents and the merchant's file allow.
func (f *conformFlags) endpointTarget(s *session, endpoint, file string) (conformance.Target, error) {
	config, err := f.readConfig(s, file)
	if err != nil {
		return conformance.Target{}, err
	}
	if _, err := soapclient.New(endpoint, config.merchants[0], config.options...); err != nil {
		return conformance.Target{}, &exitError{exitUsage, err}
	}
	return conformance.Target{
		Name: endpoint, Endpoint: strings.TrimRight(endpoint, "/"), Merchants: config.merchants, Signing: config.signing, Cards: config.cards,
		Options: config.options, Now: time.Now,
		Pace: conformance.Pace{Limits: true, Gap: config.gap, Patience: f.maxWait},
	}, nil
}

func (f *conformFlags) readConfig(s *session, file string) (*merchantConfig, error) {
	config, err := readMerchantConfig(file)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	for _, warning := range config.warnings {
		fmt.Fprintln(s.stderr, "assist-soapgen conform:", warning)
	}
	return config, nil
}
