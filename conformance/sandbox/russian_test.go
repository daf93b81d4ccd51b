package sandbox

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// sources parses the sandbox's own files.
func sources(t *testing.T) []*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// Every reason and every note can be said in Russian, and holds the same values in the
// same order.
func TestRussian_EveryReasonHasATranslation(t *testing.T) {
	at := map[string]int{"refuse": 2, "note": 0}
	found := 0
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			called, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch f := called.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			position, known := at[name]
			if !known || len(called.Args) <= position {
				return true
			}
			literal, ok := called.Args[position].(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			format, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			found++
			if _, there := russian()[format]; !there {
				t.Errorf("russian.go lacks %q", format)
			}
			return true
		})
	}
	if found < 80 {
		t.Errorf("only %d sentences were found; the test sees too little", found)
	}
	for format, said := range russian() {
		if a, b := verb.FindAllString(format, -1), verb.FindAllString(said, -1); strings.Join(a, "") != strings.Join(b, "") {
			t.Errorf("%q holds %v, %q holds %v", format, a, said, b)
		}
	}
}

// Complaints about the form of a value are put into reasons, and translated there.
func TestRussian_EveryComplaintHasATranslation(t *testing.T) {
	for _, file := range sources(t) {
		for _, declared := range file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok || !strings.HasSuffix(strings.ToLower(function.Name.Name), "complaint") && function.Name.Name != "absence" {
				continue
			}
			ast.Inspect(function.Body, func(n ast.Node) bool {
				returned, ok := n.(*ast.ReturnStmt)
				if !ok || len(returned.Results) != 1 {
					return true
				}
				if literal, ok := returned.Results[0].(*ast.BasicLit); ok {
					if text, _ := strconv.Unquote(literal.Value); text != "" && inRussian(text) == text {
						t.Errorf("%s: russian.go lacks %q", function.Name.Name, text)
					}
				}
				return true
			})
		}
	}
}

func TestRussian_ValuesThatAreSentencesAreTranslated(t *testing.T) {
	for _, c := range []struct {
		said sentence
		want string
	}{
		{say("%s %s", "cvc2", "is not three or four digits"), "cvc2 не три или четыре цифры"},
		{say("%s %s", "comment", "has 300 characters; at most 256 are allowed"), "comment содержит символов: 300; разрешено не больше 256"},
		{say("%s is mandatory and %s", "bill", "was not sent"), "bill обязателен и не передан"},
		{say("%s", "the window is longer than 24h0m0s"), "период длиннее 24h0m0s"},
		{say("bill %s exists already", "4111111111111111"), "счёт 411111****1111 уже есть"},
	} {
		if got := c.said.text().RU; got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
