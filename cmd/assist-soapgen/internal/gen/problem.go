package gen

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
)

// Problem is one thing wrong with the input.
type Problem struct {
	Pos     model.Pos
	Code    string // stable name, see docs of Codes and model.Codes; "" from a sidecar's reader
	Warning bool   // does not prevent generating
	Message string
}

// String writes file:line:col: message [code].
func (p Problem) String() string {
	s := p.Pos.String() + ": "
	if p.Pos.Line == 0 {
		s = p.Pos.File + ": "
	}
	if p.Warning {
		s += "warning: "
	}
	s += p.Message
	if p.Code != "" {
		s += " [" + p.Code + "]"
	}
	return s
}

// Problems are all things wrong, in order of file and place. As an error it holds
// at least one that is no warning.
type Problems []Problem

// Error writes one problem per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// In returns the problems with their files placed below a folder, as a person who
// reads them would name them.
func (ps Problems) In(folder string) Problems {
	placed := slices.Clone(ps)
	for i := range placed {
		if f := &placed[i].Pos.File; *f != "" && !strings.Contains(*f, "://") {
			*f = path.Join(folder, *f)
		}
	}
	return placed
}

// Errors are the problems that prevent generating, Warnings the others.
func (ps Problems) Errors() Problems { return ps.only(false) }

// Warnings are the problems that do not prevent generating.
func (ps Problems) Warnings() Problems { return ps.only(true) }

func (ps Problems) only(warning bool) Problems {
	var some Problems
	for _, p := range ps {
		if p.Warning == warning {
			some = append(some, p)
		}
	}
	return some
}

func (ps *Problems) add(code Code, pos model.Pos, format string, args ...any) {
	*ps = append(*ps, Problem{
		Pos: pos, Code: string(code), Warning: codes[code].Warning, Message: fmt.Sprintf(format, args...),
	})
}

// sorted orders by file and place and drops what was said twice.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps)
}

// failed reports whether generating must stop.
func (ps Problems) failed() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return !p.Warning })
}

// addModel takes over what the model's reader found.
func (ps *Problems) addModel(found model.Diagnostics) {
	for _, d := range found {
		*ps = append(*ps, Problem{Pos: d.Pos, Code: string(d.Code), Warning: d.Severity == model.Warning, Message: d.Message})
	}
}

// addError takes over an error of one of the readers; others are returned.
func (ps *Problems) addError(err error) error {
	if found, ok := errors.AsType[model.Diagnostics](err); ok {
		ps.addModel(found)
		return nil
	}
	if found, ok := errors.AsType[specfile.Problems](err); ok {
		for _, p := range found {
			*ps = append(*ps, Problem{Pos: model.Pos(p.Pos), Message: p.Message})
		}
		return nil
	}
	return err
}
