package gen

import (
	"regexp"
	"testing"
)

func TestTranslatePattern_MatchesWhatTheSchemaMeans(t *testing.T) {
	for _, c := range []struct {
		pattern string
		yes, no []string
	}{
		{`[0-9]{1,15}`, []string{"1", "123456789012345"}, []string{"", "1234567890123456", "12a"}},
		{`a.c`, []string{"abc", "aéc", "a\tc"}, []string{"a\nc", "a\rc", "ac"}},
		{`\d+`, []string{"12", "٣"}, []string{"a", ""}},
		{`\D`, []string{"a"}, []string{"1", "٣"}},
		{`\w+`, []string{"aé_Я1+"}, []string{"a b", "a-b", "a.b"}},
		{`\W`, []string{"-", " ", "."}, []string{"a", "_x"}},
		{`\i\c*`, []string{"name", "_n-1.2", "имя", ":x"}, []string{"1n", "-n"}},
		{`\I\C`, []string{"1 "}, []string{"a "}},
		{`[\i-[:]][\c-[:]]*`, []string{"name", "_n"}, []string{"a:b", ":x"}},
		{`[a-z-[aeiou]]+`, []string{"xyz"}, []string{"a", "xay"}},
		{`[^a-z-[X]]`, []string{"Y", "1"}, []string{"a", "X"}},
		{`[\s\d]+`, []string{"1 2\t3"}, []string{"a"}},
		{`[^\s]+`, []string{"ab"}, []string{"a b"}},
		{`[\S-[a]]+`, []string{"bc"}, []string{"a", "b c"}},
		{`[\D]+`, []string{"ab"}, []string{"1"}},
		{`[\W_]+`, []string{"-_"}, []string{"a"}},
		{`\p{Lu}\P{Lu}`, []string{"Aa", "Яя"}, []string{"AA"}},
		{`\p{IsCyrillic}+`, []string{"Счёт"}, []string{"Bill"}},
		{`[\p{L}\-\[\]\^]+`, []string{"a-[]^"}, []string{"1"}},
		{`a|b`, []string{"a", "b"}, []string{"ab", "xa", "bx"}},
		{`(a|b)c`, []string{"ac", "bc"}, []string{"c"}},
		{`a^b$c`, []string{"a^b$c"}, []string{"abc"}},
		{`\^a\$`, []string{"^a$"}, []string{"a"}},
		{`\n\r\t\\\.`, []string{"\n\r\t\\."}, []string{"n"}},
		{`[-+]?[.,]`, []string{"-.", ","}, []string{"+"}},
		{``, []string{""}, []string{"a"}},
	} {
		p, err := translatePattern([]string{c.pattern})
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		re := regexp.MustCompile(p.text)
		for _, s := range c.yes {
			if !re.MatchString(s) {
				t.Errorf("%s -> %s does not match %q", c.pattern, p.text, s)
			}
		}
		for _, s := range c.no {
			if re.MatchString(s) {
				t.Errorf("%s -> %s matches %q", c.pattern, p.text, s)
			}
		}
	}
}

func TestTranslatePattern_AlternativesOfOneStepAreBranches(t *testing.T) {
	p, err := translatePattern([]string{"ab|c", "d"})
	if err != nil || p.text != "^(?:ab|c|d)$" || p.anchored {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestTranslatePattern_AnchorsAreTakenForAnchors(t *testing.T) {
	p, err := translatePattern([]string{`^[A-Z]{2}$`})
	if err != nil || p.text != "^(?:[A-Z]{2})$" || !p.anchored {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestTranslatePattern_RefusesWhatItCannotSay(t *testing.T) {
	for _, pattern := range []string{
		`\p{IsKlingon}`, `\pL`, `(?=a)`, `a+?`, `a{2}?`, `a{,3}`, `a{x}`, `[a`, `a\`, `\b`, `[z-a]`, `[a-\d]`, `[a-z-[b]x]`, `x{2000}`, `(a`, `a)`,
	} {
		if p, err := translatePattern([]string{pattern}); err == nil {
			t.Errorf("%s became %s", pattern, p.text)
		}
	}
}

func FuzzTranslatePattern(f *testing.F) {
	for _, seed := range []string{`[\i-[:]]*`, `\p{L}+`, `[^a-z-[aeiou]]{1,3}`, `(a|b)?c`, `[`, `\`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		p, err := translatePattern([]string{pattern})
		if err == nil {
			regexp.MustCompile(p.text)
		}
	})
}
