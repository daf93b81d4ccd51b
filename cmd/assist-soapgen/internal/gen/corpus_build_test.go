package gen

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var buildCorpus = flag.Bool("corpus", false, "build and vet what the corpus generates with the go command; takes minutes")

// TestCorpus_BuildsAndVets puts every output into one module and lets the go command
// have its say.
func TestCorpus_BuildsAndVets(t *testing.T) {
	if !*buildCorpus {
		t.Skip("runs with -corpus; go/types checks the same outputs in TestCorpus_GeneratesAndCompiles")
	}
	module := corpusModule(t)
	n := 0
	for i, f := range closedCorpus(t) {
		output, err := f.generate()
		if err != nil {
			continue
		}
		n++
		if _, err := output.Files.Write(filepath.Join(module, fmt.Sprintf("p%03d", i))); err != nil {
			t.Fatal(err)
		}
	}
	for _, command := range []string{"build", "vet"} {
		run := inModule(exec.CommandContext(t.Context(), "go", command, "./..."), module)
		if said, err := run.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", command, err, said)
		}
	}
	t.Logf("%d outputs built and vetted", n)
}

// corpusModule is an empty module that requires this one.
func corpusModule(t *testing.T) string {
	t.Helper()
	module := t.TempDir()
	const name = "github.com/assist-soap/toolkit"
	text := "module corpus\n\ngo 1.26\n\nrequire " + name + " v0.0.0\n\nreplace " + name + " => " + repository(t) + "\n"
	if err := os.WriteFile(filepath.Join(module, "go.mod"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return module
}

// inModule makes a go command work offline in a module.
func inModule(run *exec.Cmd, module string) *exec.Cmd {
	run.Dir = module
	run.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	return run
}
