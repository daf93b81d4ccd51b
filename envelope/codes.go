package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// reading is what the readers of all formats have in common: where they write to,
// and what an answer may say outside of its fields.
type reading struct {
	*Codec
	operation *operationPlan
	message   *messagePlan
	root      *service.Record
	// sink takes the extras of the record of a stream that is being read; nil: root does.
	sink      *[]service.Extra
	codePair  [2]string        // firstcode and secondcode, where they are no fields
	framed    bool             // the answer named itself as one: an empty list may be believed
	extraRoom int              // bytes that the paths of extras may still take
	valueRoom int              // fields that records may still have, absent ones included
	records   *service.Records // of a stream; nil when the answer is read whole
}

func (r *reading) newRecord(id service.TypeID) *service.Record {
	if r.records != nil {
		return r.records.New(r.service, id)
	}
	r.valueRoom -= len(r.service.Types[id].Fields)
	return service.NewRecord(r.service, id)
}

// minValueRoom is how many fields the records of any answer may have.
const minValueRoom = 1 << 20

// valueRoomFor bounds what a short text can make of itself: an empty element or a row of
// one character becomes a record with all its fields. A stream holds one record at a time.
func valueRoomFor(size int) int { return minValueRoom + size/8 }

// RuleLimitValues: see valueRoomFor.
const (
	RuleLimitValues = "limit-values"
	tooManyValues   = "it would become far too many records for its size"
)

func (r *reading) appendItem(items []service.Value, item service.Value) []service.Value {
	if r.records != nil {
		return r.records.Append(items, item)
	}
	return append(items, item)
}

// addExtra keeps a value that the description does not know. It reports false when
// the answer has far too many.
func (r *reading) addExtra(path, text string) bool {
	r.extraRoom -= len(path)
	if r.records != nil {
		r.extraRoom -= len(text) // a stream has no document that would bound it
	}
	if r.extraRoom < 0 {
		return false
	}
	to := &r.root.Extras
	if r.sink != nil {
		to = r.sink
	}
	*to = append(*to, service.Extra{Path: path, Text: text})
	return true
}

// The gateway's two codes, as it names them in every format.
const (
	firstCodeName  = "firstcode"
	secondCodeName = "secondcode"
)

// keepCode takes one of the two codes where it is no field, and reports whether it
// was one.
func (r *reading) keepCode(name, text string) bool {
	for i, code := range [...]string{firstCodeName, secondCodeName} {
		if strings.EqualFold(name, code) {
			r.codePair[i], r.framed = text, true
			return true
		}
	}
	return false
}

// codes returns the refusal that an answer carries in its fields firstcode and
// secondcode, which some formats have instead of a Fault, or nil. 3/115 with a
// link to continue at asks the payer for the CVC2 and refuses nothing (S1).
func (r *reading) codes() *GatewayError {
	if !r.gateway || r.message.kind != "response" || r.root == nil {
		return nil
	}
	first, _ := codeNumber(r.codeText(r.message.first, firstCodeName, r.codePair[0]))
	second, _ := codeNumber(r.codeText(r.message.second, secondCodeName, r.codePair[1]))
	if first == 0 && second == 0 {
		return nil
	}
	const parameterMissing, cvc2 = 3, 115
	if first == parameterMissing && second == cvc2 && r.codeText(r.message.continueURL, "continueurl", "") != "" {
		return nil
	}
	return &GatewayError{First: first, Second: second}
}

// codeText returns the text of a field, what stood outside of the fields, or an extra
// of that name if the description does not have it.
func (r *reading) codeText(field int, name, outside string) string {
	if field >= 0 && r.root.Values()[field].State == service.Present {
		return strings.TrimSpace(r.root.Values()[field].Text)
	}
	if outside != "" {
		return strings.TrimSpace(outside)
	}
	for _, extra := range r.root.Extras {
		if strings.EqualFold(strings.TrimPrefix(extra.Path, "@"), name) {
			return strings.TrimSpace(extra.Text)
		}
	}
	return ""
}

// anything reports whether the answer has a value for any described field. A list
// that came with nothing unknown may be empty: there are no such orders.
func (r *reading) anything() bool {
	values := r.root.Values()
	for i := range values {
		if values[i].State != service.Absent {
			return true
		}
	}
	return len(values) == 0 || r.message.list >= 0 && r.framed && len(r.root.Extras) == 0
}

// codeFields puts codes that stood outside of the fields into the fields for them, so
// that an answer is the same in every format.
func (r *reading) codeFields() {
	for i, field := range [...]int{r.message.first, r.message.second} {
		if text := r.codePair[i]; field >= 0 && text != "" && r.root.Values()[field].State == service.Absent {
			r.root.Values()[field] = service.Value{State: service.Present, Text: text}
		}
	}
}
