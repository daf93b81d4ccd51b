package conformance

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Values is a section of "key: value" lines and "field=value" lines. Keys are words of
// the harness, fields are names of the service; a field may be a path with positions,
// "order[1]/operation[2]/amount". A line that starts with # is a comment. A value
// may be quoted with "…" and the escapes \n \t \r \" \\ \uXXXX when blanks at its ends matter
// or a character cannot be written.
type Values struct {
	Line   int
	Keys   []Line
	Fields []Line
}

// Line is one entry with its line number in the case file.
type Line struct {
	Name, Value string
	Line        int
}

// Key returns the value of a harness key, or other. A nil Values has no keys.
func (v *Values) Key(name, other string) string {
	if v == nil {
		return other
	}
	for _, l := range v.Keys {
		if l.Name == name {
			return l.Value
		}
	}
	return other
}

// fields returns the lines of fields; a nil Values has none.
func (v *Values) fields() []Line {
	if v == nil {
		return nil
	}
	return v.Fields
}

// Field returns the line of a field, or nil.
func (v *Values) Field(name string) *Line {
	if v == nil {
		return nil
	}
	i := slices.IndexFunc(v.Fields, func(l Line) bool { return l.Name == name })
	if i < 0 {
		return nil
	}
	return &v.Fields[i]
}

func parseValues(file string, s *Section) (*Values, Problems) {
	values := &Values{Line: s.Line}
	var problems Problems
	complain := func(line int, text string) { problems = append(problems, Problem{file, line, 1, text}) }
	for i, text := range strings.Split(strings.TrimRight(s.Text, "\n"), "\n") {
		line := s.Line + i
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		at := strings.IndexAny(text, "=:")
		if at <= 0 {
			complain(line, `the line is neither "key: value" nor "field=value"`)
			continue
		}
		value, ok := unquote(text[at+1:], text[at] == ':')
		if !ok {
			complain(line, `the quoted value is not closed or has an unknown escape; known are \n \t \r \" \\ \uXXXX`)
			continue
		}
		l := Line{Name: text[:at], Value: value, Line: line}
		list := &values.Fields
		if text[at] == ':' {
			list = &values.Keys
		}
		if slices.ContainsFunc(*list, func(o Line) bool { return o.Name == l.Name }) {
			complain(line, l.Name+" is given twice")
			continue
		}
		*list = append(*list, l)
	}
	return values, problems
}

// unquote undoes quoting. The value of a key is trimmed, that of a field is kept.
func unquote(text string, trim bool) (string, bool) {
	if trim {
		text = strings.TrimSpace(text)
	}
	if !strings.HasPrefix(text, `"`) {
		return text, true
	}
	if len(text) < 2 || !strings.HasSuffix(text, `"`) {
		return "", false
	}
	var b strings.Builder
	body := text[1 : len(text)-1]
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			b.WriteByte(body[i])
			continue
		}
		if i++; i == len(body) {
			return "", false
		}
		if body[i] == 'u' {
			code, err := strconv.ParseUint(body[i+1:min(i+5, len(body))], 16, 16)
			if err != nil || len(body) < i+5 || utf16.IsSurrogate(rune(code)) {
				return "", false
			}
			b.WriteRune(rune(code))
			i += 4
			continue
		}
		at := strings.IndexByte(`ntr"\`, body[i])
		if at < 0 {
			return "", false
		}
		b.WriteByte("\n\t\r\"\\"[at])
	}
	return b.String(), true
}

// quote is the inverse of unquote.
func quote(text string) string {
	if text == strings.TrimSpace(text) && !strings.ContainsAny(text, "\n\r\t") && !strings.HasPrefix(text, `"`) {
		return text
	}
	return `"` + strings.NewReplacer("\n", `\n`, "\t", `\t`, "\r", `\r`, `"`, `\"`, `\`, `\\`).Replace(text) + `"`
}
