package migration

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is reported into testdata; refused when CI is set")

// TestCompare_ReportsAreAsWritten runs both generators on the WSDLs of testdata.
func TestCompare_ReportsAreAsWritten(t *testing.T) {
	if underRace {
		t.Skip("gowsdl v0.5.0 itself races: Start writes one map from two goroutines (gowsdl.go:134 and :145)")
	}
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update is refused under CI: golden files are changed by people")
	}
	files, err := filepath.Glob("testdata/*.wsdl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		report, err := Compare("testdata", file)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if len(report.Ours.Errors) > 0 {
			t.Errorf("%s: our output does not compile: %v", file, report.Ours.Errors)
		}
		for suffix, got := range map[string]string{".txt": report.Text(), ".md": report.Markdown()} {
			golden := strings.TrimSuffix(file, ".wsdl") + suffix
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, _ := os.ReadFile(golden)
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s differs (-want +got); -update writes what was made:\n%s", golden, diff)
			}
		}
	}
}

func TestCompare_WhatOursRefusesIsAnError(t *testing.T) {
	if _, err := Compare("testdata", "testdata/absent.wsdl"); err == nil {
		t.Error("a WSDL that is not there was compared")
	}
}
