package bench

import (
	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
)

// product is the toolkit's codec with the request and the answer of W.
type product struct {
	codec   *envelope.Codec
	op      *service.Operation
	request *service.Record
	reply   envelope.Reply
	record  service.Record
	layouts service.Layouts
	buffer  []byte
}

func newProduct() (*product, error) {
	s := workload.Service()
	codec, err := envelope.New(s, envelope.Options{})
	if err != nil {
		return nil, err
	}
	return &product{
		codec: codec, op: &s.Operations[0], request: workload.Request(s),
		reply: envelope.Reply{Status: 200, ContentType: "text/xml; charset=utf-8", Body: workload.Response()},
	}, nil
}

func (p *product) encode() (err error) {
	p.buffer, err = p.codec.Encode(p.buffer[:0], p.op, p.request)
	return err
}

func (p *product) decode() error {
	_, err := p.codec.Decode(p.op, p.reply)
	return err
}

// kept is decode into a record whose memory is used again, as a client does it.
func (p *product) kept() error {
	reply := p.reply
	reply.Into = &p.record
	_, err := p.codec.Decode(p.op, reply)
	return err
}

// typed is decode into the struct that the caller of a stub gets.
func (p *product) typed() error {
	record, err := p.codec.Decode(p.op, p.reply)
	if err != nil {
		return err
	}
	return p.layouts.Store(record, new(silentpay.PayResponse))
}
