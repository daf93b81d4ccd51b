package checkvalue

import (
	"crypto/md5"
	"encoding/hex"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// sum is an MD5 digest.
type sum = [md5.Size]byte

func hexOf(text []byte) string {
	s := md5.Sum(text)
	return hex.EncodeToString(s[:])
}

func upperHexOf(text []byte) string { return strings.ToUpper(hexOf(text)) }

func joined(word string, x []byte) []byte { return append([]byte(word), x...) }

// documentedRule is the rule of S0 and S1.
func documentedRule(word string, x []byte) sum {
	return md5.Sum([]byte(upperHexOf([]byte(word)) + upperHexOf(x)))
}

// wrongRule is a rule that somebody has used in place of the documented one.
type wrongRule struct {
	how     service.Text
	bare    bool // the values had no delimiter then
	formula func(word string, x []byte) sum
}

// wrongRules: the first is the protocol before 2011 (old shop modules), the second
// what the vendor's PHP library shipped for some weeks of 2024; the others are slips.
func wrongRules() []wrongRule {
	return []wrongRule{
		{
			service.Text{EN: "md5(X + secret word), no delimiter: the rule before 2011", RU: "md5(X + секретное слово) без разделителя: правило до 2011 года"},
			true,
			func(word string, x []byte) sum { return md5.Sum(append(x, word...)) },
		},
		{
			service.Text{EN: "md5(X + secret word)", RU: "md5(X + секретное слово)"},
			false,
			func(word string, x []byte) sum { return md5.Sum(append(x, word...)) },
		},
		{
			service.Text{EN: "md5(UPPER(md5(X + secret word)))", RU: "md5(UPPER(md5(X + секретное слово)))"},
			false,
			func(word string, x []byte) sum { return md5.Sum([]byte(upperHexOf(append(x, word...)))) },
		},
		{
			service.Text{EN: "md5(secret word + X)", RU: "md5(секретное слово + X)"},
			false,
			func(word string, x []byte) sum { return md5.Sum(joined(word, x)) },
		},
		{
			service.Text{EN: "md5(md5(secret word) + md5(X)) without upper-casing inside", RU: "md5(md5(секретное слово) + md5(X)) без верхнего регистра внутри"},
			false,
			func(word string, x []byte) sum { return md5.Sum([]byte(hexOf([]byte(word)) + hexOf(x))) },
		},
		{
			service.Text{EN: "md5(UPPER(md5(X) + md5(secret word))): the halves change places", RU: "md5(UPPER(md5(X) + md5(секретное слово))): половины переставлены"},
			false,
			func(word string, x []byte) sum { return md5.Sum([]byte(upperHexOf(x) + upperHexOf([]byte(word)))) },
		},
		{
			service.Text{EN: "md5(secret word + md5(X)): the secret word itself, not its md5", RU: "md5(секретное слово + md5(X)): само секретное слово вместо его md5"},
			false,
			func(word string, x []byte) sum { return md5.Sum([]byte(strings.ToUpper(word + hexOf(x)))) },
		},
		{
			service.Text{EN: "md5 over the raw bytes of the inner digests, not their hexadecimal text", RU: "md5 от двоичных внутренних хешей, а не от их шестнадцатеричного текста"},
			false,
			func(word string, x []byte) sum {
				a, b := md5.Sum([]byte(word)), md5.Sum(x)
				return md5.Sum(append(a[:], b[:]...))
			},
		},
		{
			service.Text{EN: "md5(X) without the secret word", RU: "md5(X) без секретного слова"},
			false,
			func(_ string, x []byte) sum { return md5.Sum(x) },
		},
	}
}
