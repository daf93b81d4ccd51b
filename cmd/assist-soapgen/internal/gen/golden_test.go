package gen

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the generator makes into testdata/*/want; refused when CI is set")

// TestGolden runs the cases of testdata: a WSDL (in.wsdl, foreign) or a folder of the
// project's kind (wsdl/), and what must come of it: want/*.go, or stderr.txt with the
// problems. Both may be there: then the problems are warnings. why.md says what the
// case is for.
func TestGolden(t *testing.T) {
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update is refused under CI: golden files are changed by people")
	}
	folders, err := filepath.Glob("testdata/*/why.md")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	checker := newTypeChecker()
	for _, why := range folders {
		folder := filepath.Dir(why)
		t.Run(filepath.Base(folder), func(t *testing.T) {
			files, said := runCase(t, folder)
			if *update {
				updateCase(t, folder, files, said)
			}
			want := readWant(t, folder)
			if diff := cmp.Diff(want, textOf(files)); diff != "" {
				t.Errorf("want/ differs (-want +got); -update writes what was made:\n%s", diff)
			}
			if diff := cmp.Diff(readText(filepath.Join(folder, "stderr.txt")), said); diff != "" {
				t.Errorf("stderr.txt differs (-want +got):\n%s", diff)
			}
			for dir, group := range byFolder(files) {
				t.Run("compiles "+dir, func(t *testing.T) { checker.mustCheck(t, group) })
			}
		})
	}
}

// runCase generates and returns the files and what would be printed.
func runCase(t *testing.T, folder string) (Files, string) {
	t.Helper()
	var output *Output
	var err error
	if _, missing := os.Stat(filepath.Join(folder, "wsdl")); missing == nil {
		output, err = Project(os.DirFS(filepath.Join(folder, "wsdl")))
	} else {
		output, err = Foreign(os.DirFS(folder), "in.wsdl", ForeignOptions{Package: "stub"})
	}
	if err != nil {
		return nil, err.Error() + "\n"
	}
	said := ""
	if len(output.Warnings) > 0 {
		said = output.Warnings.Error() + "\n"
	}
	return output.Files, said
}

func updateCase(t *testing.T, folder string, files Files, said string) {
	t.Helper()
	want := filepath.Join(folder, "want")
	if err := os.RemoveAll(want); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if name == "codes/codes.gen.go" || name == "catalog/catalog.gen.go" {
			continue
		}
		if err := writeFile(filepath.Join(want, filepath.FromSlash(name)), content); err != nil {
			t.Fatal(err)
		}
	}
	stderr := filepath.Join(folder, "stderr.txt")
	if said == "" {
		_ = os.Remove(stderr)
	} else if err := os.WriteFile(stderr, []byte(said), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readWant(t *testing.T, folder string) map[string]string {
	t.Helper()
	want := map[string]string{}
	root := filepath.Join(folder, "want")
	err := filepath.WalkDir(root, func(at string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}
		name, err := filepath.Rel(root, at)
		want[filepath.ToSlash(name)] = readText(at)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return want
}

func readText(at string) string {
	content, err := os.ReadFile(at)
	if err != nil {
		return ""
	}
	return string(content)
}

// textOf drops the two packages that depend on every service at once: what they hold
// is compared in generated/ itself.
func textOf(files Files) map[string]string {
	text := map[string]string{}
	for name, content := range files {
		if name != "codes/codes.gen.go" && name != "catalog/catalog.gen.go" {
			text[name] = string(content)
		}
	}
	return text
}

func byFolder(files Files) map[string]map[string][]byte {
	groups := map[string]map[string][]byte{}
	for name, content := range files {
		dir, base := ".", name
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			dir, base = name[:i], name[i+1:]
		}
		if dir == "catalog" {
			continue // its imports lie in generated/ only for the project's own services
		}
		if groups[dir] == nil {
			groups[dir] = map[string][]byte{}
		}
		groups[dir][base] = content
	}
	return groups
}
