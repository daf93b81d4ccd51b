package drill

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/service"
)

// ending is what a change is predicted to end in.
type ending struct {
	rules   []string // of diff; "!": the change touches a check value or signature
	refused []string // by generate with the sidecar of today; see resolve
	today   conformance.Verdict
	anew    conformance.Verdict
}

// rehearsal is one row of the table: a change, how sidecar and cases are brought up to
// date, how it ends, and where it ends otherwise.
type rehearsal struct {
	name   string
	change func(*subject) Change
	adapt  func(*subject) Adapt     // nil: the sidecar stays
	cases  func(*subject) CaseEdits // nil: the cases stay
	ending func(*subject) ending
	// otherwise are services for which it ends in another way.
	otherwise map[string]ending
	// needs says whether a service has what is to be changed; nil: every one has.
	needs func(*subject) bool
}

func (r *rehearsal) expected(p *subject) *ending {
	if r.needs != nil && !r.needs(p) {
		return nil
	}
	if other, ok := r.otherwise[p.service]; ok {
		return &other
	}
	e := r.ending(p)
	return &e
}

// fieldName is a field of a subject without its mark.
func fieldName(marked string) string { return strings.TrimSuffix(marked, "!") }

// about appends the mark of a field, if it has one, to the id of a rule.
func about(rule, marked string) []string {
	if strings.HasSuffix(marked, "!") {
		rule += "!"
	}
	return []string{rule}
}

func always(c Change) func(*subject) Change { return func(*subject) Change { return c } }

func ends(today, anew conformance.Verdict, rules ...string) func(*subject) ending {
	return func(*subject) ending { return ending{rules, nil, today, anew} }
}

func isEncoded(p *subject) bool { return p.described.Operations[0].Request.Use == service.Encoded }
func answersEncoded(p *subject) bool {
	return p.described.Operations[0].Response.Use == service.Encoded
}
func hasUnsent(p *subject) bool  { return p.unsent != "" }
func hasPlain(p *subject) bool   { return plain(p) != "" }
func hasSlot(p *subject) bool    { return p.slot != "" }
func hasSpare(p *subject) bool   { return p.spare != "" }
func hasListed(p *subject) bool  { return p.listed != "" }
func hasBounded(p *subject) bool { return p.bounded != "" }

func sendsRequired(p *subject) bool {
	for _, f := range p.described.Types[p.described.Operations[0].Request.Type].Fields {
		if f.Name == fieldName(p.sent) {
			return !f.Has(service.Optional)
		}
	}
	return false
}

// plain is the field of the answer that the client needs, or where that is a struct
// one that is none: a struct is not retyped but replaced by another message, and there
// is nothing to move it before.
func plain(p *subject) string {
	if isStruct(p) {
		return p.spare
	}
	return p.answer
}

func isStruct(p *subject) bool {
	all := p.described.Types
	for _, f := range all[p.described.Operations[0].Response.Type].Fields {
		if f.Name == fieldName(p.answer) {
			return f.Type >= 0 && len(all[f.Type].Fields) > 0
		}
	}
	return false
}

// moved is a field to be moved before its neighbour: the one asked for, or the second
// where that one is the first.
func moved(p *subject, m *service.Message, marked string) string {
	fields := p.described.Types[m.Type].Fields
	if fields[0].Name == fieldName(marked) {
		return fields[1].Name
	}
	return marked
}

func movedInRequest(p *subject) string { return moved(p, &p.described.Operations[0].Request, p.sent) }

func movedInAnswer(p *subject) string {
	return moved(p, &p.described.Operations[0].Response, plain(p))
}

func answersWithMany(p *subject) bool {
	return len(p.described.Types[p.described.Operations[0].Response.Type].Fields) > 1
}

// lost is how a case ends when the answer cannot be understood: after an operation
// that must not be repeated nobody knows what became of the money.
func lost(p *subject) conformance.Verdict {
	if p.described.Operations[0].Repeat.Safe {
		return fail
	}
	return conformance.UnknownOutcome
}

const (
	pass = conformance.Pass
	warn = conformance.Warn
	fail = conformance.Fail
)

const novelty = "novelty"

// rehearsals is the table. Reading a row: the change; what diff says; where generate
// refuses; how the suite ends with the client of today, and with one made anew.
var rehearsals = slices.Concat(ofContracts, ofRequests, ofAnswers)

// inTurn makes several changes of a sidecar.
func inTurn(list ...Adapt) Adapt {
	return func(c *Contract, r *finding.Report) error {
		for _, adapt := range list {
			if err := adapt(c, r); err != nil {
				return err
			}
		}
		return nil
	}
}

// renameStruct writes a new name for a struct, in every path that leads through it too:
// diff names the facts of the struct, generate then those paths.
func renameStruct(old, renamed string) Adapt {
	return func(c *Contract, _ *finding.Report) error {
		var pairs []string
		for _, around := range [][2]string{{"        ", ":\n"}, {" at: ", "\n"}, {"{", "/"}, {" ", "/"}, {"[", "/"}} {
			pairs = append(pairs, around[0]+old+around[1], around[0]+renamed+around[1])
		}
		c.Sidecar = strings.NewReplacer(pairs...).Replace(c.Sidecar)
		return nil
	}
}
