package cli

import (
	"os"
	"regexp"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
)

// selected says which cases --run, --tag and --operation choose.
func (f *conformFlags) selected() (conformance.Selection, error) {
	chosen := conformance.Selection{Tags: f.tags, Operations: f.operations}
	file, isList := strings.CutPrefix(f.run, "@")
	if !isList {
		var err error
		if chosen.Name, err = regexp.Compile(f.run); err != nil {
			return chosen, usageError("--run: %v", err)
		}
		return chosen, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return chosen, usageError("--run: %v", err)
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		line, _, _ = strings.Cut(line, "#")
		if words := strings.Fields(line); len(words) > 0 {
			chosen.List = append(chosen.List, words[0]) // what follows a name in --list is its title
		}
	}
	if len(chosen.List) == 0 {
		return chosen, usageError("--run @%s: the file names no case", file)
	}
	return chosen, nil
}
