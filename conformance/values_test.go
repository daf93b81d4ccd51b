package conformance

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// awkward draws texts full of what quoting is for.
func awkward() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringOf(rapid.SampledFrom([]rune("ab \t\r\n\"\\u#=:n\u00a0\u2003ё\x00{}"))),
		rapid.String(),
	)
}

func TestValues_QuotingComesBackUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := awkward().Draw(t, "text")
		for _, trim := range []bool{false, true} {
			if got, ok := unquote(quote(text), trim); !ok || got != text {
				t.Fatalf("trim %v: %q became %q by way of %q", trim, text, got, quote(text))
			}
		}
	})
}

func TestValues_WrittenLinesAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(awkward(), 1, 5).Draw(t, "values")
		var text strings.Builder
		for i, v := range values {
			name := strings.Repeat("x", i+1)
			text.WriteString("k" + name + ": " + quote(v) + "\n" + name + "=" + quote(v) + "\n")
		}
		read, problems := parseValues("f", &Section{Line: 1, Text: text.String()})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for i, v := range values {
			name := strings.Repeat("x", i+1)
			field := read.Field(name)
			if field == nil || field.Value != v || field.Line != 2*i+2 {
				t.Fatalf("field %s: %+v, want %q", name, field, v)
			}
			if got := read.Key("k"+name, "(none)"); got != v {
				t.Fatalf("key: %q, want %q", got, v)
			}
		}
	})
}

func TestValues_Escapes(t *testing.T) {
	for _, c := range []struct {
		text, want string
		ok         bool
	}{
		{`plain`, `plain`, true},
		{` kept `, ` kept `, true},
		{`"a\nb\tc\rd\"e\\f"`, "a\nb\tc\rd\"e\\f", true},
		{`"\u0416\u0001"`, "Ж\x01", true},
		{`""`, "", true},
		{`"`, "", false},
		{`"abc`, "", false},
		{`"abc\"`, "", false},
		{`"\q"`, "", false},
		{`"\u12"`, "", false},
		{`"\u12G4"`, "", false},
		{`"\uD83D\uDE00"`, "", false}, // halves of a character are none
	} {
		if got, ok := unquote(c.text, false); got != c.want || ok != c.ok {
			t.Errorf("%s: got %q %v, want %q %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

func TestValues_NilHasNothing(t *testing.T) {
	var none *Values
	if got := none.Key("status", "200"); got != "200" {
		t.Error(got)
	}
	if none.Field("x") != nil {
		t.Error("a field of nothing")
	}
}
