// Package archtest asserts the floors of the house: who may import whom, and that
// only the rooms made for it know a service by name (docs/architecture.md).
package archtest

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/assist-soap/toolkit/"

// rooms says, per folder, which other rooms and which third-party modules its
// packages may import (tests excepted). A longer prefix wins.
var rooms = []struct {
	prefix string
	ours   []string
	others []string
}{
	{"service", nil, nil},
	{"checkvalue", []string{"service"}, []string{"golang.org/x/text"}},
	{"checkvalue/signedmessage", []string{"service", "checkvalue"}, []string{"github.com/ProtonMail/go-crypto", "golang.org/x/text"}},
	{"envelope", []string{"service", "checkvalue", "envelope"}, []string{"golang.org/x/text"}},
	{"soapclient", []string{"service", "checkvalue", "envelope", "soapclient"}, []string{"golang.org/x/text"}},
	{
		"soapclient/gowsdlclient", []string{"service", "envelope", "soapclient"},
		[]string{"github.com/hooklift/gowsdl/soap"},
	},
	{"generated", []string{"service", "generated"}, nil},
	{"wsdl", nil, nil},
	{"examples", nil, nil},
	{"conformance/sandbox", []string{"service", "generated", "wsdl", "conformance/sandbox"}, []string{"github.com/beevik/etree", "golang.org/x/text"}},
	{
		"conformance",
		[]string{"service", "checkvalue", "envelope", "soapclient", "generated", "wsdl", "conformance"},
		[]string{"github.com/beevik/etree", "github.com/google/go-cmp", "golang.org/x/text", "golang.org/x/tools/txtar", "github.com/jacoelho/xsd"},
	},
	{
		"cmd/assist-soapgen/crosscheck",
		[]string{"service", "cmd"},
		[]string{"github.com/hooklift/gowsdl", "github.com/google/go-cmp", "github.com/beevik/etree", "golang.org/x/text"},
	},
	{
		"cmd",
		[]string{"service", "checkvalue", "envelope", "soapclient", "generated", "wsdl", "conformance", "cmd"},
		[]string{"github.com/beevik/etree", "github.com/spf13/pflag", "go.yaml.in/yaml/v4", "golang.org/x/text"},
	},
}

type goPackage struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Standard   bool
	Deps       []string
}

func packages(t *testing.T, args ...string) []goPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

func TestArchitecture_ImportsRunDown(t *testing.T) {
	list := packages(t, module+"...")
	if len(list) < 10 {
		t.Fatalf("go list found %d packages; the test sees nothing", len(list))
	}
	for _, p := range list {
		room := roomOf(p.ImportPath)
		if room < 0 {
			t.Errorf("%s lies in no room; add the room to this table and to docs/architecture.md", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if !allowed(room, imported) {
				t.Errorf("%s imports %s, which its room may not", p.ImportPath, imported)
			}
		}
	}
}

func roomOf(path string) int {
	path = strings.TrimPrefix(path, module)
	best := -1
	for i, r := range rooms {
		if within(path, r.prefix) && (best < 0 || len(r.prefix) > len(rooms[best].prefix)) {
			best = i
		}
	}
	return best
}

func within(path, prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+"/") }

func allowed(room int, imported string) bool {
	list := rooms[room].others
	if ours, ok := strings.CutPrefix(imported, module); ok {
		list, imported = rooms[room].ours, ours
	} else if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(list, func(prefix string) bool { return within(imported, prefix) })
}

// What a user links must not pull in anything but the standard library and x/text.
func TestArchitecture_ClientLinksOnlyStdlibAndText(t *testing.T) {
	for _, p := range packages(t, module+"soapclient", module+"generated/...") {
		for _, dep := range p.Deps {
			first, _, _ := strings.Cut(dep, "/")
			if strings.Contains(first, ".") && !strings.HasPrefix(dep, module) && !strings.HasPrefix(dep, "golang.org/x/text") {
				t.Errorf("%s depends on %s", p.ImportPath, dep)
			}
		}
	}
}

// gowsdl's root package ends the process in init when the temporary folder is not
// writable, so nothing that people start may link it.
func TestArchitecture_GowsdlStaysOutOfTheBinary(t *testing.T) {
	for _, p := range packages(t, module+"cmd/assist-soapgen") {
		if slices.Contains(p.Deps, "github.com/hooklift/gowsdl") {
			t.Errorf("%s links gowsdl", p.ImportPath)
		}
	}
}

// Adding a service must not touch Go code outside wsdl/, generated/ and conformance/.
func TestArchitecture_NoServiceIsNamedOutsideItsRooms(t *testing.T) {
	root := packages(t, module+"wsdl")[0].Dir
	names := serviceNames(t, root)
	for _, p := range packages(t, module+"...") {
		room := strings.TrimPrefix(p.ImportPath, module)
		if within(room, "generated") || within(room, "conformance") || within(room, "wsdl") {
			continue
		}
		for _, file := range p.GoFiles {
			for _, found := range literalsNaming(t, filepath.Join(p.Dir, file), names) {
				t.Errorf("%s names a service; say it in the sidecar", found)
			}
		}
	}
}

func serviceNames(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if name, ok := strings.CutSuffix(filepath.Base(path), ".service.yaml"); ok {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) < 4 {
		t.Fatalf("found %d sidecars in wsdl/: %v", len(names), err)
	}
	return names
}

// literalsNaming reports identifiers and string literals that name a service; see
// [naming]. Help examples (a field or variable called example) may show one.
func literalsNaming(t *testing.T, file string, names []string) []string {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		name := ""
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "example" {
				return false
			}
		case *ast.Ident:
			name = naming(n.Name, names, false)
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil {
				name = naming(text, names, true)
			}
		}
		if name != "" {
			found = append(found, set.Position(n.Pos()).String()+": "+name)
		}
		return true
	})
	return found
}
