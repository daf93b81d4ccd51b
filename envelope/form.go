package envelope

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Format is the format of an answer: the value of the gateway's parameter Format.
type Format int

// The formats. The zero Format stands for SOAP in a [Reply], and in a [Form] for what
// the description gives as default.
const (
	CSV  Format = 1
	XML  Format = 3
	SOAP Format = 4
	JSON Format = 5
)

// String returns the format's name.
func (f Format) String() string {
	switch f {
	case CSV:
		return "CSV"
	case XML:
		return "XML"
	case JSON:
		return "JSON"
	case SOAP, 0:
		return "SOAP"
	}
	return fmt.Sprintf("format %d", int(f))
}

// Transport is the way a request is written.
type Transport uint8

// The transports.
const (
	RequestSOAP Transport = iota
	RequestPost           // key=value, as an HTML form posts it
	RequestJSON
)

// String returns the word that sidecars use.
func (t Transport) String() string { return [...]string{"soap", "post", "json"}[t] }

// ContentType returns the media type of such a request; SOAP 1.2 has one of its own.
func (t Transport) ContentType() string {
	return [...]string{"text/xml", "application/x-www-form-urlencoded", "application/json"}[t] + "; charset=utf-8"
}

// Form is how one request goes out and in which format its answer is asked for. The
// zero Form is SOAP both ways. The same sealed record goes out in any form: the texts
// that were digested are the texts that are sent.
type Form struct {
	Request Transport
	Answer  Format // 0: the default that the description gives for such requests
}

// String returns the form as ParseForm reads it.
func (f Form) String() string {
	if f.Answer == 0 {
		return f.Request.String()
	}
	return f.Request.String() + "/" + strings.ToLower(f.Answer.String())
}

// ParseForm reads a form as a command line gives it: "soap", "post/xml", "post/3",
// "json". Case does not count.
func ParseForm(text string) (Form, error) {
	request, answer, _ := strings.Cut(strings.ToLower(text), "/")
	var f Form
	at := slices.Index([]string{"soap", "post", "json"}, request)
	if at < 0 {
		return f, fmt.Errorf("form %.40q: a request is sent as soap, post or json, as in post/xml", text)
	}
	f.Request = Transport(at)
	switch answer {
	case "":
	case "csv", "1":
		f.Answer = CSV
	case "xml", "3":
		f.Answer = XML
	case "soap", "4":
		f.Answer = SOAP
	case "json", "5":
		f.Answer = JSON
	default:
		return Form{}, fmt.Errorf("form %.40q: an answer comes as csv, xml, soap or json, as in post/xml", text)
	}
	return f, nil
}

// Offer completes a form by the description's default and refuses one that the
// documents do not offer for the operation. SOAP both ways is always offered.
func (c *Codec) Offer(op *service.Operation, f Form) (Form, error) {
	if _, err := c.plan(op); err != nil {
		return f, err
	}
	if f.Request == RequestSOAP && (f.Answer == 0 || f.Answer == SOAP) {
		return Form{Answer: SOAP}, nil
	}
	offered := []string{Form{Answer: SOAP}.String()}
	for i := range op.Forms {
		form := &op.Forms[i]
		for _, answer := range form.Answers {
			if form.Request != f.Request.String() {
				offered = append(offered, form.Request+"/"+strings.ToLower(Format(answer).String()))
				continue
			}
			if f.Answer == 0 && answer == form.Default || int(f.Answer) == answer {
				return Form{f.Request, Format(answer)}, nil
			}
			offered = append(offered, Form{f.Request, Format(answer)}.String())
		}
	}
	slices.Sort(offered)
	return f, fmt.Errorf("%s.%s: request not sent: the form %s is not offered; there are %s",
		c.service.Name, op.Name, f, strings.Join(slices.Compact(offered), ", "))
}

// described returns the description's row for a form, or nil.
func described(op *service.Operation, f Form) *service.Form {
	for i := range op.Forms {
		if form := &op.Forms[i]; form.Request == f.Request.String() && slices.Contains(form.Answers, int(f.Answer)) {
			return form
		}
	}
	return nil
}
