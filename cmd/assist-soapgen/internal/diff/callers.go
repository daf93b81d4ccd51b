package diff

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// textFile is a file that was read whole.
type textFile struct{ name, text string }

// textFiles reads the wanted files below a root, in order of name. Hidden, vendored
// and test data folders are left out.
func textFiles(root fs.FS, want func(name string) bool) ([]textFile, error) {
	var files []textFile
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && skippedFolder(root, name):
			return fs.SkipDir
		case d.IsDir() || !want(name):
			return nil
		}
		content, err := fs.ReadFile(root, name)
		files = append(files, textFile{name, string(content)})
		return err
	})
	return files, err
}

// skippedFolder reports whether a folder is no part of the module.
func skippedFolder(root fs.FS, name string) bool {
	base := path.Base(name)
	if base == "vendor" || base == "testdata" || base[0] == '.' || base[0] == '_' {
		return true
	}
	_, err := fs.Stat(root, name+"/go.mod")
	return err == nil
}

// addCallers lists where Go code outside of generated files uses the symbols: by
// name, in selectors and in the keys of composite literals. The types of the values
// are not looked at, so that a field of another type with the same name is listed too.
func (c *comparer) addCallers(wanted map[string]bool) error {
	if c.options.Callers == nil || len(wanted) == 0 {
		return nil
	}
	files, err := textFiles(c.options.Callers, func(name string) bool { return strings.HasSuffix(name, ".go") })
	if err != nil {
		return fmt.Errorf("callers: %w", err)
	}
	uses := map[string][]string{}
	for _, f := range files {
		if err := usesIn(f, wanted, uses); err != nil {
			return fmt.Errorf("callers: %w", err)
		}
	}
	for _, e := range c.entries {
		if e.fate == added {
			continue
		}
		symbols := slices.Clone(e.Impact)
		for _, symbol := range symbols {
			if symbol.Kind != finding.Symbol {
				continue
			}
			places := uses[symbol.Place]
			for _, at := range places[:min(len(places), maxImpact)] {
				e.Impact = append(e.Impact, finding.Impact{Kind: finding.Caller, Place: at, Text: text("uses ."+symbol.Place, "использует ."+symbol.Place)})
			}
			if n := len(places) - maxImpact; n > 0 {
				e.Impact = append(e.Impact, finding.Impact{Kind: finding.Caller, Place: "…", Text: text(fmt.Sprintf("%d more uses of .%s", n, symbol.Place), fmt.Sprintf("ещё обращений к .%s: %d", symbol.Place, n))})
			}
		}
	}
	return nil
}

// usesIn adds the places of one file to uses.
func usesIn(f textFile, wanted map[string]bool, uses map[string][]string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, f.name, f.text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	if ast.IsGenerated(file) {
		return nil
	}
	note := func(id *ast.Ident) {
		if wanted[id.Name] {
			uses[id.Name] = append(uses[id.Name], set.Position(id.Pos()).String())
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			note(n.Sel)
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				note(key)
			}
		}
		return true
	})
	return nil
}
