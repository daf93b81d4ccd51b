package migration

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// checker type-checks generated packages. What they import is read from source, once.
type checker struct {
	set      *token.FileSet
	importer types.Importer
}

func newChecker() *checker {
	set := token.NewFileSet()
	return &checker{set, importer.ForCompiler(set, "source", nil)}
}

// check fills in errors, or why there can be none, and returns the package.
func (c *checker) check(out *Output, files map[string][]byte) *types.Package {
	var parsed []*ast.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := parser.ParseFile(c.set, name, files[name], parser.SkipObjectResolution)
		if err != nil {
			out.Errors = append(out.Errors, err.Error())
			continue
		}
		parsed = append(parsed, f)
	}
	config := types.Config{Importer: c.importer, Error: func(err error) {
		var wrong types.Error
		text := err.Error()
		if errors.As(err, &wrong) {
			text = wrong.Msg
		}
		switch {
		case strings.HasPrefix(text, "could not import"):
			out.Unchecked = text
		case !slices.Contains(out.Errors, text):
			out.Errors = append(out.Errors, text)
		}
	}}
	pkg, _ := config.Check("generated", c.set, parsed, nil)
	return pkg
}
