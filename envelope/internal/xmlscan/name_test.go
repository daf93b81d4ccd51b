package xmlscan_test

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// The tables of XML 1.0, fifth edition, section 2.3, without the colon.
var (
	nameStart = &unicode.RangeTable{
		R16: []unicode.Range16{
			{'A', 'Z', 1},
			{'_', '_', 1},
			{'a', 'z', 1},
			{0xC0, 0xD6, 1},
			{0xD8, 0xF6, 1},
			{0xF8, 0x2FF, 1},
			{0x370, 0x37D, 1},
			{0x37F, 0x1FFF, 1},
			{0x200C, 0x200D, 1},
			{0x2070, 0x218F, 1},
			{0x2C00, 0x2FEF, 1},
			{0x3001, 0xD7FF, 1},
			{0xF900, 0xFDCF, 1},
			{0xFDF0, 0xFFFD, 1},
		},
		R32: []unicode.Range32{{0x10000, 0xEFFFF, 1}},
	}
	nameRest = &unicode.RangeTable{
		R16: []unicode.Range16{{'-', '.', 1}, {'0', '9', 1}, {0xB7, 0xB7, 1}, {0x300, 0x36F, 1}, {0x203F, 0x2040, 1}},
	}
)

func TestNames_FollowTheFifthEditionForEveryCharacter(t *testing.T) {
	var s xmlscan.Scanner
	accepts := func(doc string) bool {
		s.ResetString(doc, xmlscan.Limits{})
		return s.Finish() == nil
	}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) || r == ':' {
			continue
		}
		start := unicode.Is(nameStart, r)
		rest := start || unicode.Is(nameRest, r)
		c := string(r)
		if got := accepts("<" + c + "/>"); got != start {
			t.Errorf("%U begins a name: %v, want %v", r, got, start)
		}
		// White space and "/" after the a are markup, not part of a name.
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			continue
		}
		if got := accepts("<a" + c + "/>"); got != rest {
			t.Errorf("%U continues a name: %v, want %v", r, got, rest)
		}
	}
}

func TestKind_HasAName(t *testing.T) {
	for kind, want := range map[xmlscan.Kind]string{
		xmlscan.EOF: "eof", xmlscan.Start: "start", xmlscan.Text: "text", xmlscan.End: "end",
	} {
		if kind.String() != want {
			t.Errorf("got %q, want %q", kind, want)
		}
	}
}
