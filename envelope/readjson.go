package envelope

import (
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/jsonscan"
	"github.com/assist-soap/toolkit/service"
)

// jsonReader reads an answer in JSON (Format=5) into its record. Numbers keep their
// text. Names match as in the other formats; an array of records may go by the plural
// of its field, and levels that the description does not have are passed through.
type jsonReader struct {
	reading
	s       *jsonscan.Scanner
	placing placing
	path    []string
	within  int // elements of path that are no fields
	refused *GatewayError
}

// readJSON reads a whole text. Where another format was asked for, only a refusal is
// taken from it.
func (c *Codec) readJSON(p *operationPlan, m *messagePlan, reply Reply) (*service.Record, error) {
	text, err := reply.text()
	if err != nil {
		return nil, err
	}
	limits := jsonscan.Limits{Depth: c.limits.Depth, Nodes: c.limits.Nodes, Text: c.limits.Text}
	j := jsonReader{
		reading: reading{Codec: c, operation: p, message: m, extraRoom: minExtraRoom + 4*len(text), valueRoom: valueRoomFor(len(text))},
		s:       jsonscan.New(text, limits),
	}
	if m.Message == nil {
		return nil, j.fail(RuleWrongElement, "no message is expected here")
	}
	if tooLarge := c.tooLarge(len(text)); tooLarge != nil {
		return nil, tooLarge
	}
	j.root = reply.record(c.service, m.Type)
	if err := j.document(); err != nil {
		return nil, err
	}
	if refusal := j.refusal(); refusal != nil {
		return nil, refusal
	}
	if !j.anything() {
		return nil, j.fail(RuleNothingKnown, nothingKnown)
	}
	return j.root, nil
}

func (j *jsonReader) fail(rule, message string) *MalformedError {
	return &MalformedError{Rule: rule, Path: harmless(strings.Join(j.path, "/"), 200), Offset: j.s.Offset(), Message: message}
}

// scan makes a refusal of the JSON reader ours.
func (j *jsonReader) scan(err error) error {
	syntax, ok := errors.AsType[*jsonscan.SyntaxError](err)
	if !ok {
		return err
	}
	return &MalformedError{Rule: syntax.Rule, Path: harmless(strings.Join(j.path, "/"), 200), Offset: syntax.Offset, Message: syntax.Msg}
}

func (j *jsonReader) document() error {
	kind, err := j.s.Value()
	switch {
	case err != nil:
		return j.scan(err)
	case kind != jsonscan.Object:
		return j.fail(RuleWrongElement, "the answer is no JSON object")
	}
	if err := j.object(j.root); err != nil {
		return err
	}
	if err := j.s.Finish(); err != nil {
		return j.scan(err)
	}
	homeless, twice := j.settle(&j.placing, 0)
	if twice != "" {
		j.path = append(j.path, twice)
		return j.fail(RuleRepeated, "the member stands here twice, and one value cannot be chosen")
	}
	for _, l := range homeless {
		if !j.addExtra(l.name, l.text) {
			return j.fail(RuleTooManyExtras, "far more unknown members than any answer has")
		}
	}
	j.codeFields()
	return nil
}

func (j *jsonReader) refusal() *GatewayError {
	if j.refused != nil {
		j.refused.settle()
		return j.refused
	}
	return j.codes()
}

// object reads the members of the object that has just begun into a record.
func (j *jsonReader) object(r *service.Record) error {
	for {
		name, more, err := j.s.Member()
		if err != nil || !more {
			return j.scan(err)
		}
		kind, err := j.s.Value()
		if err != nil {
			return j.scan(err)
		}
		j.path = append(j.path, name)
		if err := j.member(r, name, kind); err != nil {
			return err
		}
		j.path = j.path[:len(j.path)-1]
	}
}

// member reads a value whose beginning has been read.
func (j *jsonReader) member(r *service.Record, name string, kind jsonscan.Kind) error {
	folded := strings.ToLower(name)
	p := &j.types[r.TypeID()]
	i := p.known(folded)
	if i < 0 {
		i = p.plural(folded)
	}
	nested := kind == jsonscan.Object || kind == jsonscan.Array
	atRoot := r == j.root && len(j.path) == j.within+1
	switch {
	case nested && atRoot && j.message.wrapperNames[folded] && (i < 0 || p.fields[i].kind == kindText):
		return j.level(r, folded, kind)
	case i >= 0:
		return j.field(r, p, i, kind)
	case atRoot && isFaultMember(folded):
		return j.fault(folded, kind)
	case nested && isLevel(folded):
		return j.level(r, folded, kind)
	case nested:
		return j.unknown(kind)
	case isLevel(folded) && strings.TrimSpace(j.s.Text()) == "":
		return nil // a level with nothing in it
	case atRoot && j.keepCode(name, j.s.Text()):
		return nil
	}
	path := p.deep[folded]
	if path == nil {
		if path = j.outer(r, folded); path == nil {
			return j.unknown(kind)
		}
		r = j.root
	}
	j.placing.later = append(j.placing.later, laterValue{r, path, name, j.s.Text(), stateOf(kind)})
	return nil
}

// plural returns the repeated records whose name lacks the s of an array, or -1.
func (p *typePlan) plural(folded string) int {
	singular, ok := strings.CutSuffix(folded, "s")
	if !ok {
		return -1
	}
	if i := p.known(singular); i >= 0 && p.fields[i].kind == kindRecord {
		return i
	}
	return -1
}

func stateOf(kind jsonscan.Kind) service.State {
	if kind == jsonscan.Null {
		return service.Nil
	}
	return service.Present
}
