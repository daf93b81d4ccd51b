package envelope

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// streamCSV reads a table row by row. A row's texts are slices of its own line.
func (c *Codec) streamCSV(p *operationPlan, text io.Reader, take func(*service.Record) error) error {
	m := &p.response
	v := csvReader{reading: reading{Codec: c, operation: p, message: m, extraRoom: minExtraRoom, records: &service.Records{}}}
	v.root = service.NewRecord(c.service, m.Type)
	in := lineReader{r: bufio.NewReaderSize(text, 16<<10), most: c.limits.Text}
	if in.most <= 0 {
		in.most = xmlscan.DefaultText
	}
	var extras []service.Extra
	v.sink = &extras
	rows := 0
	err := v.document(in.lines, func(r *service.Record) error {
		r.Extras, extras = extras, nil
		v.extraRoom = minExtraRoom
		rows++
		return take(r)
	})
	switch {
	case in.err != nil:
		return in.failure(v.offset)
	case err != nil:
		return err
	}
	v.root.Extras = append(v.root.Extras, extras...)
	for _, item := range v.root.Values()[m.list].Items { // from a line of pairs
		if err := take(item.Record); err != nil {
			return err
		}
	}
	v.codeFields()
	if refusal := v.codes(); refusal != nil {
		return refusal
	}
	if rows == 0 && !v.anything() {
		return v.fail(RuleNothingKnown, nothingKnown)
	}
	return nil
}

// lineReader cuts a stream into lines, each with its line end.
type lineReader struct {
	r    *bufio.Reader
	most int
	line strings.Builder
	err  error // what ended the stream, but for its end
}

var errLongLine = errors.New("long line")

func (in *lineReader) lines(yield func(string) bool) {
	for {
		piece, err := in.r.ReadSlice('\n')
		line := ""
		if err == bufio.ErrBufferFull {
			line, err = in.long(piece)
		} else {
			line = string(piece)
		}
		if err != nil && err != io.EOF {
			in.err = err
			return
		}
		if line != "" && !yield(line) || err == io.EOF {
			return
		}
	}
}

// long reads on a line that does not fit into the buffer.
func (in *lineReader) long(piece []byte) (string, error) {
	in.line.Reset()
	for {
		in.line.Write(piece)
		if in.line.Len() > in.most {
			return "", errLongLine
		}
		var err error
		if piece, err = in.r.ReadSlice('\n'); err != bufio.ErrBufferFull {
			in.line.Write(piece)
			return in.line.String(), err
		}
	}
}

func (in *lineReader) failure(offset int) error {
	if errors.Is(in.err, errLongLine) {
		return &MalformedError{Rule: xmlscan.RuleLimitText, Offset: offset, Message: "a line is longer than allowed"}
	}
	return brokeOff(in.err)
}
