package gen

import (
	"errors"
	"io/fs"
	"testing"

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
	all, err := describeAll(folder, names, set, &problems)
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
