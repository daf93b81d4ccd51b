package soapclient

import (
	"net/http"

	"github.com/assist-soap/toolkit/envelope"
)

// Form is how one request goes out and in which format its answer is asked for:
//
//	client.Call(ctx, s, op, request, soapclient.As(soapclient.Form{Request: soapclient.RequestPost, Answer: soapclient.XML}))
type (
	Form = envelope.Form
	// Transport is the way a request is written.
	Transport = envelope.Transport
	// Format is the format of an answer.
	Format = envelope.Format
)

// The transports and the formats of [Form].
const (
	RequestSOAP = envelope.RequestSOAP
	RequestPost = envelope.RequestPost
	RequestJSON = envelope.RequestJSON

	CSV  = envelope.CSV
	XML  = envelope.XML
	SOAP = envelope.SOAP
	JSON = envelope.JSON
)

// As sends one call in another form than SOAP, the default. The typed request, its
// seal, the checks of the answer and the typed result are the same. A form that the
// documents do not offer for the operation is an error and nothing is sent.
func As(form Form) CallOption {
	return callOptionFunc(func(k *call) { k.form = form })
}

// formHeaders are the headers of a request that is not SOAP both ways.
func formHeaders(soap http.Header, form Form) http.Header {
	h := soap.Clone()
	if form.Request != RequestSOAP {
		delete(h, "Soapaction")
		h["Content-Type"] = []string{form.Request.ContentType()}
	}
	switch form.Answer {
	case CSV:
		h["Accept"] = []string{"text/csv, text/plain"}
	case XML:
		h["Accept"] = []string{"text/xml, application/xml"}
	case JSON:
		h["Accept"] = []string{"application/json"}
	}
	return h
}
