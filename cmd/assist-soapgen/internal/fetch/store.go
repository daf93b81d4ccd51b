package fetch

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"time"
)

// The index as JSON. Contracts are in the order they were asked for.
type index struct {
	Endpoint  string          `json:"endpoint"`
	Contracts []indexContract `json:"contracts"`
}

type indexContract struct {
	Service   string          `json:"service"`
	URL       string          `json:"url"`
	Documents []indexDocument `json:"documents,omitempty"`
	Problems  []string        `json:"problems,omitempty"`
}

type indexDocument struct {
	URL     string            `json:"url"`
	File    string            `json:"file"`
	SHA256  string            `json:"sha256"`
	Bytes   int               `json:"bytes"`
	Fetched string            `json:"fetched"` // RFC 3339, UTC, whole seconds
	Headers map[string]string `json:"headers,omitempty"`
}

// Store writes the usable contracts and the index below a folder, each file whole or
// not at all. Files of an earlier run that the index no longer names stay.
func (f *Fetcher) Store(folder string, contracts []*Contract) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder) // a foreign path cannot lead out of it
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	list := index{Endpoint: f.Endpoint()}
	for _, c := range contracts {
		entry := indexContract{Service: c.Service, URL: c.URL}
		for _, p := range c.Problems {
			entry.Problems = append(entry.Problems, p.Error())
		}
		if c.Usable() {
			if entry.Documents, err = storeAll(root, c.Documents); err != nil {
				return fmt.Errorf("%s: %w", folder, err)
			}
			c.folder = filepath.ToSlash(folder)
		}
		list.Contracts = append(list.Contracts, entry)
	}
	text, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(root, IndexName, append(text, '\n'))
}

func storeAll(root *os.Root, documents []Document) ([]indexDocument, error) {
	var list []indexDocument
	for _, d := range documents {
		if err := writeWhole(root, d.File, d.Content); err != nil {
			return nil, err
		}
		list = append(list, indexDocument{d.URL, d.File, d.SHA256, len(d.Content), d.Fetched.Format(time.RFC3339), d.Headers})
	}
	return list, nil
}

// writeWhole writes a file under another name and renames it, so that nobody ever
// reads half of it.
func writeWhole(root *os.Root, name string, content []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	if err := root.WriteFile(name+".new", content, 0o644); err != nil {
		return err
	}
	return root.Rename(name+".new", name)
}

// Accept writes the contract over NAME.wsdl of a folder of contracts. A contract of
// several files is not accepted: the folder holds one file for each service.
func (c *Contract) Accept(folder string) (string, error) {
	name := c.Service + ".wsdl"
	at := filepath.ToSlash(filepath.Join(folder, name))
	if n := len(c.Documents); n > 1 {
		return at, fmt.Errorf("%s: the contract imports %d documents and %s holds one file for each service; put the types into the WSDL by hand, or widen wsdl/embed.go", c.URL, n-1, folder)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return at, err
	}
	defer func() { _ = root.Close() }()
	return at, writeWhole(root, name, c.WSDL().Content)
}
