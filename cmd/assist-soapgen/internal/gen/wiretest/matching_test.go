package wiretest

import (
	"math/rand/v2"
	"regexp/syntax"
	"strings"
)

// matching writes a text that a pattern matches, as long as the pattern has no more than
// its usual parts.
func matching(z *rand.Rand, pattern string) string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	var b strings.Builder
	writeMatch(z, &b, parsed.Simplify())
	return b.String()
}

func writeMatch(z *rand.Rand, b *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		pick := 2 * z.IntN(len(re.Rune)/2)
		if re.Rune[pick] > 0x7e && re.Rune[0] < 0x7f { // validators differ in their tables of Unicode
			pick = 0
		}
		b.WriteRune(re.Rune[pick] + rune(z.IntN(min(int(re.Rune[pick+1]-re.Rune[pick])+1, 26))))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('x')
	case syntax.OpCapture, syntax.OpPlus:
		writeMatch(z, b, re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		if z.IntN(2) == 0 {
			writeMatch(z, b, re.Sub[0])
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			writeMatch(z, b, sub)
		}
	case syntax.OpAlternate:
		writeMatch(z, b, re.Sub[z.IntN(len(re.Sub))])
	}
}
