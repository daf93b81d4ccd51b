package conformance

import (
	"regexp"
	"strings"
	"testing"
)

func scope() *Scope {
	return NewScope(map[string]string{"merchant": "123456", "unique": "X1", "other.login": "second"}, func(x string) string { return "<" + strings.ToUpper(x) + ">" })
}

func TestScope_ExpandFillsInWhatIsKnown(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"no braces {merchant} } {":        "no braces {merchant} } {",
		"{{merchant}}":                    "123456",
		"B-{{unique}}/{{unique}}":         "B-X1/X1",
		"{{other.login}}":                 "second",
		"{{checkvalue a;b}}":              "<A;B>",
		"{{checkvalue {merchant};;}}":     "<123456;;>",
		"{{lower checkvalue A;{unique}}}": "<a;x1>",
	} {
		if got, err := scope().Expand(text); err != nil || got != want {
			t.Errorf("%s: got %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestScope_ExpandNamesWhatIsUnknown(t *testing.T) {
	for text, want := range map[string]string{
		"a {{merchnat}} b":         "placeholder {{merchnat}} stands for nothing here; known are merchant, other.login, unique",
		"{{Unique}}":               "placeholder {{Unique}} stands for nothing here; known are merchant, other.login, unique",
		"{{ unique }}":             "placeholder {{ unique }} stands for nothing here; known are merchant, other.login, unique",
		"{{n:digits}}":             "placeholder {{n:digits}} stands for nothing here; known are merchant, other.login, unique",
		"{{:digits}}":              "placeholder {{:digits}} stands for nothing here; known are merchant, other.login, unique",
		"{{checkvalue {unknown}}}": "placeholder {{unknown}} stands for nothing here; known are merchant, other.login, unique",
		"{{first}} {{second}}":     "placeholder {{first}} stands for nothing here; known are merchant, other.login, unique",
	} {
		if _, err := scope().Expand(text); err == nil || err.Error() != want {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func TestScope_MatchComparesTheWholeText(t *testing.T) {
	for _, c := range []struct{ want, got, why string }{
		{"", "", ""},
		{"a", "a", ""},
		{"a", "a ", `want "a", got "a "`},
		{"", "x", `want "", got "x"`},
		{"a.c", "abc", `want "a.c", got "abc"`},
		{"a.c{{:digits}}", "abc1", `want "a.c{{:digits}}", got "abc1"`}, // what stands around a placeholder is no pattern
		{"(x){{unique}}", "(x)X1", ""},
		{"{{unique}}", "x1", `want "{{unique}}", got "x1"`},
		{"{{:digits}}", "12\n", `want "{{:digits}}", got "12\n"`},
		{"{{:digits}}", "x12", `want "{{:digits}}", got "x12"`},
		{"{{:digits}}", "", `want "{{:digits}}", got ""`},
		{"{{:line}}", "two\nlines", `want "{{:line}}", got "two\nlines"`},
		{"{{:line}}\n{{:line}}", "two\nlines", ""},
		{"B-{{unique}} at {{:datetime}}", "B-X1 at 14.03.2026 12:00:00", ""},
		{"{{:number}}", "1", `placeholder kind "number" is unknown`},
		{"{{nobody}}", "1", "placeholder {{nobody}} stands for nothing here; known are merchant, other.login, unique"},
		{"{{checkvalue {merchant}}}", "<123456>", ""},
	} {
		if why := scope().Match(c.want, c.got); why != c.why {
			t.Errorf("%q against %q: %q, want %q", c.want, c.got, why, c.why)
		}
	}
}

func TestScope_KindsAreTight(t *testing.T) {
	for kind, c := range map[string]struct{ good, bad []string }{
		"token":      {[]string{"abcdefghij0123456789"}, []string{"abcdefghij012345678", "abcdefghij01234567890", "abcdefghij 123456789"}},
		"billnumber": {[]string{"123456789012345", "1234567890123456"}, []string{"12345678901234", "12345678901234567", "123456789012345.1"}},
		"operation":  {[]string{"123456789012345.1"}, []string{"123456789012345", "123456789012345."}},
		"digits":     {[]string{"0", "007"}, []string{"", "-1", "1.0", "١"}},
		"amount":     {[]string{"0.00", "1234567890123.45"}, []string{"1", "1.5", "1,50", "-1.00", ".50"}},
		"datetime":   {[]string{"31.12.2026 23:59:59"}, []string{"2026-12-31 23:59:59", "31.12.2026 23:59", "41.12.2026 23:59:59"}},
		"minute":     {[]string{"20261231T2359"}, []string{"20261231T235959", "2026-12-31T23:59"}},
		"checkvalue": {[]string{"0123456789ABCDEF0123456789ABCDEF"}, []string{"0123456789abcdef0123456789abcdef", "0123456789ABCDEF"}},
		"base64":     {[]string{"AAAA", "AA==", "a+/="}, []string{"", "A A", "=A"}},
		"url":        {[]string{"http://127.0.0.1:1/x?y=1&z"}, []string{"ftp://x", "//x", "http://a b"}},
		"word":       {[]string{"a", "a-b.c"}, []string{"", "a b", "<a>"}},
		"line":       {[]string{"a b"}, []string{"", "a\nb"}},
	} {
		for _, text := range c.good {
			if why := scope().Match("{{:"+kind+"}}", text); why != "" {
				t.Errorf("%s refuses %q: %s", kind, text, why)
			}
		}
		for _, text := range c.bad {
			if why := scope().Match("{{:"+kind+"}}", text); why == "" {
				t.Errorf("%s takes %q", kind, text)
			}
		}
	}
	for _, k := range kinds {
		if n := regexp.MustCompile(k.pattern).NumSubexp(); n != 0 {
			t.Errorf("kind %s has a group of its own: captures would shift", k.name)
		}
	}
}

func TestScope_ACapturedTextMustComeAgain(t *testing.T) {
	s := scope()
	if why := s.Match("{{bill:digits}}.{{:digits}}", "77.1"); why != "" {
		t.Fatal(why)
	}
	if got, err := s.Expand("{{bill}}"); err != nil || got != "77" {
		t.Errorf("the captured text is %q, %v", got, err)
	}
	if why := s.Match("{{bill}}", "77"); why != "" {
		t.Error(why)
	}
	if why := s.Match("{{bill:digits}}", "78"); why != `{{bill}} was "77" before, got "78"` {
		t.Errorf("got %q", why)
	}
	if why := s.Match("{{a:digits}}-{{a:digits}}", "1-2"); why != `{{a}} was "1" before, got "2"` {
		t.Errorf("twice in one text: %q", why)
	}
	if why := s.Match("{{unique:word}}", "X2"); why != `{{unique}} was "X1" before, got "X2"` {
		t.Errorf("a given variable is captured anew: %q", why)
	}
}

func TestScope_AFailedMatchCapturesNothing(t *testing.T) {
	s := scope()
	if why := s.Match("{{n:digits}};", "12"); why == "" {
		t.Fatal("it matched")
	}
	if _, err := s.Expand("{{n}}"); err == nil {
		t.Error("n was captured all the same")
	}
}

func TestScope_DoesNotShareItsVariables(t *testing.T) {
	vars := map[string]string{"a": "1"}
	one, two := NewScope(vars, nil), NewScope(vars, nil)
	one.Match("{{b:digits}}", "2")
	if _, err := two.Expand("{{b}}"); err == nil {
		t.Error("a capture reached another case")
	}
	if len(vars) != 1 {
		t.Error("the given variables were changed")
	}
}
