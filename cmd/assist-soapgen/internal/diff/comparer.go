package diff

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// comparer holds what one Compare has found so far.
type comparer struct {
	old, new *model.Definitions
	options  Options
	rules    []*finding.Rule
	byID     map[string]*finding.Rule

	entries []*entry
	byPrint map[string]*entry

	shapes     map[*model.Type]*shape
	spans      map[typePair]*span
	open       []*span
	namespaces []*namespaceMove
	bound      pairSet           // operations and portTypes compared so far
	renames    map[string]string // operations, old name to new
}

// entry is a finding with what the impact search needs.
type entry struct {
	finding.Finding
	fate      fate
	renamedTo string
	// renamedType is the old and the new name of a complex type, which names a Go struct.
	renamedType [2]string
}

// fate is what became of the field or operation a finding is about.
type fate uint8

// Fates. A field that kept its name and place may still have changed otherwise.
const (
	kept fate = iota
	added
	removed
	renamed
)

func newComparer(old, new *model.Definitions, o Options) *comparer {
	c := &comparer{
		old: old, new: new, options: o, rules: Rules(), byID: map[string]*finding.Rule{},
		byPrint: map[string]*entry{}, shapes: map[*model.Type]*shape{}, spans: map[typePair]*span{}, bound: pairSet{}, renames: map[string]string{},
	}
	for _, r := range c.rules {
		c.byID[r.ID] = r
	}
	return c
}

// place is where in the descriptions the comparison stands.
type place struct {
	subject finding.Subject
	// component leads from the nearest global declaration of the old description to
	// here. It is what fingerprints are made of, so that one change of a type used in
	// many messages is one finding.
	component string
	direction finding.Direction
	encoded   bool // the message is rpc/encoded: xsi:type is on the wire
}

// field is the place of a field below.
func (p place) field(name string) place {
	p.subject.Path = strings.TrimPrefix(p.subject.Path+"/"+name, "/")
	p.component += "/" + name
	return p
}

// side is a pair of positions.
type side struct{ old, new model.Pos }

// values are name, text, name, text, …
func values(pairs ...string) []finding.Value {
	var vs []finding.Value
	for i := 0; i+1 < len(pairs); i += 2 {
		vs = append(vs, finding.NewValue(pairs[i], pairs[i+1]))
	}
	return vs
}

// report adds a finding of a rule that has no twin. Findings of one fingerprint are
// one finding at several places.
func (c *comparer) report(id string, p place, at side, pairs ...string) *entry {
	rule := c.byID[id]
	vs := values(pairs...)
	print := finding.Fingerprint(id, p.component, vs)
	if e := c.byPrint[print]; e != nil {
		c.also(e, p.subject)
		return e
	}
	e := &entry{Finding: finding.Finding{
		Rule: rule, Severity: rule.Severity, Layers: rule.Layers, Old: finding.Pos(at.old), New: finding.Pos(at.new),
		Subject: p.subject, Values: vs, Fingerprint: print,
	}}
	c.byPrint[print] = e
	c.entries = append(c.entries, e)
	c.record(e, p.subject)
	return e
}

// reportTwin adds a finding of the twin rule for the direction of the place.
func (c *comparer) reportTwin(id string, p place, at side, pairs ...string) *entry {
	return c.report(p.direction.String()+"-"+id, p, at, pairs...)
}

// also adds one more place to a finding.
func (c *comparer) also(e *entry, s finding.Subject) {
	c.record(e, s)
	if e.Subject == s {
		return
	}
	for _, known := range e.Also {
		if known == s {
			return
		}
	}
	e.Also = append(e.Also, s)
}

// typePair is two types compared under the same circumstances. What the comparison
// says depends on nothing else but the place.
type typePair struct {
	old, new  *model.Type
	direction finding.Direction
	encoded   bool
}

// span remembers what the comparison of two types found, to be repeated for the next
// place that uses them.
type span struct {
	prefix string // path of the place where they were first compared
	found  []spanEntry
}

type spanEntry struct {
	entry *entry
	tail  string // path below prefix
}

// record notes a finding in the spans that are open.
func (c *comparer) record(e *entry, s finding.Subject) {
	for _, sp := range c.open {
		sp.found = append(sp.found, spanEntry{e, strings.TrimPrefix(s.Path, sp.prefix)})
	}
}

// once runs compare for the first place that uses a pair of types, and adds every
// further place to what was found then.
func (c *comparer) once(pair typePair, p place, compare func()) {
	if known := c.spans[pair]; known != nil {
		for _, f := range known.found[:len(known.found):len(known.found)] {
			s := p.subject
			s.Path += f.tail
			c.also(f.entry, s)
		}
		return
	}
	sp := &span{prefix: p.subject.Path}
	c.spans[pair] = sp
	c.open = append(c.open, sp)
	compare()
	c.open = c.open[:len(c.open)-1]
}
