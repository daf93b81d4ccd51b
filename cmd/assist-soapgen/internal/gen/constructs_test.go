package gen

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// TestConstructs_Compile type-checks what becomes of each corner of WSDL and XML Schema.
// Package wiretest sends and reads values of the same WSDLs.
func TestConstructs_Compile(t *testing.T) {
	checker := newTypeChecker()
	root := os.DirFS("testdata/constructs")
	err := fs.WalkDir(root, ".", func(name string, _ fs.DirEntry, err error) error {
		if !strings.HasSuffix(name, ".wsdl") || name == "imports/abs.wsdl" {
			return err
		}
		output, err := Foreign(root, name, ForeignOptions{Package: "stub"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return nil
		}
		if _, errs := checker.check(output.Files); len(errs) > 0 {
			t.Errorf("%s does not compile: %v", name, errs[0])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
