package gen

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// mostBuildRatio leaves room above the goal of 1.3 for what a loaded machine adds.
const mostBuildRatio = 1.5

// TestCorpus_BuildRatio compiles the output for a large service and its struct types
// alone, in turns, and compares the processor time. Fields are required ones: that is
// what plain Go structs are like. Optional ones build faster, tables included, since Opt
// cannot be compared (ADR 8).
func TestCorpus_BuildRatio(t *testing.T) {
	if !*buildCorpus {
		t.Skip("runs with -corpus")
	}
	text := strings.ReplaceAll(syntheticWSDL(345, 80), ` minOccurs="0"`, "")
	output, err := Foreign(fstest.MapFS{"big.wsdl": {Data: []byte(text)}}, "big.wsdl", ForeignOptions{Package: "big"})
	if err != nil {
		t.Fatal(err)
	}
	module := corpusModule(t)
	bare := Files{"messages.gen.go": output.Files["messages.gen.go"]}
	var ratios []float64
	for range 5 {
		whole := compileTime(t, module, "whole", output.Files)
		ratios = append(ratios, float64(whole)/float64(compileTime(t, module, "bare", bare)))
	}
	slices.Sort(ratios)
	t.Logf("the output compiles in %.2f × the time of its bare types (%.2f)", ratios[2], ratios)
	if ratios[2] > mostBuildRatio {
		t.Errorf("that is more than %.1f; the goal is 1.3", mostBuildRatio)
	}
}

// compileTime compiles files that the build cache cannot know and returns user and
// system time.
func compileTime(t *testing.T, module, name string, files Files) time.Duration {
	t.Helper()
	folder := filepath.Join(module, name)
	if _, err := files.Write(folder); err != nil {
		t.Fatal(err)
	}
	stamp := fmt.Sprintf("package big // %d\n", time.Now().UnixNano())
	if err := os.WriteFile(filepath.Join(folder, "stamp.go"), []byte(stamp), 0o600); err != nil {
		t.Fatal(err)
	}
	run := inModule(exec.CommandContext(t.Context(), "go", "build", "./"+name), module)
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return run.ProcessState.UserTime() + run.ProcessState.SystemTime()
}
