package xsdcheck

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// contractFile is one document of a contract.
type contractFile struct {
	name string
	text []byte
	tree *node
}

// readContract reads a WSDL and what it imports from the same folder tree, each once.
// Imports that lead elsewhere are left to the validator: it says what it misses.
func readContract(files fs.FS, name string) ([]contractFile, error) {
	var list []contractFile
	seen := map[string]bool{name: true}
	for queue := []string{name}; len(queue) > 0; queue = queue[1:] {
		text, err := fs.ReadFile(files, queue[0])
		if err != nil {
			return nil, fmt.Errorf("xsdcheck: %w", err)
		}
		tree, err := readTree(queue[0], text)
		if err != nil {
			return nil, fmt.Errorf("xsdcheck: %w", err)
		}
		list = append(list, contractFile{queue[0], text, tree})
		for _, next := range imported(queue[0], tree) {
			if _, err := fs.Stat(files, next); err == nil && !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return list, nil
}

// imported lists the files that the imports and includes of a document name.
func imported(name string, tree *node) []string {
	var found []string
	tree.each(func(n *node) {
		location := n.get("schemaLocation")
		if n.name.Space == wsdlSpace {
			location = n.get("location")
		}
		if l := n.name.Local; (l == "import" || l == "include") && location != "" && !strings.Contains(location, ":") {
			found = append(found, path.Join(path.Dir(name), location))
		}
	})
	return found
}

const wsdlSpace = "http://schemas.xmlsoap.org/wsdl/"
