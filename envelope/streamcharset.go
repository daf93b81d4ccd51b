package envelope

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// convert returns a reader of a stream's text in UTF-8. The charset is found as for a
// whole reply, of which r holds the beginning.
func (r Reply) convert(body io.Reader) (io.Reader, error) {
	if bytes.HasPrefix(r.Body, []byte(utf8BOM)) {
		return skipped(body, len(utf8BOM))
	}
	name := headerCharset(r.ContentType)
	if name == "" {
		name = declaredEncoding(r.Body)
	}
	switch strings.ToLower(name) {
	case "", "utf-8", "utf8":
		return body, nil
	case "us-ascii", "ascii":
		return &byteReader{r: body, decode: func(b byte) rune {
			if b >= utf8.RuneSelf {
				return utf8.RuneError
			}
			return rune(b)
		}}, nil
	case "windows-1251", "cp1251":
		return &byteReader{r: body, decode: charmap.Windows1251.DecodeByte}, nil
	case "iso-8859-1", "latin1":
		return &byteReader{r: body, decode: charmap.ISO8859_1.DecodeByte}, nil
	}
	return nil, charsetError(0, fmt.Sprintf("the charset %q is not supported; UTF-8, windows-1251, ISO-8859-1 and US-ASCII are", excerpt(name)))
}

func skipped(body io.Reader, n int) (io.Reader, error) {
	if _, err := io.CopyN(io.Discard, body, int64(n)); err != nil {
		return nil, brokeOff(err)
	}
	return body, nil
}

// byteReader converts a stream in a charset of single bytes. A byte that means nothing
// in it is refused.
type byteReader struct {
	r      io.Reader
	decode func(byte) rune
	room   [2 << 10]byte
	raw    []byte // read and not converted
	offset int    // of the converted text
	err    error
}

func (b *byteReader) Read(p []byte) (n int, err error) {
	if len(p) < utf8.UTFMax {
		return 0, io.ErrShortBuffer
	}
	if len(b.raw) == 0 {
		if b.err != nil {
			return 0, b.err
		}
		var got int
		got, b.err = b.r.Read(b.room[:])
		b.raw = b.room[:got]
	}
	for len(b.raw) > 0 && len(p)-n >= utf8.UTFMax {
		r := b.decode(b.raw[0])
		if r == utf8.RuneError {
			b.err = charsetError(b.offset+n, "a byte here means nothing in the charset of the answer")
			b.raw = nil
			break
		}
		n += utf8.EncodeRune(p[n:], r)
		b.raw = b.raw[1:]
	}
	b.offset += n
	if n == 0 {
		return 0, b.err
	}
	return n, nil
}
