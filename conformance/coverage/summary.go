package coverage

import (
	"fmt"
	"slices"
)

// Summary is what a run covered.
type Summary struct {
	Rows    []Row // one for each service, then the code tables
	Total   Row
	Missing []Goal // in the order of the descriptions
	// CannedOnly are goals that only canned replies reached: the client was exercised,
	// the target was not.
	CannedOnly []Goal
}

// Row is the coverage of one service.
type Row struct {
	Name    string
	Classes map[Class]Count
	Sum     Count
}

// Count is how many of some goals were reached, and how many of them at the target.
type Count struct{ Reached, Live, Goals int }

// Percent returns the share of goals reached, 0 to 100, cut and not rounded: 99.99 is
// not all.
func (c Count) Percent() int {
	if c.Goals == 0 {
		return 100
	}
	return c.Reached * 100 / c.Goals
}

// String writes "12/15", or "·" where there is nothing to reach.
func (c Count) String() string {
	if c.Goals == 0 {
		return "·"
	}
	return fmt.Sprintf("%d/%d", c.Reached, c.Goals)
}

func (c Count) add(m Mark) Count {
	c.Goals++
	if m > Missing {
		c.Reached++
	}
	if m == Live {
		c.Live++
	}
	return c
}

// Summary returns what was reached so far.
func (m *Meter) Summary() *Summary {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := &Summary{Total: Row{Name: "total", Classes: map[Class]Count{}}}
	for _, g := range m.goals {
		mark := m.marks[g]
		row := s.row(g.Service)
		row.count(g.Class, mark)
		s.Total.count(g.Class, mark)
		switch mark {
		case Missing:
			s.Missing = append(s.Missing, g)
		case Canned:
			s.CannedOnly = append(s.CannedOnly, g)
		}
	}
	return s
}

func (s *Summary) row(name string) *Row {
	if name == "" {
		name = SharedTables
	}
	i := slices.IndexFunc(s.Rows, func(r Row) bool { return r.Name == name })
	if i < 0 {
		s.Rows = append(s.Rows, Row{Name: name, Classes: map[Class]Count{}})
		i = len(s.Rows) - 1
	}
	return &s.Rows[i]
}

func (r *Row) count(class Class, mark Mark) {
	r.Classes[class] = r.Classes[class].add(mark)
	r.Sum = r.Sum.add(mark)
}
