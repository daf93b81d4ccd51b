package envelope

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAutomaton_AgreesWithRegexp(t *testing.T) {
	patterns := []string{
		`^(?:[0-9]{1,15})$`, `^(?:[0-9]{1,13}(?:\.[0-9]{1,2})?)$`, `^(?:[^0-9]*)$`, `^(?:0?[1-9]|1[0-2])$`, `^(?:[0-9]{2}\.[0-9]{2}\.[0-9]{4})$`,
		`^(?:a|b|)$`, `^(?:(?:ab)*c?)$`, `^(?:[а-я]+)$`, `^(?:.*)$`, `^(?:\S+ \S+)$`, `^(?:(?i)key)$`, `^(?:a$|ab)$`, `^(?:)$`, `^(?:a\b.*)$`, `^(?:[^\x{416}]*)$`,
	}
	texts := rapid.OneOf(
		rapid.StringOf(rapid.RuneFrom([]rune("0123456789.abcABC kKеЖ\n€𝄞\u212a"))), rapid.String(), rapid.StringMatching(`[0-9]{1,4}(\.[0-9]{1,2})?`),
	)
	for _, pattern := range patterns {
		a, want := newAutomaton(pattern), regexp.MustCompile(pattern)
		if a == nil {
			t.Logf("%s has no table", pattern)
			continue
		}
		rapid.Check(t, func(t *rapid.T) {
			text := strings.ToValidUTF8(texts.Draw(t, "text"), "")
			if matches, known := a.match(text); known && matches != want.MatchString(text) {
				t.Fatalf("%s and %q: %v", pattern, text, matches)
			}
		})
	}
	for _, pattern := range patterns[:5] {
		if a := newAutomaton(pattern); a == nil || len(a.accepts) > 30 {
			t.Errorf("%s makes no small table", pattern)
		}
	}
	if newAutomaton(`[0-9]`) != nil {
		t.Error("a pattern that is not anchored has a table")
	}
}

// TestAutomaton_LeavesWhatItCannotJudge: letters beyond ASCII that a pattern tells apart.
func TestAutomaton_LeavesWhatItCannotJudge(t *testing.T) {
	for _, pattern := range []string{`^(?:[а-я]+)$`, `^(?:Ж)$`} {
		if _, known := newAutomaton(pattern).match("Ж"); known {
			t.Errorf("%s judges Cyrillic", pattern)
		}
	}
}
