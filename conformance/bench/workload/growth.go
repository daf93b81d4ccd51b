package workload

import (
	"fmt"
	"io"
	"strings"

	"github.com/assist-soap/toolkit/generated/resultbydate"
	"github.com/assist-soap/toolkit/service"
)

// ListService is the service whose answer grows: the operations of a period.
func ListService() *service.Service { return &resultbydate.Service }

// List returns an answer with n operations, about 2.6 KB each.
func List(n int) []byte {
	body, err := io.ReadAll(ListReader(n))
	if err != nil {
		panic(err)
	}
	return body
}

// ListReader is [List] as a stream that never holds more than one operation.
func ListReader(n int) io.Reader {
	return &lister{left: n, operation: operation(), next: []byte(listHead())}
}

// ListSize is the length of [List].
func ListSize(n int) int64 {
	return int64(len(listHead())) + int64(n)*int64(len(operation())) + int64(len(listTail()))
}

// listHead and listTail are the envelope and the frames of the description.
func listHead() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ws="http://www.paysecure.ru/ws/"><SOAP-ENV:Body>`)
	for _, frame := range ListService().Operations[0].Response.Frames {
		b.WriteString("<" + frameName(frame) + ">")
	}
	return b.String()
}

func listTail() string {
	tail := `</SOAP-ENV:Body></SOAP-ENV:Envelope>`
	for _, frame := range ListService().Operations[0].Response.Frames {
		tail = "</" + frameName(frame) + ">" + tail
	}
	return tail
}

func frameName(frame service.Frame) string {
	if frame.Name.Space == 0 {
		return frame.Name.Local
	}
	return "ws:" + frame.Name.Local
}

// operation is one record, without a field that the description does not know.
func operation() []byte {
	texts := map[string]string{}
	for _, p := range ResponsePairs() {
		texts[p.Name] = p.Text
	}
	s := ListService()
	payment := s.Types[s.Operations[0].Response.Type].Fields[0]
	var b strings.Builder
	b.WriteString("<" + payment.Name + ">")
	for _, f := range s.Types[payment.Type].Fields {
		if f.Type < 0 || s.Types[f.Type].Kind == service.Simple {
			text := texts[f.Name]
			if text == "" {
				text = "value of " + f.Name
			}
			if f.Facts != nil && f.Facts.Format == service.FormatAmount {
				text = "1250.00"
			}
			fmt.Fprintf(&b, "<%s xsi:type=\"xsd:string\">%s</%[1]s>", f.Name, escape(text))
		}
	}
	b.WriteString("</" + payment.Name + ">")
	return []byte(b.String())
}

type lister struct {
	left      int
	operation []byte
	next      []byte
	ended     bool
}

func (l *lister) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if len(l.next) == 0 && !l.advance() {
			break
		}
		moved := copy(p[n:], l.next)
		n, l.next = n+moved, l.next[moved:]
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (l *lister) advance() bool {
	switch {
	case l.left > 0:
		l.left--
		l.next = l.operation
	case !l.ended:
		l.ended, l.next = true, []byte(listTail())
	default:
		return false
	}
	return true
}
