package finding

import "strconv"

// Pos is a place in an input file, counted from 1, columns in characters. The zero
// Pos means that there is none: what was added has no old place.
type Pos struct {
	File string
	Line int
	Col  int
}

// Known reports whether there is a place.
func (p Pos) Known() bool { return p.File != "" }

// String writes file:line:col, or "-".
func (p Pos) String() string {
	switch {
	case !p.Known():
		return "-"
	case p.Line == 0:
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// Finding is one thing a check has to say.
type Finding struct {
	Rule     *Rule
	Severity Severity // the rule's unless raised
	Layers   Layers   // the rule's and those the case adds
	Old, New Pos
	Subject  Subject
	Also     []Subject // further places the same declaration is used at
	Values   []Value
	Notes    []Text // what this case adds to the rule's text
	Impact   []Impact
	// Fingerprint names the finding in an approvals file; see [Fingerprint].
	Fingerprint string
	Approved    *Approval // nil unless an entry of the approvals file covers it
}

// Text is the sentence in both languages.
func (f *Finding) Text() Text {
	return Text{fill(f.Rule.Text.EN, f.Values), fill(f.Rule.Text.RU, inRussian(f.Values))}
}

// Fix says what to do, in both languages.
func (f *Finding) Fix() Text {
	return Text{fill(f.Rule.Fix.EN, f.Values), fill(f.Rule.Fix.RU, inRussian(f.Values))}
}

// At is the place to show when only one can be shown: the new one if there is one.
func (f *Finding) At() Pos {
	if f.New.Known() {
		return f.New
	}
	return f.Old
}

// Impact is something of ours that a finding touches.
type Impact struct {
	Kind  ImpactKind
	Place string // file:line:col, or what it is
	Text  Text
}

// ImpactKind says what is touched.
type ImpactKind string

// Kinds of impact: a generated Go symbol, code that uses one, a fact of a sidecar, a
// conformance case.
const (
	Symbol  ImpactKind = "symbol"
	Caller  ImpactKind = "caller"
	Sidecar ImpactKind = "sidecar"
	Case    ImpactKind = "case"
)
