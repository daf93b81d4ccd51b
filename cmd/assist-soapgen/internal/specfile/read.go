package specfile

import (
	"fmt"
	"io/fs"
	"strings"
)

// The names of the files in a folder of sidecars.
const (
	CommonName    = "common.yaml"
	SidecarSuffix = ".service.yaml"
)

// Set is everything a folder of sidecars says.
type Set struct {
	Common   *Common
	Sidecars []*Sidecar // in order of file name
}

// ReadCommon reads common.yaml. name is how the file is called in problems. The
// error is a [Problems]; the result is then incomplete but not nil.
func ReadCommon(name string, text []byte) (*Common, error) {
	r := &reader{file: name}
	common := &Common{File: name}
	if root := r.root(text); root != nil {
		common = r.readCommon(root)
	}
	return common, r.problems.err()
}

// ReadSidecar reads one sidecar. common may be nil: sources are not looked up then.
// The error is a [Problems]; the result is then incomplete but not nil.
func ReadSidecar(name string, text []byte, common *Common) (*Sidecar, error) {
	r := &reader{file: name, common: common}
	sidecar := &Sidecar{File: name}
	if root := r.root(text); root != nil {
		sidecar = r.readSidecar(root)
	}
	return sidecar, r.problems.err()
}

// ReadAll reads common.yaml and every *.service.yaml of a folder, and checks what
// they say about each other. The error is a [Problems] over all files, or what
// reading the folder itself gave.
func ReadAll(folder fs.FS) (*Set, error) {
	text, err := fs.ReadFile(folder, CommonName)
	if err != nil {
		return nil, fmt.Errorf("sidecars: %w", err)
	}
	set := &Set{}
	var problems Problems
	set.Common, err = ReadCommon(CommonName, text)
	problems.add(err)
	names, err := fs.Glob(folder, "*"+SidecarSuffix)
	if err != nil {
		return nil, fmt.Errorf("sidecars: %w", err)
	}
	for _, name := range names {
		if text, err = fs.ReadFile(folder, name); err != nil {
			return nil, fmt.Errorf("sidecars: %w", err)
		}
		sidecar, err := ReadSidecar(name, text, set.Common)
		problems.add(err)
		set.Sidecars = append(set.Sidecars, sidecar)
	}
	problems = append(problems, set.check()...)
	return set, problems.err()
}

func (ps *Problems) add(err error) {
	if err != nil {
		*ps = append(*ps, err.(Problems)...)
	}
}

// check finds what is wrong between files: names that do not fit, questions to
// operations that do not exist.
func (s *Set) check() (problems Problems) {
	for _, c := range s.Sidecars {
		name := strings.TrimSuffix(c.File, SidecarSuffix)
		if c.Service.Given() && c.Service.Value != name {
			problems = append(problems, Problem{c.Service.Pos, fmt.Sprintf("service: %q must be %q, as the file is called", c.Service.Value, name)})
		}
		for _, op := range c.Operations {
			if ask := op.Repeat.Ask; ask.Given() && !s.knows(ask.Value) {
				problems = append(problems, Problem{ask.Pos, fmt.Sprintf("%s: repeat: ask: no sidecar has the operation %q, nor is it under planned in %s", op.Name.Value, ask.Value, CommonName)})
			}
		}
	}
	return problems
}

// knows reports whether "service.operation" exists or is planned.
func (s *Set) knows(operation string) bool {
	for _, p := range s.Common.Planned {
		if p.Operation.Value == operation {
			return true
		}
	}
	service, name, _ := strings.Cut(operation, ".")
	for _, c := range s.Sidecars {
		if c.Service.Value == service && c.Operation(name) != nil {
			return true
		}
	}
	return false
}
