package envelope

import "github.com/assist-soap/toolkit/service"

// Answer is an answer that can be believed.
type Answer struct {
	Record *service.Record // normalised; nil for a one-way operation
	Result service.Result
}

// Open does with a reply everything that comes before its use: read it strictly,
// refuse faults and error codes, verify its digests and that it speaks of our
// order, bring it to one spelling, and say what became of the call. The request
// is the sealed record that the reply answers. After an error nothing of the
// reply is to be used; the error's texts hold no secret of the request.
func (c *Codec) Open(op *service.Operation, request *service.Record, reply Reply, cred *Credentials) (*Answer, error) {
	record, err := c.Decode(op, reply)
	if err != nil {
		return nil, c.scrub(err, request, cred)
	}
	if record == nil { // one-way
		return &Answer{Result: service.Result{Outcome: c.Classify(op, nil)}}, nil
	}
	verified, err := c.Verify(op, request, record, cred)
	if err != nil {
		return nil, err
	}
	c.Normalise(op, record)
	return &Answer{Record: record, Result: service.Result{
		Outcome:  c.Classify(op, record),
		TestMode: TestMode(record),
		Verified: verified,
		Extras:   record.Extras,
	}}, nil
}
