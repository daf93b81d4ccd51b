package recording

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/assist-soap/toolkit/service"
)

// Tape is a recording that is being made or replayed. It is safe for concurrent use;
// the takes of it are not.
type Tape struct {
	dir    string
	info   Info
	fields *fields
	replay bool

	mu      sync.Mutex
	files   map[string]string
	cases   map[string]*caseFile // of a replay
	taken   map[string]bool      // those of them that were asked for
	missing []string
	numbers map[string]bool // of the gateway, as the takes saw them
}

// Record begins a recording in a directory that is new or empty: two recordings in one
// would replay as neither.
func Record(dir string, services []*service.Service, info Info) (*Tape, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		err = os.MkdirAll(dir, 0o755)
	case err == nil && len(entries) > 0:
		err = errors.New("the directory is not empty; name another one")
	}
	if err != nil {
		return nil, fmt.Errorf("recording %s: %w", dir, err)
	}
	return &Tape{dir: dir, info: info, fields: newFields(services), files: map[string]string{}, numbers: map[string]bool{}}, nil
}

// Replay opens a recording. A file that was changed after it was recorded is an error.
func Replay(dir string, services []*service.Service) (*Tape, error) {
	t, err := ReplayFrom(os.DirFS(dir), services)
	if err != nil {
		return nil, fmt.Errorf("recording %s: %w", dir, err)
	}
	return t, nil
}

// ReplayFrom is Replay for files that lie in no directory.
func ReplayFrom(files fs.FS, services []*service.Service) (*Tape, error) {
	var m manifest
	if _, err := readJSON(files, manifestName, &m); err != nil {
		return nil, err
	}
	if m.Format != format {
		return nil, fmt.Errorf("its format is %d; this version reads %d", m.Format, format)
	}
	t := &Tape{info: m.Info, fields: newFields(services), replay: true, files: m.Files, cases: map[string]*caseFile{}, taken: map[string]bool{}, numbers: map[string]bool{}}
	for _, number := range m.Numbers {
		t.numbers[number] = true
	}
	for name, want := range m.Files {
		if !filepath.IsLocal(name) {
			return nil, fmt.Errorf("%q lies outside of it", name)
		}
		c := &caseFile{}
		sum, err := readJSON(files, name, c)
		if err != nil {
			return nil, err
		}
		if sum != want {
			return nil, fmt.Errorf("%s was changed after it was recorded; record again", name)
		}
		t.cases[c.Case] = c
	}
	return t, nil
}

// Info says what was recorded.
func (t *Tape) Info() Info { return t.info }

// Replays reports whether the tape answers instead of the target.
func (t *Tape) Replays() bool { return t.replay }

// Take begins a case. Secrets are texts that must not be kept wherever they stand; vars
// are the case's placeholders, without secrets.
func (t *Tape) Take(name string, vars map[string]string, secrets []string) *Take {
	k := &Take{tape: t, masker: newMasker(t.fields, secrets), file: &caseFile{Case: name, Vars: vars}}
	if t.replay {
		if recorded := t.cases[name]; recorded != nil {
			k.file = recorded
			t.take(name)
		}
	}
	return k
}

func (t *Tape) take(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.taken[name] = true
}

// Finish ends a recording or a replay. Of a replay it returns what of the cases that
// ran was recorded and not asked for, and the reverse, in order of name; after a
// recording, what the scanner found in it that should not be there.
func (t *Tape) Finish(secrets []string) ([]string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.replay {
		slices.Sort(t.missing)
		return t.missing, nil
	}
	if _, err := writeJSON(t.dir, manifestName, manifest{format, t.info, t.files, t.doubtful()}); err != nil {
		return nil, fmt.Errorf("recording %s: %w", t.dir, err)
	}
	return Scan(os.DirFS(t.dir), secrets, t.numbers)
}

// doubtful lists the gateway's numbers that a scanner would take for card numbers: one
// in ten has the check digit.
func (t *Tape) doubtful() []string {
	var list []string
	for number := range t.numbers {
		if looksLikeCard(number, nil) {
			list = append(list, number)
		}
	}
	slices.Sort(list)
	return list
}

// Numbers are the gateway's own numbers in the recording, for [Scan].
func (t *Tape) Numbers() map[string]bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.numbers)
}

// Untaken lists the cases of a replay that nobody asked for, in order of name.
func (t *Tape) Untaken() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var names []string
	for name := range t.cases {
		if !t.taken[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (t *Tape) complain(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.missing = append(t.missing, fmt.Sprintf(format, args...))
}
