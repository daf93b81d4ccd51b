package drill

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
)

// Adapt is what a person does to a sidecar after a change, given what diff said of it.
type Adapt func(c *Contract, report *finding.Report) error

// parsed reads the sidecar as it is now.
func (c *Contract) parsed() (*specfile.Sidecar, error) {
	return specfile.ReadSidecar(c.Service.Name+specfile.SidecarSuffix, []byte(c.Sidecar), nil)
}

// fieldsOf are the facts of a message of the first operation.
func fieldsOf(s *specfile.Sidecar, answer bool) []specfile.Field {
	if answer {
		return s.Operations[0].Response.Fields
	}
	return s.Operations[0].Request.Fields
}

// DescribeField adds facts about a new field behind those of the last one.
func DescribeField(answer bool, name string) Adapt {
	return func(c *Contract, _ *finding.Report) error {
		s, err := c.parsed()
		if err != nil {
			return err
		}
		fields := fieldsOf(s, answer)
		last := fields[len(fields)-1]
		lines := strings.Split(c.Sidecar, "\n")
		indent := last.Name.Pos.Col - 1
		fact := fmt.Sprintf("%s%s: {param: %s, doc: {en: New, ru: Новое}, source: S0}", strings.Repeat(" ", indent), name, strings.ToUpper(name[:1])+name[1:])
		c.Sidecar = strings.Join(slices.Insert(lines, blockEnd(lines, last.Name.Pos), fact), "\n")
		return nil
	}
}

// blockEnd is the index of the first line behind a block that begins at a position.
func blockEnd(lines []string, begin specfile.Pos) int {
	for i := begin.Line; i < len(lines); i++ {
		if text := strings.TrimLeft(lines[i], " "); text != "" && len(lines[i])-len(text) < begin.Col {
			return i
		}
	}
	return len(lines)
}

// ForgetField removes the facts of a field, and the field from every list that diff
// says it stands in.
func ForgetField(answer bool, name string) Adapt {
	return func(c *Contract, report *finding.Report) error {
		if err := c.atFacts(report, name, func(before, after string) (string, string) {
			if rest, ok := strings.CutPrefix(after, ", "); ok {
				return before, rest
			}
			return strings.TrimSuffix(before, ", "), after
		}); err != nil {
			return err
		}
		return RemoveFacts(answer, name)(c, report)
	}
}

// RemoveFacts removes the facts of a field that stands in no list.
func RemoveFacts(answer bool, name string) Adapt {
	return func(c *Contract, _ *finding.Report) error {
		s, err := c.parsed()
		if err != nil {
			return err
		}
		for _, f := range fieldsOf(s, answer) {
			if f.Name.Value == name {
				lines := strings.Split(c.Sidecar, "\n")
				c.Sidecar = strings.Join(slices.Delete(lines, f.Name.Pos.Line-1, blockEnd(lines, f.Name.Pos)), "\n")
				return nil
			}
		}
		return fmt.Errorf("the sidecar has no field %q", name)
	}
}

// RenameFacts writes a new name at every place that diff says has the old one, and
// nowhere else: if diff forgot a place, the sidecar will not fit.
func RenameFacts(old, renamed string) Adapt {
	return func(c *Contract, report *finding.Report) error {
		err := c.atFacts(report, old, func(before, after string) (string, string) { return before + renamed, after })
		if err != nil {
			return err
		}
		// The facts themselves are a key, which atFacts leaves to its caller.
		s, err := c.parsedLoosely(report, old)
		if err != nil {
			return err
		}
		lines := strings.Split(c.Sidecar, "\n")
		line := &lines[s.Line-1]
		*line = (*line)[:s.Col-1] + renamed + (*line)[s.Col-1+len(old):]
		c.Sidecar = strings.Join(lines, "\n")
		return nil
	}
}

// parsedLoosely finds the key of a field's facts by what diff said.
func (c *Contract) parsedLoosely(report *finding.Report, name string) (specfile.Pos, error) {
	lines := strings.Split(c.Sidecar, "\n")
	for _, p := range places(report) {
		if strings.HasPrefix(lines[p.Line-1][p.Col-1:], name+":") && strings.TrimSpace(lines[p.Line-1]) == name+":" {
			return p, nil
		}
	}
	return specfile.Pos{}, fmt.Errorf("diff names no facts of field %q", name)
}

// atFacts edits the sidecar at every place of a list that diff names: the name at that
// place is cut out and the edit says what stands before and behind it then. Later
// places first, so that earlier ones stay where they are.
func (c *Contract) atFacts(report *finding.Report, name string, edit func(before, after string) (string, string)) error {
	lines := strings.Split(c.Sidecar, "\n")
	for _, p := range slices.Backward(places(report)) {
		line := &lines[p.Line-1]
		runes := []rune(*line)
		before, rest := string(runes[:p.Col-1]), string(runes[p.Col-1:])
		after, ok := strings.CutPrefix(rest, name)
		if !ok {
			return fmt.Errorf("%s: diff says that %q stands here, and it does not", p, name)
		}
		if strings.TrimSpace(*line) == name+":" {
			continue
		}
		before, after = edit(before, after)
		*line = before + after
	}
	c.Sidecar = strings.Join(lines, "\n")
	return nil
}

// places are the positions in the sidecar that a report names, each once, in order.
func places(report *finding.Report) []specfile.Pos {
	var list []specfile.Pos
	for _, f := range report.Findings {
		for _, i := range f.Impact {
			if i.Kind != finding.Sidecar {
				continue
			}
			parts := strings.Split(i.Place, ":")
			line, _ := strconv.Atoi(parts[1])
			col, _ := strconv.Atoi(parts[2])
			list = append(list, specfile.Pos{File: parts[0], Line: line, Col: col})
		}
	}
	slices.SortFunc(list, func(a, b specfile.Pos) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	return slices.Compact(list)
}

// SwapFields exchanges the facts of a field with those before it.
func SwapFields(answer bool, name string) Adapt {
	return func(c *Contract, _ *finding.Report) error {
		s, err := c.parsed()
		if err != nil {
			return err
		}
		fields := fieldsOf(s, answer)
		i := slices.IndexFunc(fields, func(f specfile.Field) bool { return f.Name.Value == name })
		if i < 1 {
			return fmt.Errorf("field %q is not there or the first", name)
		}
		lines := strings.Split(c.Sidecar, "\n")
		from, to := fields[i-1].Name.Pos.Line-1, fields[i].Name.Pos.Line-1
		end := blockEnd(lines, fields[i].Name.Pos)
		swapped := slices.Concat(lines[:from], lines[to:end], lines[from:to], lines[end:])
		c.Sidecar = strings.Join(swapped, "\n")
		return nil
	}
}

// EditSidecar replaces text in the sidecar: old, new, old, new, ….
func EditSidecar(pairs ...string) Adapt {
	return func(c *Contract, _ *finding.Report) error {
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(c.Sidecar, pairs[i]) {
				return fmt.Errorf("the sidecar has no %q", pairs[i])
			}
			c.Sidecar = strings.Replace(c.Sidecar, pairs[i], pairs[i+1], 1)
		}
		return nil
	}
}

// RenameOperation says that the first operation has another name in the WSDL.
func RenameOperation(c *Contract, r *finding.Report) error {
	name := c.operation().WSDLName
	return EditSidecar("    wsdl: "+name+"\n", "    wsdl: "+name+renamedEnding+"\n")(c, r)
}

// DescribeOperation repeats the facts of the first operation for the one that
// [AddOperation] adds.
func DescribeOperation(c *Contract, _ *finding.Report) error {
	s, err := c.parsed()
	if err != nil {
		return err
	}
	lines := strings.Split(c.Sidecar, "\n")
	begin, end := s.Operations[0].Name.Pos, blockEnd(lines, s.Operations[0].Name.Pos)
	block := slices.Clone(lines[begin.Line-1 : end])
	block[0] = strings.Replace(block[0], s.Operations[0].Name.Value, "another", 1)
	for i := range block {
		block[i] = strings.Replace(block[i], "    wsdl: "+c.operation().WSDLName, "    wsdl: Another", 1)
	}
	c.Sidecar = strings.Join(slices.Insert(lines, end, block...), "\n")
	return nil
}
