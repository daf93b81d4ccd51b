package gen

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// typeChecker checks generated packages without the go command. The packages they
// import are read from source once.
type typeChecker struct {
	set      *token.FileSet
	importer types.Importer
}

func newTypeChecker() *typeChecker {
	set := token.NewFileSet()
	return &typeChecker{set, importer.ForCompiler(set, "source", nil)}
}

// check returns the errors of a package made of the .go files among files.
func (c *typeChecker) check(files map[string][]byte) (*types.Package, []error) {
	var parsed []*ast.File
	var errs []error
	for _, name := range Files(files).Names() {
		f, err := parser.ParseFile(c.set, name, files[name], parser.SkipObjectResolution)
		if err != nil {
			return nil, []error{err}
		}
		parsed = append(parsed, f)
	}
	config := types.Config{Importer: c.importer, Error: func(err error) { errs = append(errs, err) }}
	pkg, _ := config.Check("generated", c.set, parsed, nil)
	return pkg, errs
}

func (c *typeChecker) mustCheck(t *testing.T, files map[string][]byte) {
	t.Helper()
	if _, errs := c.check(files); len(errs) > 0 {
		var lines []string
		for _, err := range errs {
			lines = append(lines, err.Error())
		}
		t.Errorf("the generated package does not compile:\n%s", strings.Join(lines, "\n"))
	}
}
