package envelope

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// Check reports everything that is wrong with a request, in one
// [*InvalidRequestError], or nil. Fields that the client fills in need not be
// there yet. Nothing is changed.
func (c *Codec) Check(op *service.Operation, request *service.Record) error {
	p, err := c.plan(op)
	if err != nil {
		return err
	}
	if err := c.belongs(op, &p.request, request); err != nil {
		return err
	}
	if problems := c.check(&p.request, request); len(problems) > 0 {
		return &InvalidRequestError{Service: c.service.Name, Operation: op.Name, Problems: problems}
	}
	return nil
}

func (c *Codec) check(p *messagePlan, r *service.Record) []Problem {
	ck := checker{Codec: c, message: p}
	ck.record("", r)
	for i, block := range r.Header() {
		if block != nil && i < len(p.blocks) {
			ck.record("Header/"+p.blocks[i].Name+"/", block)
		}
	}
	for i := range p.Conditions {
		ck.condition(r, &p.Conditions[i])
	}
	return ck.problems
}

// checker collects problems on its walk over a record.
type checker struct {
	*Codec
	message  *messagePlan
	problems []Problem
}

func (ck *checker) add(path, rule, format string, args ...any) {
	ck.problems = append(ck.problems, Problem{path, rule, fmt.Sprintf(format, args...)})
}

// place is where a value stands. Its path is written out for problems only.
type place struct {
	outer string // "order/"
	field *fieldPlan
	item  int // of a repeated field, from 1; 0: the field itself
	top   int // index of a field of the message itself, or -1
}

func (p *place) String() string {
	if p.item > 0 {
		return p.outer + p.field.Name + ordinal(p.item-1)
	}
	return p.outer + p.field.Name
}

func (ck *checker) record(path string, r *service.Record) {
	p := &ck.types[r.TypeID()]
	values := r.Values()
	for i := range p.fields {
		at := place{outer: path, field: &p.fields[i], top: -1}
		if path == "" {
			at.top = i
		}
		ck.field(&at, &values[i])
	}
	for i := range p.typ.Choices {
		ck.choice(path, p, &p.typ.Choices[i], values)
	}
	for _, i := range p.amounts {
		ck.currency(path, p, i, values)
	}
}

func (ck *checker) field(at *place, v *service.Value) {
	if at.field.Has(service.Many) {
		ck.many(at, v)
		return
	}
	if ck.missing(at.field, v) {
		ck.add(at.String(), "required", "it is required")
		return
	}
	ck.value(at, v)
}

// missing: the gateway takes an empty value for none, a foreign service does not.
// Sealed fields are reported by whoever fills them in.
func (ck *checker) missing(f *fieldPlan, v *service.Value) bool {
	if f.Has(service.Optional) || f.Has(service.Sealed) || f.kind == kindRaw {
		return false
	}
	switch v.State {
	case service.Absent:
		// Character data that nobody set is the empty string.
		return !f.Has(service.Content)
	case service.Nil:
		return !f.Has(service.Nillable)
	}
	return ck.gateway && f.kind == kindText && v.Text == ""
}

func (ck *checker) many(at *place, v *service.Value) {
	f := at.field
	n := len(v.Items)
	least, most := 1, -1
	if f.Has(service.Optional) {
		least = 0
	}
	if f.Occurs != nil {
		least, most = int(f.Occurs.Min), int(f.Occurs.Max)
	}
	switch {
	case n < least && n == 0:
		ck.add(at.String(), "required", "at least %d are required", least)
	case n < least:
		ck.add(at.String(), "occurs", "at least %d are required; there are %d", least, n)
	case most >= 0 && n > most:
		ck.add(at.String(), "occurs", "at most %d are allowed; there are %d", most, n)
	}
	for i := range v.Items {
		item := place{outer: at.outer, field: f, item: i + 1, top: -1}
		ck.value(&item, &v.Items[i])
	}
}

func (ck *checker) value(at *place, v *service.Value) {
	switch f := at.field; {
	case v.State == service.Nil && !f.Has(service.Nillable):
		ck.add(at.String(), "nil", "it cannot be nil; leave it absent")
	case v.State != service.Present:
	case f.kind == kindRecord, f.kind == kindArray, f.kind == kindGroup:
		ck.nested(at, v.Record)
	case f.kind == kindAttributes:
		name, text := service.SplitAttribute(v.Text)
		if !isAttributeName(name.Local) {
			ck.add(at.String(), "xml", "no attribute can have that name")
		}
		ck.characters(at, text)
	case f.kind == kindRaw, f.kind == kindAny:
		ck.raw(at, v.Text)
	default:
		ck.text(at, v.Text)
	}
}

func (ck *checker) nested(at *place, r *service.Record) {
	switch f := at.field; {
	case r == nil:
		ck.add(at.String(), "required", "it needs a record")
	case r.Service() != ck.service || r.TypeID() != f.Type && !ck.derives(r.TypeID(), f.Type):
		ck.add(at.String(), "type", "a record of this type cannot stand here")
	case r.TypeID() == f.Type && f.Has(service.Abstract):
		ck.add(at.String(), "type", "its type is abstract; choose one that extends it")
	default:
		ck.record(at.String()+"/", r)
	}
}

// raw: pieces of XML are copied as they are, so they must be whole.
func (ck *checker) raw(at *place, text string) {
	whole := text
	if at.field.kind == kindAny {
		whole = "<any>" + text + "</any>"
	}
	if err := xmlscan.NewString(whole, ck.limits).Finish(); err != nil {
		ck.add(at.String(), "xml", "it is no well-formed piece of XML with all its namespaces declared")
	}
}

func (ck *checker) text(at *place, text string) {
	f := at.field
	if !plain(text) && !ck.characters(at, text) || text == "" && ck.gateway {
		return
	}
	if f.Facts != nil {
		if c := checkFormat(f.Facts.Format, text); c.rule != "" {
			ck.add(at.String(), c.rule, "%s", c.message)
			return // the schema's facets would only say it again
		}
	}
	for _, c := range f.simple.check(f.constant(text), f.secret) {
		ck.add(at.String(), c.rule, "%s", c.message)
	}
	if ck.isDigested(at) {
		ck.stripped(at, text)
	}
}

// characters reports whether XML can carry a text.
func (ck *checker) characters(at *place, text string) bool {
	if i := illegalAt(text); i >= 0 {
		ck.add(at.String(), "characters", "character %d is one that XML cannot carry", utf8.RuneCountInString(text[:i])+1)
		return false
	}
	if i := strings.IndexByte(text, '\r'); i >= 0 {
		ck.add(at.String(), "characters", "character %d is a carriage return, which readers turn into a line feed; end lines with a line feed", utf8.RuneCountInString(text[:i])+1)
	}
	return true
}

// isDigested reports whether a value enters a digest of the request or of its answer.
func (ck *checker) isDigested(at *place) bool {
	switch {
	case at.item > 0:
		return false
	case at.top >= 0:
		return ck.message.digestedField[at.top]
	}
	return ck.message.digested[at.String()]
}

// stripped refuses characters that the gateway would remove without a word: it
// would compute its digest over another text than ours (D30, D38).
func (ck *checker) stripped(at *place, text string) {
	i, what := strippedAt(at.field.strip, text)
	switch {
	case i < 0:
	case at.field.secret:
		ck.add(at.String(), "stripped", "the gateway removes a character of it, so digests and answers would not match")
	default:
		ck.add(at.String(), "stripped", "character %d: the gateway removes %s here, so digests and answers would not match; leave it out",
			utf8.RuneCountInString(text[:i])+1, what)
	}
}

// strippedAt returns where the first character stands that a strip class removes
// and how to call it, or -1.
func strippedAt(class service.Strip, text string) (at int, what string) {
	at = strings.IndexAny(text, class.Removes())
	if at >= 0 {
		what = fmt.Sprintf("%q", text[at])
	}
	if class != service.StripURL {
		return at, what
	}
	for _, sequence := range [...]string{"%3C", "%3E", "%3c", "%3e", "&&"} {
		if i := strings.Index(text, sequence); i >= 0 && (at < 0 || i < at) {
			at, what = i, `"`+sequence+`"`
		}
	}
	return at, what
}

// choice: at most one branch is taken, exactly one if the choice is required.
func (ck *checker) choice(path string, p *typePlan, choice *service.Choice, values []service.Value) {
	taken := 0
	var names []string
	for _, branch := range choice.Branches {
		set := false
		for _, i := range branch {
			set = set || values[i].State != service.Absent
			names = append(names, p.fields[i].Name)
		}
		if set {
			taken++
		}
	}
	at := strings.TrimSuffix(path, "/")
	switch {
	case taken > 1:
		ck.add(at, "choice", "only one of these may be set: %s", shortList(names))
	case taken == 0 && choice.Required:
		ck.add(at, "choice", "one of these is required: %s", shortList(names))
	}
}

// currency: an amount without its currency is taken in the merchant's default
// one, which nobody sees in the request.
func (ck *checker) currency(path string, p *typePlan, i int, values []service.Value) {
	f := &p.fields[i]
	if values[i].State != service.Present || values[i].Text == "" {
		return
	}
	at := p.typ.Index(f.Facts.Currency)
	if at < 0 || values[at].State == service.Present && values[at].Text != "" {
		return
	}
	if p.fields[at].Has(service.Optional) { // else it is reported as required
		ck.add(path+p.fields[at].Name, "currency", "it must stand beside %s", f.Name)
	}
}
