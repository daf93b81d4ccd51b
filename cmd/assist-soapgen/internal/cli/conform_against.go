package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/conformance/report"
	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// differ runs the plan on its target and on that of --against, and says in what the
// two differ. It judges neither.
func (f *conformFlags) differ(ctx context.Context, s *session, plan *conformance.Plan, evidence []string) error {
	other := *plan
	switch {
	case isEndpoint(f.against):
		target, err := f.endpointTarget(s, f.against, f.againstConfig)
		if err != nil {
			return err
		}
		other.Target = target
		decided, err := other.Guard(conformance.Consent{Flag: f.meanProduction, Environment: os.Getenv(allowProduction)})
		if err != nil {
			return planError(err)
		}
		evidence = append(evidence, decided...)
	case f.against == "sandbox":
		target, end, err := conformance.Embedded(sandbox.Config{Seed: 2})
		if err != nil {
			return err
		}
		defer func() { _ = end() }()
		other.Target = target
	default:
		tape, err := recording.Replay(f.against, plan.Services)
		if err != nil {
			return usageError("--against is sandbox, an address or a directory of --record: %v", err)
		}
		merchants := plan.Target.Merchants
		other.Tape, other.Target = tape, conformance.Recorded(tape, merchants)
	}
	plan.Observe = report.Progress(s.stderr, isTerminal(s.stderr))
	other.Observe = report.Progress(s.stderr, isTerminal(s.stderr))
	found, err := conformance.Compare(ctx, *plan, other)
	if err != nil {
		return planError(err)
	}
	for _, decision := range evidence {
		fmt.Fprintln(s.stdout, decision)
	}
	if err := report.Contrast(s.stdout, found); err != nil {
		return err
	}
	if f.json != "" {
		if err := writeFile(f.json, func(w io.Writer) error { return report.ContrastJSON(w, found) }); err != nil {
			return err
		}
	}
	if !found.Alike() {
		return &exitError{exitFindings, nil}
	}
	return nil
}

// isEndpoint tells an address from a word and from a directory.
func isEndpoint(text string) bool { return strings.Contains(text, "://") }
