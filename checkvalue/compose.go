package checkvalue

import (
	"errors"
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Compose returns the canonical string X that the variant prescribes for message.
// Terms of origin "request" are read from request, which may be nil if there are
// none. The error lists every term that the records cannot answer; a field that is
// merely absent is no error, its term's [service.EmptyRule] says what becomes of it.
func Compose(v *service.Variant, message, request *service.Record) (string, error) {
	x, err := AppendX(nil, v, message, request)
	return string(x), err
}

// AppendX is [Compose] into a buffer of the caller. It allocates nothing if the
// buffer is large enough.
func AppendX(dst []byte, v *service.Variant, message, request *service.Record) ([]byte, error) {
	var problems []error
	first := true
	for i := range v.Terms {
		text, state, err := termText(v, &v.Terms[i], message, request)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if !takesPart(v.Terms[i].Empty, text, state) {
			continue
		}
		if !first {
			dst = append(dst, v.Delimiter...)
		}
		first = false
		dst = append(dst, text...)
	}
	if problems != nil {
		return nil, errors.Join(problems...)
	}
	return dst, nil
}

// termText returns the wire text of a term. Nil and absent values have none.
func termText(v *service.Variant, t *service.Term, message, request *service.Record) (string, service.State, error) {
	from := message
	if t.From == service.FromRequest {
		from = request
	}
	if from == nil {
		return "", service.Absent, fmt.Errorf("digest variant %q: %s is taken from the %s, and there is none: pass its record", v.Name, t.Field, t.From)
	}
	value := from.Find(t.Field)
	switch {
	case value != nil && value.State == service.Present:
		return value.Text, value.State, nil
	case value != nil:
		return "", value.State, nil
	}
	// A path into a nested record that is not there is an absent value.
	if name, _, nested := strings.Cut(t.Field, "/"); !nested || from.Type().Index(name) < 0 {
		return "", service.Absent, fmt.Errorf("%s: digest variant %q: the %s has no field %q: correct the recipe in the sidecar",
			from.Service().Name, v.Name, t.From, t.Field)
	}
	return "", service.Absent, nil
}

// takesPart reports whether a term's value and its delimiter stand in X. Bills keep
// the slot of a missing value (S0, D8), the tail of orders drops it (D37). A nil
// value counts as not sent.
func takesPart(rule service.EmptyRule, text string, state service.State) bool {
	switch rule {
	case service.DropAbsent:
		return state == service.Present
	case service.DropZero:
		return text != "" && !isNought(text)
	}
	return true
}

// isNought reports whether text is a number equal to zero in any spelling: 0, 00,
// 0.00, 0,0, -0. D37 says "non-zero" without saying how zero is written.
func isNought(text string) bool {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+") {
		text = text[1:]
	}
	digits, points := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '0':
			digits++
		case '.', ',':
			points++
		default:
			return false
		}
	}
	return digits > 0 && points <= 1
}
