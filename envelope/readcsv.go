package envelope

import (
	"strings"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// Rules of MalformedError for the CSV format.
const (
	RuleCSVQuote     = "csv-quote"
	RuleCSVColumns   = "csv-columns"
	RuleCSVLine      = "csv-line"
	RuleCSVCharacter = "illegal-character"
)

// csvReader reads an answer in CSV (Format=1), which has two shapes: one line of
// name:value pairs (S4, D26), or a table under a row of titles (resultbydate).
type csvReader struct {
	reading
	placing placing
	offset  int // of the line that is read, for errors
	place   string
}

// csvError is how the format says that the request was refused.
const csvError = "ERROR:"

// readCSV reads a whole text.
func (c *Codec) readCSV(p *operationPlan, m *messagePlan, reply Reply) (*service.Record, error) {
	text, err := reply.text()
	if err != nil {
		return nil, err
	}
	v := csvReader{reading: reading{Codec: c, operation: p, message: m, extraRoom: minExtraRoom + 4*len(text), valueRoom: valueRoomFor(len(text))}}
	if m.Message == nil {
		return nil, v.fail(RuleWrongElement, "no message is expected here")
	}
	if tooLarge := c.tooLarge(len(text)); tooLarge != nil {
		return nil, tooLarge
	}
	v.root = reply.record(c.service, m.Type)
	lines := func(yield func(string) bool) {
		for line := range strings.SplitAfterSeq(text, "\n") {
			if !yield(line) {
				return
			}
		}
	}
	if err := v.document(lines, v.appendRow); err != nil {
		return nil, err
	}
	v.codeFields()
	if refusal := v.codes(); refusal != nil {
		return nil, refusal
	}
	if !v.anything() {
		return nil, v.fail(RuleNothingKnown, nothingKnown)
	}
	return v.root, nil
}

func (v *csvReader) fail(rule, message string) *MalformedError {
	return &MalformedError{Rule: rule, Path: harmless(v.place, 200), Offset: v.offset, Message: message}
}

// document reads lines, each with its line end; row takes the rows of a table.
func (v *csvReader) document(lines func(func(string) bool), row func(*service.Record) error) error {
	var table *csvTable
	var err error
	started, ended := false, false
	for raw := range lines {
		line := strings.TrimRight(raw, "\r\n")
		if err = v.legal(line); err != nil {
			return err
		}
		switch blank := strings.TrimSpace(line) == ""; {
		case blank && (!started || table != nil || ended):
		case blank:
			ended = true
		case !started && strings.HasPrefix(line, csvError):
			return &GatewayError{FaultCode: service.QName{Local: "ERROR"}, FaultString: harmless(line[len(csvError):], maxDetail)}
		case !started && codedCSVError(line) != nil:
			return codedCSVError(line)
		case !started && v.isPairs(line):
			started = true
			err = v.pairs(line)
		case !started:
			started = true
			table, err = v.titles(line)
		case table == nil:
			return v.fail(RuleCSVLine, "a second line follows the line of name:value pairs")
		default:
			err = v.row(table, line, row)
		}
		if err != nil {
			return err
		}
		v.offset += len(raw)
	}
	if !started {
		return v.fail(RuleNothingKnown, nothingKnown)
	}
	return nil
}

// legal refuses characters that no other format can carry.
func (v *csvReader) legal(line string) error {
	if at := illegalAt(line); at >= 0 {
		v.offset += at
		return v.fail(RuleCSVCharacter, "a character that no other format can carry")
	}
	return nil
}

// isPairs: titles hold no colon, a line of pairs has one behind its first name.
func (v *csvReader) isPairs(line string) bool {
	name, _, found := strings.Cut(line, ":")
	return found && !strings.Contains(name, ";") && v.isName(strings.TrimSpace(name))
}

func (v *csvReader) isName(word string) bool {
	folded := strings.ToLower(word)
	p := &v.types[v.message.Type]
	return p.known(folded) >= 0 || p.deep[folded] != nil || folded == firstCodeName || folded == secondCodeName
}

// pairs reads name:value;name:value, or the same with blanks in place of the
// semicolons. Values hold blanks and colons, and at times semicolons: behind a blank
// only a known name begins the next pair, behind a semicolon any word with a colon.
// A comment may pretend to be a pair; then one name stands there twice, which is
// refused.
func (v *csvReader) pairs(line string) error {
	delimiter := byte(0)
	for from := 0; from < len(line); {
		name, rest, _ := strings.Cut(line[from:], ":")
		at := from + len(name) + 1
		end := v.nextPair(line, at, &delimiter)
		if err := v.value(v.root, strings.TrimSpace(name), line[at:end]); err != nil {
			return err
		}
		from = min(end+1, len(line))
		for from < len(line) && line[from] == ' ' {
			from++
		}
		if rest == "" {
			break
		}
	}
	return v.settled()
}

// nextPair returns where the value at from ends. The first delimiter that fits is the
// line's.
func (v *csvReader) nextPair(line string, from int, delimiter *byte) int {
	for i := from; i < len(line); i++ {
		c := line[i]
		if c != ';' && c != ' ' || *delimiter != 0 && c != *delimiter {
			continue
		}
		rest := strings.TrimLeft(line[i+1:], " ")
		if rest == "" && c == ';' {
			return i
		}
		size := 0
		for size < len(rest) && isWord(rest[size]) {
			size++
		}
		word := rest[:size]
		if size == 0 || size >= len(rest) || rest[size] != ':' || strings.HasPrefix(rest[size:], "://") {
			continue
		}
		if v.isName(word) || c == ';' {
			*delimiter = c
			return i
		}
	}
	return len(line)
}

// value places one named text in a record.
func (v *csvReader) value(r *service.Record, name, text string) error {
	folded := strings.ToLower(name)
	p := &v.types[r.TypeID()]
	v.place = name
	if i := p.known(folded); i >= 0 && p.fields[i].kind == kindText && !p.fields[i].Has(service.Many) {
		at := &r.Values()[i]
		if at.State != service.Absent {
			return v.fail(RuleRepeated, "the name stands here twice, and one value cannot be chosen")
		}
		*at = service.Value{State: service.Present, Text: text}
		return nil
	}
	if path := p.deep[folded]; path != nil {
		v.placing.later = append(v.placing.later, laterValue{r, path, name, text, service.Present})
		return nil
	}
	if r == v.root && v.keepCode(name, text) {
		return nil
	}
	if !v.addExtra(name, text) {
		return v.fail(RuleTooManyExtras, "far more unknown columns than any answer has")
	}
	return nil
}

func (v *csvReader) settled() error {
	homeless, twice := v.settle(&v.placing, 0)
	if twice != "" {
		v.place = twice
		return v.fail(RuleRepeated, "the name stands here twice, and one value cannot be chosen")
	}
	for _, l := range homeless {
		if !v.addExtra(l.name, l.text) {
			return v.fail(RuleTooManyExtras, "far more unknown columns than any answer has")
		}
	}
	return nil
}

// tooLarge refuses a text beyond the limit of a document.
func (c *Codec) tooLarge(size int) error {
	limit := c.limits.Document
	if limit <= 0 {
		limit = defaultDocument
	}
	if size <= limit {
		return nil
	}
	return &MalformedError{Rule: ruleLimitDocument, Offset: limit, Message: tooLargeMessage}
}

// asTitle folds the title of a column: "Order Number" is ordernumber, "Mean Type_ID"
// meantype_id.
func asTitle(title string) string {
	if !utf8.ValidString(title) {
		return title
	}
	return strings.ToLower(strings.Join(strings.Fields(title), ""))
}
