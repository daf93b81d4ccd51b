package gen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// initialisms are written in capitals, whole words only.
var initialisms = setOf("ACS", "API", "BIN", "CSV", "CVC", "CVV", "DNS", "ECI", "EMV", "FPS", "GMT", "GUID", "HTML", "HTTP",
	"HTTPS", "ID", "IP", "JSON", "MD", "NSPK", "OK", "PAN", "PAREQ", "PARES", "PIN", "PNR", "QR", "RRN", "RSA", "SBP", "SKU",
	"SMS", "SOAP", "SQL", "TDS", "TID", "TLS", "UID", "UPC", "URI", "URL", "URN", "UTC", "UUID", "WSDL", "XML", "XSD", "ZIP")

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// goName makes an exported Go identifier of a name in a document: its words, split
// at everything that is no letter or digit and where a capital follows a small
// letter, each with a capital first, initialisms in capitals throughout.
func goName(name string) string {
	parts := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var b strings.Builder
	for _, part := range parts {
		for _, word := range camelWords(part) {
			if s := goWord(word, len(parts) > 1); b.Len() > 0 && startsWithDigit(s) && endsWithDigit(b.String()) {
				b.WriteString("_" + s)
			} else {
				b.WriteString(s)
			}
		}
	}
	return exported(b.String())
}

// goWord writes one word. A word all in capitals is put down to a capital first
// only between separators: URL_RETURN_OK is URLReturnOK, SOAPStruct stays.
func goWord(word string, separated bool) string {
	letters := strings.TrimRightFunc(word, unicode.IsDigit)
	if upper := strings.ToUpper(letters); initialisms[upper] {
		return upper + word[len(letters):]
	}
	first, size := utf8.DecodeRuneInString(word)
	rest := word[size:]
	if separated && rest == strings.ToUpper(rest) {
		rest = strings.ToLower(rest)
	}
	return string(unicode.ToUpper(first)) + rest
}

// camelWords splits before a capital after a small letter or digit, and before the
// last capital of a run that small letters follow.
func camelWords(part string) []string {
	runes := []rune(part)
	var words []string
	from := 0
	for i := 1; i < len(runes); i++ {
		upper := unicode.IsUpper(runes[i])
		afterSmall := upper && !unicode.IsUpper(runes[i-1])
		beforeSmall := upper && unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if afterSmall || beforeSmall {
			words = append(words, string(runes[from:i]))
			from = i
		}
	}
	return append(words, string(runes[from:]))
}

// exported makes sure of a capital letter first: X before digits and before letters
// of scripts without capitals.
func exported(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); s == "" || !unicode.IsUpper(first) {
		return "X" + s
	}
	return s
}

func startsWithDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

func endsWithDigit(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsDigit(r)
}

// lowerFirst makes an unexported name of an exported one.
func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
