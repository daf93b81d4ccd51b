package sandbox

import (
	"mime"
	"net/url"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// readForm reads the HTTP form the documents print beside SOAP. Only SOAP answers
// (Format=4) are given so far; the vendor's SDK asks for exactly that (K1).
func readForm(svc *service.Service, body []byte, contentType string) (*input, *refusal) {
	op := &svc.Operations[0] // a form names no operation; each service has one
	in := newInput(svc, op, "post")
	media, params, _ := mime.ParseMediaType(contentType)
	if strings.HasPrefix(media, "multipart/") {
		return in, refuse(firstFormat, secondPacket, "multipart forms are not read; send application/x-www-form-urlencoded")
	}
	for pair := range strings.SplitSeq(strings.TrimSpace(string(body)), "&") {
		if pair == "" {
			continue
		}
		name, text, problem := unescape(pair, params["charset"])
		if problem != nil {
			return in, problem
		}
		if strings.EqualFold(name, "Format") { // a parameter of every form, not of every message
			in.values["format"] = strings.TrimSpace(text)
			if fieldCalled(in.requestType(), name) == nil {
				continue
			}
		}
		if problem := in.put(name, text); problem != nil {
			return in, problem
		}
	}
	return in, nil
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

// checkAnswerFormat refuses answer formats that are not given yet. A SOAP request is
// answered in SOAP whatever it says (D17).
func checkAnswerFormat(in *input) *refusal {
	if in.transport == "soap" || in.values["format"] == formatSOAP {
		return nil
	}
	asked := "Format is not sent, so the service's default format applies"
	if format := in.values["format"]; format != "" {
		asked = "Format=" + clip(format) + " is asked for"
	}
	return refuse(firstValue, secondFormat, "%s; this sandbox answers forms in SOAP only: send Format=4", asked)
}
