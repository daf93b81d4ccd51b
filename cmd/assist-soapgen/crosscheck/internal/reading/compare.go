package reading

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// Verdict is what comparing two readings gave.
type Verdict struct {
	Differences []string // nobody has explained them
	Gaps        []string // names of known gaps of gowsdl that explain what differs
}

// Check reads a file on disk with both readers. Imports are looked for beside it.
func Check(file string) (*Verdict, error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return CheckIn(root.FS(), filepath.Base(file))
}

// CheckIn reads a file inside root with both readers.
func CheckIn(root fs.FS, name string) (*Verdict, error) {
	definitions, err := model.Load(name, model.Options{Root: root})
	if err != nil {
		return nil, fmt.Errorf("our reader: %w", err)
	}
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	theirs, err := Theirs(text)
	if err != nil {
		if gap := unreadable(text); gap != "" {
			return &Verdict{Gaps: []string{gap}}, nil
		}
		return nil, fmt.Errorf("gowsdl: %w", err)
	}
	ours := Ours(definitions)
	v := &Verdict{}
	if v.Differences = differences(ours, theirs); len(v.Differences) == 0 {
		return v, nil
	}
	for _, g := range gaps {
		if g.level(definitions, ours, theirs) {
			v.Gaps = append(v.Gaps, g.name)
		}
	}
	v.Differences = differences(ours, theirs)
	return v, nil
}

// differences compares the lists of two readings, item by item, so that each line
// speaks of one thing.
func differences(ours, theirs *Reading) []string {
	var found []string
	found = append(found, compareLists("message", ours.Messages, theirs.Messages, func(m Message) string { return m.Name })...)
	found = append(found, compareLists("portType", ours.PortTypes, theirs.PortTypes, func(p PortType) string { return p.Name })...)
	found = append(found, compareLists("binding", ours.Bindings, theirs.Bindings, func(b Binding) string { return b.Name })...)
	return append(found, compareLists("port", ours.Ports, theirs.Ports, func(p Port) string { return p.Service + "." + p.Name })...)
}

func compareLists[T any](kind string, ours, theirs []T, name func(T) string) []string {
	var found []string
	for i := range max(len(ours), len(theirs)) {
		switch {
		case i >= len(ours):
			found = append(found, fmt.Sprintf("%s %s: only gowsdl has it", kind, name(theirs[i])))
		case i >= len(theirs):
			found = append(found, fmt.Sprintf("%s %s: only we have it", kind, name(ours[i])))
		default:
			if diff := cmp.Diff(theirs[i], ours[i]); diff != "" {
				found = append(found, fmt.Sprintf("%s %s (-gowsdl +ours): %s", kind, name(ours[i]), oneLine(diff)))
			}
		}
	}
	return found
}

func oneLine(diff string) string {
	var kept []string
	for line := range strings.Lines(diff) {
		if strings.HasPrefix(line, "-") || strings.HasPrefix(line, "+") {
			kept = append(kept, strings.Join(strings.Fields(line), " "))
		}
	}
	return strings.Join(kept, " ")
}
