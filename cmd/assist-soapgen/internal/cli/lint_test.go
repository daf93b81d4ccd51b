package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestLint_WhatIsFoundInOurOwnWSDLsIsDecided runs the command line of make lint.
func TestLint_WhatIsFoundInOurOwnWSDLsIsDecided(t *testing.T) {
	const folder = "../../../../wsdl/"
	files, err := filepath.Glob(folder + "*.wsdl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no WSDL: %v", err)
	}
	var out, problems bytes.Buffer
	args := append([]string{"lint", "--fail-on", "warning", "--approvals", folder + "lint.approved"}, files...)
	if code := Run(args, strings.NewReader(""), &out, &problems); code != exitOK {
		t.Errorf("exit code %d\n%s%s", code, out.String(), problems.String())
	}
}
