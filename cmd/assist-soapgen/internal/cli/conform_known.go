package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// readKnown reads the file of --known. --write-known may make a new one.
func (f *conformFlags) readKnown() (*conformance.Known, error) {
	if f.known == "" {
		return nil, nil
	}
	text, err := os.ReadFile(f.known)
	if f.writeKnown && errors.Is(err, fs.ErrNotExist) {
		return &conformance.Known{File: f.known}, nil
	}
	if err != nil {
		return nil, usageError("--known: %v", err)
	}
	known, err := conformance.ParseKnown(f.known, text)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return known, nil
}

// renewKnown writes the file of --known as this run would have it.
func (f *conformFlags) renewKnown(s *session, plan *conformance.Plan, r *conformance.Report) error {
	renewed := plan.Known.Renew(r, f.knownOwner, time.Now().AddDate(0, 0, f.knownDays))
	if err := os.WriteFile(f.known, []byte(renewed.String()), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "written: %s, %d entries; say in each why it is known\n", f.known, len(renewed.Entries))
	return nil
}
