package cardscan

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"html"
	"regexp"
	"strconv"
)

// encoding is a way to write text in which a number is not seen.
type encoding struct {
	name   string
	decode func(text []byte) []piece
}

// piece is decoded text and where it came from.
type piece struct {
	at   int // in the text around it
	text []byte
	line int
	how  []string
	// source is text that speaks of fields all the time: a case in an archive of evidence.
	source bool
}

// tags is the name of the encoding that hides digits between tags.
const tags = "tags"

func encodings() []encoding {
	return []encoding{
		{"base64", base64Runs(regexp.MustCompile(`[A-Za-z0-9+/_-]{17,}`))},
		{"hex", hexRuns(regexp.MustCompile(`[0-9a-fA-F]{26,}`))},
		{"hex bytes", byteRuns(regexp.MustCompile(`(?:(?:0[xX])?[0-9a-fA-F]{2}[ ,:]{1,2}){12,}(?:0[xX])?[0-9a-fA-F]{2}`), 16)},
		{"decimal bytes", byteRuns(regexp.MustCompile(`(?:[0-9]{2,3}[ ,]{1,2}){12,}[0-9]{2,3}`), 10)},
		{"folded base64", unfolded(regexp.MustCompile(`(?:[A-Za-z0-9+/]{40,}\r?\n[ \t]*)+[A-Za-z0-9+/=]+`))},
		{"percent", whole("%", `%[0-9a-fA-F]{2}`, func(b []byte) []byte { return hexByte(b[1:]) })},
		{"entities", whole("&", `&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|lt|gt|amp|quot|apos);`, func(b []byte) []byte { return []byte(html.UnescapeString(string(b))) })},
		{"escapes", whole(`\`, `\\(?:u00[0-9a-fA-F]{2}|x[0-9a-fA-F]{2}|["\\/nrt])`, unescaped)},
		{tags, untagged},
		{"utf-16", withoutZeros},
		{"gzip", unzipped},
		{"zip", unpacked},
	}
}

// whole replaces every match in the whole text, if there is one; a text without the
// sign has none.
func whole(sign, pattern string, replace func([]byte) []byte) func([]byte) []piece {
	match := regexp.MustCompile(pattern)
	return func(text []byte) []piece {
		if !bytes.Contains(text, []byte(sign)) || !match.Match(text) {
			return nil
		}
		return []piece{{text: match.ReplaceAllFunc(text, replace)}}
	}
}

func withoutZeros(text []byte) []piece {
	if bytes.IndexByte(text, 0) < 0 {
		return nil
	}
	return []piece{{text: bytes.ReplaceAll(text, []byte{0}, nil)}}
}

// longestTag keeps a lone < from taking a file with it.
const longestTag = 500

// untagged takes out tags and comments with the white space around them. Between digits
// that cannot be halves of one number it leaves a semicolon.
func untagged(text []byte) []piece {
	out := make([]byte, 0, len(text))
	begin := 0 // of the text after the last tag
	for i := 0; i < len(text); i++ {
		if text[i] == '<' {
			if end := bytes.IndexAny(text[i+1:min(len(text), i+longestTag)], "<>"); end >= 0 && text[i+1+end] == '>' {
				out = bytes.TrimRight(out, " \t\r\n")
				for i += end + 1; i+1 < len(text) && bytes.IndexByte([]byte(" \t\r\n"), text[i+1]) >= 0; i++ {
				}
				if begin = min(begin, len(out)); !halves(out[begin:], text[i+1:]) {
					out = append(out, ';')
				}
				if i+1 < len(text) && text[i+1] != '<' {
					begin = len(out)
				}
				continue
			}
		}
		out = append(out, text[i])
	}
	if len(out) == len(text) {
		return nil
	}
	return []piece{{text: out}}
}

// unescaped is what a backslash of JSON or Go stands for.
func unescaped(b []byte) []byte {
	if len(b) > 2 {
		return hexByte(b[len(b)-2:])
	}
	switch b[1] {
	case 'n', 'r', 't':
		return []byte("\n")
	}
	return b[1:]
}

func hexByte(digits []byte) []byte {
	n, err := strconv.ParseUint(string(digits), 16, 8)
	if err != nil {
		return nil
	}
	return []byte{byte(n)}
}

// base64Runs decodes every run of the alphabets, from each of the four places where a
// group of four may begin.
func base64Runs(run *regexp.Regexp) func([]byte) []piece {
	return func(text []byte) (list []piece) {
		for _, span := range run.FindAllIndex(text, -1) {
			plain := bytes.ReplaceAll(bytes.ReplaceAll(text[span[0]:span[1]], []byte("-"), []byte("+")), []byte("_"), []byte("/"))
			for shift := range 4 {
				group := plain[shift:]
				if len(group)%4 == 1 {
					group = group[:len(group)-1]
				}
				decoded := make([]byte, base64.RawStdEncoding.DecodedLen(len(group)))
				n, _ := base64.RawStdEncoding.Decode(decoded, group)
				if worth(decoded[:n]) {
					list = append(list, piece{at: span[0], text: decoded[:n]})
				}
			}
		}
		return list
	}
}

func hexRuns(run *regexp.Regexp) func([]byte) []piece {
	return func(text []byte) (list []piece) {
		for _, span := range run.FindAllIndex(text, -1) {
			for shift := range 2 {
				digits := text[span[0]+shift : span[1]]
				decoded := make([]byte, len(digits)/2)
				if _, err := hex.Decode(decoded, digits[:len(decoded)*2]); err == nil && worth(decoded) {
					list = append(list, piece{at: span[0], text: decoded})
				}
			}
		}
		return list
	}
}

// worth: noise that happened to be in the alphabet is not worth a look; digits and
// plain text are.
func worth(decoded []byte) bool { return printable(decoded) || hasDigits(decoded) }

func printable(text []byte) bool {
	for _, c := range text {
		if (c < ' ' || c > '~') && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// minimum is how many digits in a row make decoded text worth a look.
const minimum = 8

func hasDigits(text []byte) bool {
	count := 0
	for _, c := range text {
		if count++; !digit(c) {
			count = 0
		}
		if count == minimum {
			return true
		}
	}
	return false
}
