package recording

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// manifestName is the file that says what a recording is.
const manifestName = "recording.json"

// format is the version of the files; another one is refused.
const format = 1

// Info says what was recorded, as the manifest keeps it.
type Info struct {
	Target string   `json:"target"`
	Offers []string `json:"offers,omitempty"`
	Made   string   `json:"made"` // day and time, UTC
}

type manifest struct {
	Format int `json:"format"`
	Info
	Files   map[string]string `json:"files"`             // path below the directory: SHA-256
	Numbers []string          `json:"numbers,omitempty"` // of the gateway, which a scanner could take for card numbers
}

// caseFile is the file of one case.
type caseFile struct {
	Case      string            `json:"case"`
	Vars      map[string]string `json:"vars"` // placeholders that the case was run with, secrets left out
	Exchanges []exchange        `json:"exchanges"`
}

// exchange is one request and its reply, masked.
type exchange struct {
	Step    string `json:"step"`
	Method  string `json:"method"`
	Path    string `json:"path"`
	Type    string `json:"request_type"`
	Action  string `json:"soap_action,omitempty"`
	Request text   `json:"request"`
	Status  int    `json:"status"`
	Answer  string `json:"reply_type"`
	Reply   text   `json:"reply"`
	Failure string `json:"failure,omitempty"` // why no reply came
}

// text is bytes that are shown as text where they are UTF-8, as hexadecimal digits else.
type text []byte

// MarshalJSON implements json.Marshaler.
func (t text) MarshalJSON() ([]byte, error) {
	if utf8.Valid(t) {
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false) // people read these files, and so does the scanner
		err := encoder.Encode(string(t))
		return bytes.TrimRight(b.Bytes(), "\n"), err
	}
	return json.Marshal(map[string]string{"hex": hex.EncodeToString(t)})
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*t = text(s)
		return nil
	}
	var coded struct{ Hex string }
	if err := json.Unmarshal(b, &coded); err != nil {
		return err
	}
	raw, err := hex.DecodeString(coded.Hex)
	*t = raw
	return err
}

// pathOf returns the file of a case below the directory.
func pathOf(name string) string { return filepath.ToSlash(name) + ".json" }

func writeJSON(dir, name string, value any) (sum string, err error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return "", err
	}
	return digest([]byte(b.String())), os.WriteFile(file, []byte(b.String()), 0o644)
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func readJSON(files fs.FS, name string, into any) (sum string, err error) {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return "", err
	}
	decoder := json.NewDecoder(strings.NewReader(string(b)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return digest(b), nil
}
