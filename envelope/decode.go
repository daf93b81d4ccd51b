package envelope

import (
	"errors"

	"github.com/assist-soap/toolkit/service"
)

// Decode reads a reply strictly into a record of the operation's answer type,
// with the texts exactly as received. A nil error means that there is an answer
// and something in it. The errors are [*GatewayError] (a Fault under any HTTP
// status, or codes that are not 0), [*NotSOAPError] and [*MalformedError]. A
// one-way operation's empty reply is a nil record.
func (c *Codec) Decode(op *service.Operation, reply Reply) (*service.Record, error) {
	p, err := c.plan(op)
	if err != nil {
		return nil, err
	}
	record, err := c.decode(p, reply)
	if err != nil {
		return nil, c.locate(err, op, reply)
	}
	return record, nil
}

// DecodeRequest reads a request: for those who play the server, and for tests.
func (c *Codec) DecodeRequest(op *service.Operation, message Reply) (*service.Record, error) {
	p, err := c.plan(op)
	if err != nil {
		return nil, err
	}
	record, err := c.read(p, &p.request, message)
	if err != nil {
		return nil, c.locate(err, op, message)
	}
	return record, nil
}

func (c *Codec) decode(p *operationPlan, reply Reply) (*service.Record, error) {
	reply, err := c.unpacked(reply)
	if err != nil {
		return nil, err
	}
	accepted := reply.status() >= 200 && reply.status() < 300
	found, strange := reply.recognise(c.gateway)
	if strange != nil {
		if p.op.OneWay && accepted && len(reply.Body) == 0 {
			return nil, nil
		}
		return nil, strange
	}
	record, err := c.readAs(p, &p.response, reply, found)
	switch {
	case err == nil && accepted:
		return record, nil
	case errors.As(err, new(*GatewayError)):
		return nil, err
	case !accepted:
		strange := reply.notSOAP("an "+reply.asked().String()+" message without a Fault", "")
		if reply.asked() == SOAP {
			strange.What = "an XML message without a Fault"
		}
		if inner, ok := errors.AsType[*NotSOAPError](err); ok {
			return nil, inner
		}
		strange.Err = err
		return nil, strange
	}
	return record, err
}

// read is the path from bytes to a record of one message.
func (c *Codec) read(p *operationPlan, m *messagePlan, reply Reply) (*service.Record, error) {
	text, err := reply.unchecked() // the scanner looks at every byte before it believes one
	if err != nil {
		return nil, err
	}
	x := c.reader()
	defer c.release(x)
	limits := c.limits
	limits.AllowDoctype = c.gateway && hasDoctype(text) && passesDoctype(text, reply.asked())
	s, d := &x.scanner, &x.decoder
	s.ResetString(text, limits)
	d.reading = reading{Codec: c, message: m, operation: p, extraRoom: minExtraRoom + 4*len(text), valueRoom: valueRoomFor(len(text))}
	d.s, d.text, d.path = s, text, d.room[:0]
	if m.Message != nil {
		d.root = reply.record(c.service, m.Type)
		d.encoded = m.Use == service.Encoded
	}
	if err := d.document(reply); err != nil {
		return nil, err
	}
	if refusal := d.codes(); refusal != nil {
		return nil, refusal
	}
	if c.gateway && !d.anything() {
		return nil, d.fail(RuleNothingKnown, nothingKnown)
	}
	return d.root, nil
}

const nothingKnown = "it holds none of the fields of the answer"

// locate fills in what the inner steps do not know.
func (c *Codec) locate(err error, op *service.Operation, reply Reply) error {
	switch e := err.(type) {
	case *MalformedError:
		e.Service, e.Operation = c.service.Name, op.Name
	case *NotSOAPError:
		e.Service, e.Operation = c.service.Name, op.Name
		if e.Err != nil {
			e.Err = c.locate(e.Err, op, reply)
		}
	case *GatewayError:
		e.Service, e.Operation, e.Status = c.service.Name, op.Name, reply.status()
		e.explain(c.service.Codes)
	}
	return err
}
