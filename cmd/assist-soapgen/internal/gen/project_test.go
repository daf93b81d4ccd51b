package gen

import (
	"errors"
	"go/parser"
	"go/token"
	"io/fs"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/wsdl"
)

// projectDescriptions builds the descriptions of the project's own services.
func projectDescriptions(t *testing.T) []*description {
	t.Helper()
	return describeFolder(t, wsdl.Files)
}

func describeFolder(t *testing.T, folder fs.FS) []*description {
	t.Helper()
	set, err := specfile.ReadAll(folder)
	if err != nil {
		t.Fatal(err)
	}
	names, err := wsdlNames(folder)
	if err != nil {
		t.Fatal(err)
	}
	var problems Problems
	all, err := (&projectFolder{files: folder}).describeAll(names, set, &problems)
	if err = errors.Join(err, problemsError(problems)); err != nil {
		t.Fatal(err)
	}
	return all
}

func problemsError(problems Problems) error {
	if problems.failed() {
		return problems
	}
	return nil
}

// TestProject_TwentyRunsGiveTheSame asks for the same bytes, whatever the scheduler does.
func TestProject_TwentyRunsGiveTheSame(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	first, err := Project(wsdl.Files)
	if err != nil {
		t.Fatal(err)
	}
	runs := 20
	if underRace {
		runs = 2
	}
	for run := range runs {
		runtime.GOMAXPROCS(1 + run%2)
		again, err := Project(wsdl.Files)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first.Files, again.Files); diff != "" {
			t.Fatalf("run %d differs:\n%s", run, diff)
		}
	}
}

// TestProject_GeneratedPackagesImportServiceAndCodesOnly reads the imports of everything
// that is generated.
func TestProject_GeneratedPackagesImportServiceAndCodesOnly(t *testing.T) {
	output, err := Project(wsdl.Files)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range output.Files {
		parsed, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imported := range parsed.Imports {
			path := strings.Trim(imported.Path.Value, `"`)
			if path != servicePackage && path != "context" && !strings.HasPrefix(path, generatedPackage) {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}
