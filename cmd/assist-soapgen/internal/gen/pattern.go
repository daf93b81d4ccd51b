package gen

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// pattern is an XML Schema pattern as a Go regular expression.
type pattern struct {
	text     string
	anchored bool // ^ or $ were taken for anchors
}

// translatePattern turns the alternatives of one xs:pattern step into one anchored
// Go expression. The languages differ in escapes, in classes, in what the dot and
// the anchors mean; see XML Schema Part 2, appendix F.
func translatePattern(alternatives []string) (pattern, error) {
	var p pattern
	branches := make([]string, len(alternatives))
	for i, alternative := range alternatives {
		t := patternReader{rest: trimAnchors(alternative)}
		p.anchored = p.anchored || t.rest != alternative
		if err := t.regexp(); err != nil {
			return p, err
		}
		branches[i] = t.out.String()
	}
	p.text = "^(?:" + strings.Join(branches, "|") + ")$"
	if _, err := regexp.Compile(p.text); err != nil {
		return p, fmt.Errorf("regexp of Go does not take it: %w", err)
	}
	return p, nil
}

// trimAnchors drops a ^ in front and a $ behind. In XML Schema they are plain
// characters; nobody who writes them means that.
func trimAnchors(s string) string {
	s = strings.TrimPrefix(s, "^")
	if strings.HasSuffix(s, "$") && !strings.HasSuffix(s, `\$`) {
		s = s[:len(s)-1]
	}
	return s
}

// patternReader copies an expression, translating what differs.
type patternReader struct {
	rest string
	out  strings.Builder
}

func (t *patternReader) next() rune {
	r, size := utf8.DecodeRuneInString(t.rest)
	t.rest = t.rest[size:]
	return r
}

func (t *patternReader) regexp() error {
	for t.rest != "" {
		if err := t.piece(); err != nil {
			return err
		}
	}
	return nil
}

func (t *patternReader) piece() error {
	switch r := t.next(); r {
	case '.':
		t.out.WriteString(`[^\n\r]`)
	case '^', '$':
		t.out.WriteString(`\` + string(r))
	case '(':
		if strings.HasPrefix(t.rest, "?") {
			return errors.New("(? has no meaning in XML Schema")
		}
		t.out.WriteString("(?:")
	case '[':
		return t.class()
	case '\\':
		return t.escape()
	case '?', '*', '+', '}':
		if strings.HasPrefix(t.rest, "?") || strings.HasPrefix(t.rest, "+") {
			return errors.New("lazy and possessive quantifiers have no meaning in XML Schema")
		}
		t.out.WriteRune(r)
	case '{':
		return t.quantity()
	default:
		t.out.WriteRune(r)
	}
	return nil
}

// quantity copies {n}, {n,} and {n,m}. Go refuses more than 1000 repetitions; such a
// pattern is not checked.
func (t *patternReader) quantity() error {
	inside, after, closed := strings.Cut(t.rest, "}")
	if !closed || strings.Trim(inside, "0123456789,") != "" || inside == "" || inside[0] == ',' {
		return fmt.Errorf("{%s is no quantity", inside)
	}
	if strings.HasPrefix(after, "?") || strings.HasPrefix(after, "+") {
		return errors.New("lazy and possessive quantifiers have no meaning in XML Schema")
	}
	t.out.WriteString("{" + inside + "}")
	t.rest = after
	return nil
}

// escape translates an escape outside a class.
func (t *patternReader) escape() error {
	set, literal, err := t.escaped()
	switch {
	case err != nil:
		return err
	case set != nil:
		t.out.WriteString(set.class())
	default:
		t.out.WriteString(regexp.QuoteMeta(string(literal)))
	}
	return nil
}

// class translates a character class, subtraction included.
func (t *patternReader) class() error {
	set, err := t.classSet()
	if err != nil {
		return err
	}
	if set.empty() {
		t.out.WriteString(`[^\x00-\x{10FFFF}]`)
		return nil
	}
	t.out.WriteString(set.class())
	return nil
}

// classSet reads a class after its opening bracket, through the closing one.
func (t *patternReader) classSet() (*runeSet, error) {
	negated := strings.HasPrefix(t.rest, "^")
	if negated {
		t.next()
	}
	set := &runeSet{}
	for first := true; ; first = false {
		switch {
		case t.rest == "":
			return nil, errors.New("a [ is not closed")
		case t.rest[0] == ']' && !first:
			t.next()
			return set.negatedIf(negated), nil
		case strings.HasPrefix(t.rest, "-["):
			t.rest = t.rest[2:]
			return t.subtract(set.negatedIf(negated))
		default:
			if err := t.classItem(set); err != nil {
				return nil, err
			}
		}
	}
}

// subtract reads the second class of [a-z-[aeiou]] and the bracket that follows it.
func (t *patternReader) subtract(set *runeSet) (*runeSet, error) {
	minus, err := t.classSet()
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(t.rest, "]") {
		return nil, errors.New("a subtraction must end its class")
	}
	t.next()
	return set.without(minus), nil
}

// classItem reads an escape, a character or a range into set.
func (t *patternReader) classItem(set *runeSet) error {
	group, low, err := t.classChar()
	if err != nil || group != nil {
		set.addSet(group)
		return err
	}
	if !strings.HasPrefix(t.rest, "-") || strings.HasPrefix(t.rest, "-]") || strings.HasPrefix(t.rest, "-[") {
		set.add(low, low)
		return nil
	}
	t.next()
	group, high, err := t.classChar()
	switch {
	case err != nil:
		return err
	case group != nil || high < low:
		return errors.New("a range in a class runs backwards or to a class")
	}
	set.add(low, high)
	return nil
}

func (t *patternReader) classChar() (*runeSet, rune, error) {
	if t.rest == "" {
		return nil, 0, errors.New("a [ is not closed")
	}
	r := t.next()
	if r == '\\' {
		return t.escaped()
	}
	return nil, r, nil
}
