package sandbox

import (
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// readForm reads the HTTP form the documents print beside SOAP. A form names no
// operation; each service has one.
func readForm(svc *service.Service, body []byte, contentType string) (*input, *refusal) {
	in := newInput(svc, &svc.Operations[0], transportPost)
	for pair := range strings.SplitSeq(string(body), "&") { // first of all: refusals are in the format too
		if name, text, _ := strings.Cut(strings.TrimSpace(pair), "="); strings.EqualFold(name, "format") {
			in.format = text
		}
	}
	return in, eachPair(body, contentType, in.parameter)
}

// eachPair decodes the pairs of a form.
func eachPair(body []byte, contentType string, take func(name, text string) *refusal) *refusal {
	media, params, _ := mime.ParseMediaType(contentType)
	if strings.HasPrefix(media, "multipart/") {
		return refuse(firstFormat, secondPacket, "multipart forms are not read; send application/x-www-form-urlencoded")
	}
	for pair := range strings.SplitSeq(strings.TrimSpace(string(body)), "&") {
		if pair == "" {
			continue
		}
		name, text, problem := unescape(pair, params["charset"])
		if problem != nil {
			return problem
		}
		if problem := take(name, text); problem != nil {
			return problem
		}
	}
	return nil
}

// unescape splits and decodes one name=value pair.
func unescape(pair, charset string) (name, text string, problem *refusal) {
	name, text, _ = strings.Cut(pair, "=")
	name, err := url.QueryUnescape(name)
	if err == nil {
		text, err = url.QueryUnescape(text)
	}
	if err != nil {
		return "", "", refuse(firstFormat, secondPacket, "the form is not url-encoded: %s", clip(err.Error()))
	}
	decoded, problem := decode([]byte(text), charset)
	if problem != nil {
		return "", "", problem
	}
	if slices.ContainsFunc([]rune(string(decoded)), forbiddenInXML) {
		return "", "", refuse(firstFormat, secondPacket, "%s holds a control character", clip(name))
	}
	return name, string(decoded), nil
}

// forbiddenInXML reports whether an XML answer could not repeat a character.
func forbiddenInXML(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// parameter stores one parameter of a form or a JSON request. Format is a parameter of
// every such request, not of every message.
func (in *input) parameter(name, text string) *refusal {
	if strings.EqualFold(name, "format") {
		in.format = strings.TrimSpace(text)
		if fieldCalled(in.requestType(), name) == nil {
			return nil
		}
	}
	return in.put(name, text)
}

// offered returns what the documents offer for a transport, or nil.
func offered(op *service.Operation, transport string) *service.Form {
	for i := range op.Forms {
		if op.Forms[i].Request == transport {
			return &op.Forms[i]
		}
	}
	return nil
}

// answerFormat returns the format of the answer. A SOAP request is answered in SOAP
// whatever it says (D17); anything else as Format asks, within what is offered.
func (in *input) answerFormat() (int, *refusal) {
	if in.transport == transportSOAP {
		return formatSOAP, nil
	}
	form := offered(in.operation, in.transport)
	if form == nil {
		return in.likelyFormat(), refuse(firstValue, secondFormat, "%s takes no %s requests; send SOAP%s",
			in.service.Name, in.transport, otherForms(in.operation))
	}
	if in.format == "" {
		return form.Default, nil
	}
	for _, answer := range form.Answers {
		if strconv.Itoa(answer) == in.format {
			return answer, nil
		}
	}
	return form.Default, refuse(firstValue, secondFormat, "Format=%s is not offered for %s requests to %s; there are %s",
		clip(in.format), in.transport, in.service.Name, strings.Trim(fmt.Sprint(form.Answers), "[]"))
}

// likelyFormat is the format of an answer to a request that says nothing one could go
// by.
func (in *input) likelyFormat() int {
	if form := offered(in.operation, in.transport); form != nil {
		return form.Default
	}
	if in.transport == transportJSON {
		return formatJSON
	}
	return formatSOAP
}

// otherForms names what may be sent beside SOAP, for people.
func otherForms(op *service.Operation) string {
	text := ""
	if form := offered(op, transportPost); form != nil {
		text += fmt.Sprintf(", or a form (Format=%s, default %d)", strings.Join(strings.Fields(strings.Trim(fmt.Sprint(form.Answers), "[]")), ", "), form.Default)
	}
	if offered(op, transportJSON) != nil {
		text += ", or JSON"
	}
	return text
}
