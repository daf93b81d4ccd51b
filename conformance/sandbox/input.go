package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/assist-soap/toolkit/service"
)

// Limits of a request. The largest documented message is far below either.
const (
	maxBody  = 1 << 20
	maxDepth = 32
	maxNotes = 20
)

// Ways a request may be written, as sidecars call them.
const (
	transportSOAP = "soap"
	transportPost = "post"
	transportJSON = "json"
)

// input is a request as the sandbox read it.
type input struct {
	service   *service.Service
	operation *service.Operation
	transport string
	format    string            // the parameter Format of a form or a JSON request
	raw       map[string]string // by name of the field: the text as sent
	values    map[string]string // the same after the gateway's silent removals
	strangers map[string]bool   // names that are no parameters
	scenario  string            // response code that a header asks for
	notes     []sentence        // what a person should know though nothing was refused
}

func newInput(s *service.Service, op *service.Operation, transport string) *input {
	return &input{
		service: s, operation: op, transport: transport,
		raw: map[string]string{}, values: map[string]string{}, strangers: map[string]bool{},
	}
}

// requestType returns the struct type of the request.
func (in *input) requestType() *service.Type { return in.service.Type(in.operation.Request.Type) }

// get returns the value of a field, asked for by any of its names, so that behaviours
// go on working when a contract renames one; "" if it was not sent.
func (in *input) get(name string) string {
	if value, there := in.values[name]; there {
		return value
	}
	if field := fieldCalled(in.requestType(), name); field != nil {
		return in.values[field.Name]
	}
	return ""
}

// sent reports whether the field was sent with a value.
func (in *input) sent(name string) bool { return in.get(name) != "" }

// lookup and lookupRaw find a value as digests need it.
func (in *input) lookup(name string) (string, bool) {
	value, sent := in.values[name]
	return value, sent
}

func (in *input) lookupRaw(name string) (string, bool) {
	value, sent := in.raw[name]
	return value, sent
}

func (in *input) note(format string, args ...any) {
	if len(in.notes) == maxNotes {
		return
	}
	in.notes = append(in.notes, say(format, args...))
}

// put stores one parameter; a repeated one is refused, because three parsers give
// three different values for it.
func (in *input) put(name, text string) *refusal {
	field := fieldCalled(in.requestType(), name)
	if field == nil {
		in.strangers[name] = true
		in.note("%s is not a parameter of %s; it was ignored", clip(name), in.service.Name)
		return nil
	}
	if _, repeated := in.raw[field.Name]; repeated {
		return refuse(firstFormat, secondCode(field), "%s is there twice; send it once", field.Name)
	}
	in.raw[field.Name] = text
	value := stripped(field, text)
	if value != text {
		in.note("%s lost characters of %q, which the gateway removes without a word; the check value is computed over what is left",
			field.Name, field.Facts.Strip.Removes())
	}
	in.values[field.Name] = value
	return nil
}

// read reads a request in any form the service takes. What looks like XML is SOAP
// whatever the Content-Type says: the vendor's own SDK sends SOAP labelled as a form
// (assist-clients.md 1.2).
func (s *Sandbox) read(svc *service.Service, r *http.Request) (*input, *refusal) {
	body, problem := readBody(r)
	if problem != nil {
		return nil, problem
	}
	contentType := r.Header.Get("Content-Type")
	switch start := startOf(body); {
	case start == '<':
		return readSOAP(svc, body, contentType)
	case start == '{' || start == '[':
		return readJSON(svc, body, contentType)
	}
	return readForm(svc, body, contentType)
}

// readBody reads a body that is neither empty nor too large.
func readBody(r *http.Request) ([]byte, *refusal) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, refuse(firstError, secondUnexpected, "the request body could not be read")
	case len(body) > maxBody:
		return nil, refuse(firstLimit, secondPacket, "the request is larger than %d bytes", maxBody)
	case startOf(body) == 0:
		return nil, refuse(firstError, secondUnexpected, "the request body is empty; POST a SOAP envelope, a form or JSON")
	}
	return body, nil
}

// startOf returns the first byte that says what a body is, 0 if there is none.
func startOf(body []byte) byte {
	start := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(start) == 0 {
		return 0
	}
	return start[0]
}

func looksLikeXML(body []byte) bool { return startOf(body) == '<' }

// decode turns text in a named charset into UTF-8.
func decode(text []byte, charset string) ([]byte, *refusal) {
	if charset == "" || strings.EqualFold(charset, "utf-8") {
		if !utf8.Valid(text) {
			return nil, refuse(firstFormat, secondPacket, "the request is not UTF-8; name its charset or send UTF-8")
		}
		return text, nil
	}
	encoding, err := htmlindex.Get(charset)
	if err != nil {
		return nil, refuse(firstFormat, secondPacket, "charset %q is not known", clip(charset))
	}
	plain, err := encoding.NewDecoder().Bytes(text)
	if err != nil {
		return nil, refuse(firstFormat, secondPacket, "the request is not valid %s", clip(charset))
	}
	return plain, nil
}
