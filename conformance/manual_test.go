package conformance

import (
	"os"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/coverage"
)

// docs/conformance.md says all that a case may hold and all that a run may say; a key
// that is missing there does not exist for those who write cases.
func TestManual_KnowsEveryWordOfTheHarness(t *testing.T) {
	text, err := os.ReadFile("../docs/conformance.md")
	if err != nil {
		t.Fatal(err)
	}
	manual := string(text)
	var words []string
	words = append(words, headerKeys...)
	words = append(words, optionKeys...)
	words = append(words, knownKeys...)
	words = append(words, axisNames...)
	words = append(words, needWords...)
	words = append(words, ErrorPath)
	for _, part := range stepParts {
		words = append(words, part.name)
	}
	for _, kind := range kinds {
		words = append(words, kind.name)
	}
	for _, rule := range DriftRules() {
		words = append(words, rule[0])
	}
	for _, v := range Verdicts() {
		words = append(words, "| "+string(v)+" |")
	}
	for _, class := range coverage.Classes() {
		words = append(words, "| "+string(class)+" |")
	}
	for _, class := range ContrastClasses() {
		words = append(words, "*"+string(class)+"*")
	}
	for _, word := range words {
		if !strings.Contains(manual, word) {
			t.Errorf("docs/conformance.md does not know %q", word)
		}
	}
}

func FuzzParseKnown(f *testing.F) {
	f.Add(entry)
	f.Add("case: a\n\n#\nexpires: x")
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseKnown("k", []byte(text))
		if err != nil {
			return
		}
		again, err := ParseKnown("k", []byte(k.String()))
		if err != nil || again.String() != k.String() {
			t.Fatalf("what was written is not read back: %v\n%s", err, k)
		}
	})
}
