package migration

import (
	"bytes"
	"fmt"
	"go/types"
	"io"
	"io/fs"
	"log"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/hooklift/gowsdl"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// remote is an import that gowsdl would download: it knows no other way and no refusal.
var remote = regexp.MustCompile(`(?:schemaLocation|location)\s*=\s*["']https?://[^"']+\.(?:xsd|wsdl)["'?]|schemaLocation\s*=\s*["'](https?://[^"']+)["']`)

// runTheirs generates with gowsdl and returns the source of the one file it writes.
func runTheirs(root fs.FS, defs *model.Definitions, file string) (out Output, source []byte) {
	for _, doc := range defs.Documents {
		text, err := fs.ReadFile(root, doc.Path)
		if found := remote.Find(text); err == nil && found != nil {
			out.Refused = fmt.Sprintf("not run, because it would download %s", found)
			return out, nil
		}
	}
	defer func() {
		if p := recover(); p != nil {
			out.Refused, source = fmt.Sprintf("panic: %v", p), nil
		}
	}()
	log.SetOutput(io.Discard) // it logs what it reads
	g, err := gowsdl.NewGoWSDL(filepath.FromSlash(file), "theirs", false, true)
	if err != nil {
		out.Refused = err.Error()
		return out, nil
	}
	made, err := g.Start()
	if err != nil {
		out.Refused = err.Error()
		return out, nil
	}
	source = bytes.Join([][]byte{made["header"], made["types"], made["operations"]}, []byte("\n"))
	return out, source
}

// countTheirs counts the operations of the interfaces gowsdl writes, one for each
// portType, each operation twice: with and without a context.
func countTheirs(pkg *types.Package) int {
	if pkg == nil {
		return 0
	}
	n := 0
	for _, name := range pkg.Scope().Names() {
		t, ok := pkg.Scope().Lookup(name).Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for m := range t.Methods() {
			if strings.HasSuffix(m.Name(), "Context") {
				n++
			}
		}
	}
	return n
}
