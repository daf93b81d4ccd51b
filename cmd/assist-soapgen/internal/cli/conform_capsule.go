package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// writeCapsules writes what can be handed to the support of a gateway: one file for each
// failed case. A file that the scanner takes exception to is not left behind.
func (f *conformFlags) writeCapsules(out io.Writer, plan *conformance.Plan, r *conformance.Report) error {
	list, err := plan.Capsules(context.Background(), r)
	if err != nil {
		return err
	}
	for _, c := range list {
		file := filepath.Join(f.capsules, filepath.FromSlash(c.Case)+".txtar")
		if leaks := recording.ScanText(string(c.Text), plan.Target.Secrets(), testCards()); len(leaks) > 0 {
			return &exitError{exitSafety, fmt.Errorf("%s is not written: it would hold %s", file, joined(leaks))}
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, c.Text, 0o644); err != nil {
			return err
		}
		note := "it fails in the same places"
		if c.Differs != "" {
			note = c.Differs
		}
		fmt.Fprintf(out, "capsule: %s: %s\n", filepath.ToSlash(file), note)
	}
	return nil
}

// testCards are the numbers that a capsule may hold: they stand in for others.
func testCards() map[string]bool {
	cards := map[string]bool{}
	for _, c := range sandbox.TestCards() {
		cards[c.Number] = true
	}
	return cards
}
