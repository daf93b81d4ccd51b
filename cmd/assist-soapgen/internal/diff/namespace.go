package diff

import (
	"fmt"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// namespaceMove is a pair of namespaces seen on counterparts. All elements that made
// the move are one finding: nobody moves them one by one.
type namespaceMove struct {
	types    bool // of types named by xsi:type, not of elements
	old, new string
	at       side
	count    int
	subjects []finding.Subject
}

// namespace notes the namespaces of two counterparts on the wire.
func (c *comparer) namespace(p place, at side, old, new string) {
	c.noteNamespace(p, at, old, new, false)
}

func (c *comparer) noteNamespace(p place, at side, old, new string, types bool) {
	if old == new {
		return
	}
	var move *namespaceMove
	for _, m := range c.namespaces {
		if m.old == old && m.new == new && m.types == types {
			move = m
		}
	}
	if move == nil {
		move = &namespaceMove{types: types, old: old, new: new, at: at}
		c.namespaces = append(c.namespaces, move)
	}
	move.count++
	s := p.subject
	s.Path, s.Port = "", ""
	for _, known := range move.subjects {
		if known == s {
			return
		}
	}
	move.subjects = append(move.subjects, s)
}

// finishNamespaces reports the moves, and a changed target namespace that no message
// shows.
func (c *comparer) finishNamespaces() {
	seen := map[[2]string]bool{}
	for _, m := range c.namespaces {
		seen[[2]string{m.old, m.new}] = true
		c.reportMove(m)
	}
	old, new := c.old.TargetNamespace, c.new.TargetNamespace
	if old != new && !seen[[2]string{old, new}] {
		c.report("target-namespace-moved", place{}, side{c.old.Pos, c.new.Pos}, "old", stated(old), "new", stated(new))
	}
}

func (c *comparer) reportMove(m *namespaceMove) {
	id := "namespace-moved"
	switch {
	case m.types:
		id = "type-namespace-moved"
	case m.old == "":
		id = "elements-qualified"
	case m.new == "":
		id = "elements-unqualified"
	}
	e := c.report(id, place{}, m.at, "old", stated(m.old), "new", stated(m.new))
	if m.types {
		e.Notes = append(e.Notes, finding.Text{EN: fmt.Sprintf("Types it concerns: %d.", m.count), RU: fmt.Sprintf("Затронуто типов: %d.", m.count)})
	} else {
		e.Notes = append(e.Notes, finding.Text{EN: fmt.Sprintf("Elements it concerns: %d.", m.count), RU: fmt.Sprintf("Затронуто элементов: %d.", m.count)})
	}
	e.Subject = m.subjects[0]
	e.Also = m.subjects[1:]
}
