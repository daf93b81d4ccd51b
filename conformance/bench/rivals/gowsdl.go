package main

import (
	"bytes"
	"crypto/tls"
	"encoding/xml"
	"net/http"

	"github.com/assist-soap/toolkit/conformance/bench"
	"github.com/hooklift/gowsdl/soap"
)

// gowsdl is what generated code of gowsdl does, with types corrected so that the
// messages are those of W: what it generates from the description itself names the
// request wrongly and wants a qualified return.
type gowsdl struct{ *bench.Payload }

func (g gowsdl) encode() error {
	envelope := soap.SOAPEnvelope{XmlNS: soap.XmlNsSoapEnv, Body: soap.SOAPBody{Content: g.Request}}
	var buffer bytes.Buffer
	encoder := xml.NewEncoder(&buffer)
	if err := encoder.Encode(envelope); err != nil {
		return err
	}
	return encoder.Flush()
}

func (g gowsdl) decode() error {
	answer := g.NewAnswer()
	envelope := new(soap.SOAPEnvelopeResponse)
	envelope.Body = soap.SOAPBodyResponse{Content: answer, Fault: &soap.SOAPFault{}}
	if err := xml.NewDecoder(bytes.NewReader(g.Response)).Decode(envelope); err != nil {
		return err
	}
	return g.Read(answer)
}

func (g gowsdl) both() error {
	if err := g.encode(); err != nil {
		return err
	}
	return g.decode()
}

// call makes a call with a client.
func (g gowsdl) call(client *soap.Client) func() error {
	return func() error {
		answer := g.NewAnswer()
		if err := client.Call("http://www.paysecure.ru/ws/SilentPay", g.Request, answer); err != nil {
			return err
		}
		return g.Read(answer)
	}
}

// callers are gowsdl as shipped, which makes a connection for every call, and forced to
// keep it by a client that takes the order to close back.
func (g gowsdl) callers(l bench.Line) []bench.Contender {
	url := l.URL + "/pay/silentpay.cfm"
	fresh := soap.NewClient(url, soap.WithTLS(&tls.Config{RootCAs: l.Server.Roots}))
	kept := soap.NewClient(url, soap.WithHTTPClient(keeper{l.Client()}))
	return []bench.Contender{
		{Name: bench.GowsdlFresh, Run: l.Spread(g.call(fresh))},
		{Name: bench.GowsdlKept, Run: l.Spread(g.call(kept))},
	}
}

type keeper struct{ client *http.Client }

func (k keeper) Do(r *http.Request) (*http.Response, error) {
	r.Close = false
	return k.client.Do(r)
}
