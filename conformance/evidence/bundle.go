package evidence

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"time"
)

// manifestName is the file that lists all others.
const manifestName = "manifest.json"

// schemaName is the version of the manifest; another one is refused.
const schemaName = "assist-soapgen/evidence/1"

// Run says what was run and what came of it, as the manifest keeps it.
type Run struct {
	Tool      string         `json:"tool"` // with its version
	Go        string         `json:"go"`
	Command   string         `json:"command"` // without secrets
	Target    string         `json:"target"`
	Started   time.Time      `json:"started"`
	Green     bool           `json:"green"`
	Counts    map[string]int `json:"counts"`              // cases by verdict
	Decisions []string       `json:"decisions,omitempty"` // such as to mean a production host
}

// Manifest is what a bundle says of itself.
type Manifest struct {
	Schema string `json:"schema"`
	Run
	Files map[string]string `json:"files"` // name: SHA-256
}

// Bundle is an archive that is being made. The zero value is empty and ready.
type Bundle struct {
	files map[string][]byte
}

// Add puts a file into the bundle, under a slash-separated name.
func (b *Bundle) Add(name string, content []byte) {
	if b.files == nil {
		b.files = map[string][]byte{}
	}
	b.files[name] = content
}

// AddReport puts into the bundle what write writes.
func (b *Bundle) AddReport(name string, write func(io.Writer) error) error {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	b.Add(name, content.Bytes())
	return nil
}

// AddAll puts every file of a tree into the bundle, below a folder.
func (b *Bundle) AddAll(folder string, tree fs.FS) error {
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(tree, name)
		if err == nil {
			b.Add(path.Join(folder, name), content)
		}
		return err
	})
}

// Write writes the archive and returns the digest of its manifest. The same bundle
// gives the same bytes.
func (b *Bundle) Write(w io.Writer, run Run) (digest string, err error) {
	m := Manifest{Schema: schemaName, Run: run, Files: map[string]string{}}
	for name, content := range b.files {
		m.Files[name] = sum(content)
	}
	var manifest bytes.Buffer
	encoder := json.NewEncoder(&manifest)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(m); err != nil {
		return "", err
	}
	archive := zip.NewWriter(w)
	put := func(name string, content []byte) error {
		file, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: run.Started.UTC().Truncate(2 * time.Second)})
		if err == nil {
			_, err = file.Write(content)
		}
		return err
	}
	if err := put(manifestName, manifest.Bytes()); err != nil {
		return "", err
	}
	for _, name := range slices.Sorted(maps.Keys(b.files)) {
		if err := put(name, b.files[name]); err != nil {
			return "", err
		}
	}
	return sum(manifest.Bytes()), archive.Close()
}

func sum(content []byte) string {
	s := sha256.Sum256(content)
	return hex.EncodeToString(s[:])
}
