package cardscan

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Files scans files, and all files below folders.
func (s *Scanner) Files(paths ...string) (found []Finding, err error) {
	for _, path := range paths {
		err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			data, err := os.ReadFile(name)
			if err == nil && !program(data) {
				found = append(found, s.Scan(name, data)...)
			}
			return err
		})
		if err != nil {
			return found, fmt.Errorf("cardscan: %w", err)
		}
	}
	return found, nil
}

// program reports whether a file is an executable: what a compiler wrote is its
// sources, which are scanned.
func program(data []byte) bool {
	for _, magic := range []string{"\x7fELF", "MZ", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"} {
		if strings.HasPrefix(string(data[:min(len(data), 4)]), magic) {
			return true
		}
	}
	return false
}

// Tracked lists the files of a git repository that exist, new ones included and
// ignored ones not.
func Tracked(root string) ([]string, error) {
	command := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	command.Dir = root
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("cardscan: git ls-files: %w", err)
	}
	var files []string
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		path := filepath.Join(root, name)
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() {
			files = append(files, path)
		}
	}
	return files, nil
}
