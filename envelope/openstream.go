package envelope

import (
	"fmt"
	"iter"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Entry is one record of a list, with what is known about it.
type Entry struct {
	Record *service.Record // normalised
	// Result is about this record alone: its digest, its outcome by the operation's
	// rules as if it were the only one, its extras.
	Result service.Result
}

// OpenStream is [Codec.Open] for lists that are read as they come: every record is
// verified with the digest it carries and compared with the request before it is
// handed over, so each can be believed by itself. That the list is whole is known when
// it has ended without an error. A list whose digest covers the whole answer cannot be
// read so.
func (c *Codec) OpenStream(op *service.Operation, request *service.Record, reply StreamReply, cred *Credentials) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		o, err := c.newOpener(op, request, cred)
		if err != nil {
			yield(Entry{}, err)
			return
		}
		for record, err := range c.Stream(op, reply) {
			if err != nil {
				yield(Entry{}, c.scrub(err, request, cred))
				return
			}
			entry, err := o.open(record)
			if !yield(entry, err) || err != nil {
				return
			}
		}
	}
}

// Streamable returns why the answers of an operation cannot be read with OpenStream, or
// nil.
func (c *Codec) Streamable(op *service.Operation) error {
	p, err := c.plan(op)
	if err == nil {
		err = c.isList(op, p)
	}
	if err != nil || c.options.AllowUnverified {
		return err
	}
	name := c.types[p.response.Type].fields[p.response.list].Name
	for i := range p.response.Digests {
		if d := &p.response.Digests[i]; d.At != name {
			return fmt.Errorf("%s.%s: its %s covers more than one record; read the answer whole", c.service.Name, op.Name, d.Field)
		}
	}
	return nil
}

// opener checks the records of one stream.
type opener struct {
	verification
	op     *service.Operation
	plan   *operationPlan
	name   string          // of the list
	view   *service.Record // an answer with one record in it, for the outcome rules
	field  int
	number int
}

func (c *Codec) newOpener(op *service.Operation, request *service.Record, cred *Credentials) (*opener, error) {
	if err := c.Streamable(op); err != nil {
		return nil, err
	}
	p := c.operations[op]
	if cred == nil {
		cred = &Credentials{}
	}
	o := &opener{op: op, plan: p, field: p.response.list, view: service.NewRecord(c.service, p.response.Type)}
	o.name = o.view.Fields()[o.field].Name
	o.verification = verification{Codec: c, op: op, cred: cred, request: request, answer: o.view}
	o.view.Values()[o.field] = service.Value{State: service.Present, Items: make([]service.Value, 1)}
	return o, nil
}

// open verifies, normalises and classifies one record.
func (o *opener) open(record *service.Record) (Entry, error) {
	o.number++
	o.verified, o.unusable = o.verified[:0], o.unusable[:0]
	o.view.Values()[o.field].Items[0] = service.Value{State: service.Present, Record: record}
	count := nestedCount{at: o.name, first: o.number}
	for i := range o.plan.response.Digests {
		if d := &o.plan.response.Digests[i]; d.At == o.name {
			count.records = 1
			if err := o.digest(d, record); err != nil {
				return Entry{}, err
			}
		}
	}
	if len(o.verified) > 0 {
		count.proven = 1
	}
	if err := o.conclude(nil, count); err != nil {
		return Entry{}, err
	}
	if err := o.echo(o.plan); err != nil {
		return Entry{}, err
	}
	o.Normalise(o.op, record)
	return Entry{Record: record, Result: service.Result{
		Outcome:  o.Classify(o.op, o.view),
		TestMode: TestMode(record),
		Verified: strings.Join(o.verified, ", "),
		Extras:   record.Extras,
	}}, nil
}
