package gen

import (
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// boundOperations reads a WSDL's documents by hand: the operations of every SOAP binding,
// by name of the binding. What one binding binds twice counts once for each overload.
func boundOperations(t *testing.T, folder string, documents []model.Document) map[string][]string {
	t.Helper()
	bound := map[string][]string{}
	for _, doc := range documents {
		if doc.Kind != model.WSDLDocument {
			continue
		}
		tree := etree.NewDocument()
		if err := tree.ReadFromFile(filepath.Join(folder, doc.Path)); err != nil {
			t.Fatal(err)
		}
		for _, binding := range tree.Root().ChildElements() {
			if binding.Tag != "binding" || !slices.ContainsFunc(binding.ChildElements(), isSOAPBinding) {
				continue
			}
			name := binding.SelectAttrValue("name", "")
			for _, e := range binding.ChildElements() {
				if e.Tag == "operation" {
					bound[name] = append(bound[name], e.SelectAttrValue("name", ""))
				}
			}
		}
	}
	return bound
}

func isSOAPBinding(e *etree.Element) bool {
	space := e.NamespaceURI()
	return e.Tag == "binding" && (space == "http://schemas.xmlsoap.org/wsdl/soap/" || space == "http://schemas.xmlsoap.org/wsdl/soap12/")
}

// mustHaveOperations asks for a method of one client for every operation of every SOAP
// binding, and returns how many operations there are.
func (f corpusFile) mustHaveOperations(t *testing.T, pkg *types.Package) int {
	t.Helper()
	folder := filepath.Join(corpusFolder, f.project)
	options := ForeignOptions{Package: "stub"}
	options.Model.Root = os.DirFS(folder)
	var problems Problems
	defs, err := load(f.path, options.Model, &problems)
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := foreignDescription(f.path, options)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for binding, names := range boundOperations(t, folder, defs.Documents) {
		n += len(names)
		if !slices.ContainsFunc(d.services, func(s *serviceEntry) bool { return covers(s, names) && hasMethods(pkg, s) }) {
			t.Errorf("%s/%s: no client has all operations of binding %s: %v", f.project, f.path, binding, names)
		}
	}
	return n
}

// covers reports whether a service has all operations, overloads counted.
func covers(s *serviceEntry, names []string) bool {
	has := map[string]int{}
	for i := range s.table.Operations {
		has[s.table.Operations[i].WSDLName]++
	}
	for _, name := range names {
		if has[name]--; has[name] < 0 {
			return false
		}
	}
	return true
}

// hasMethods reports whether the client of a service has a method for each operation.
func hasMethods(pkg *types.Package, s *serviceEntry) bool {
	client := pkg.Scope().Lookup(s.prefix + "Client")
	if client == nil {
		return false
	}
	methods := types.NewMethodSet(types.NewPointer(client.Type()))
	for i := range s.operations {
		if methods.Lookup(pkg, s.operations[i].goName) == nil {
			return false
		}
	}
	return methods.Len() == len(s.operations)
}
