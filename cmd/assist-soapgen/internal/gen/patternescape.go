package gen

import (
	"errors"
	"fmt"
	"strings"
)

// plainEscapes are the characters an escape may stand for. The standard has fewer;
// those of other dialects are harmless and common.
const plainEscapes = `\|.-^?*+{}()[]$/"'#&,:;<=>@!%~_` + "` "

// escaped reads what follows a backslash: a set of characters or one.
func (t *patternReader) escaped() (*runeSet, rune, error) {
	if t.rest == "" {
		return nil, 0, errors.New(`the last \ escapes nothing`)
	}
	switch r := t.next(); r {
	case 'n':
		return nil, '\n', nil
	case 'r':
		return nil, '\r', nil
	case 't':
		return nil, '\t', nil
	case 'p', 'P':
		return t.property(r == 'P')
	default:
		if set := classEscape(r); set != nil {
			return set, 0, nil
		}
		if strings.ContainsRune(plainEscapes, r) {
			return nil, r, nil
		}
		return nil, 0, fmt.Errorf(`\%c has no meaning in XML Schema`, r)
	}
}

// property reads {Lu} or {IsCyrillic} after \p or \P.
func (t *patternReader) property(negated bool) (*runeSet, rune, error) {
	name, after, closed := strings.Cut(strings.TrimPrefix(t.rest, "{"), "}")
	if !closed || !strings.HasPrefix(t.rest, "{") {
		return nil, 0, errors.New(`\p needs a name in braces`)
	}
	t.rest = after
	set := propertySet(name)
	if set == nil {
		return nil, 0, fmt.Errorf(`\p{%s} is no category or block this tool knows`, name)
	}
	return set.negatedIf(negated), 0, nil
}
