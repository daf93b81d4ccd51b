package envelope

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// StreamReply is a [Reply] whose body is read as it is needed. Whoever makes it bounds
// it: there is no limit on its size here, since none is needed.
type StreamReply struct {
	Status      int
	ContentType string
	Format      Format // that was asked for: SOAP (or 0), XML or CSV
	Body        io.Reader
}

// Stream reads an answer that is a list (of orders, of payments) record by record, with
// memory that does not depend on their number. It is as strict as [Codec.Decode] and
// refuses the same answers, but finds out later: records that came before an error were
// read well, and the list is not known to be whole. The error comes last.
//
// Every record is the caller's to keep. JSON cannot be read so; ask for XML, CSV or
// SOAP.
func (c *Codec) Stream(op *service.Operation, reply StreamReply) iter.Seq2[*service.Record, error] {
	return func(yield func(*service.Record, error) bool) {
		p, err := c.plan(op)
		if err == nil {
			err = c.isList(op, p)
		}
		if err == nil {
			err = c.stream(p, reply, func(r *service.Record) error {
				if !yield(r, nil) {
					return errStopped
				}
				return nil
			})
			err = c.locate(c.brokenReader(err, op), op, Reply{Status: reply.Status})
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, err)
		}
	}
}

// errStopped: the caller wants no more records.
var errStopped = errors.New("stopped")

func (c *Codec) isList(op *service.Operation, p *operationPlan) error {
	if op.OneWay || p.response.list < 0 {
		return fmt.Errorf("%s.%s: its answer is one record and no list; read it whole", c.service.Name, op.Name)
	}
	return nil
}

// peeked is how much of a stream is looked at before it is read: enough for an XML
// declaration and the title of an HTML page.
const peeked = 4 << 10

// mostRefused is how much is read of an answer that is no list.
const mostRefused = 1 << 20

func (c *Codec) stream(p *operationPlan, reply StreamReply, take func(*service.Record) error) error {
	body := bufio.NewReaderSize(reply.Body, peeked)
	head, err := body.Peek(peeked)
	if err != nil && err != io.EOF {
		return brokeOff(err)
	}
	start := Reply{Status: reply.Status, ContentType: reply.ContentType, Format: reply.Format, Body: head}
	found, strange := start.recognise(c.gateway)
	asked := start.asked()
	if status := start.status(); strange != nil || status < 200 || status > 299 || found == shapeJSON || found == shapeText && asked != CSV {
		return c.notAList(p, start, body, found)
	}
	text, err := start.convert(body)
	if err != nil {
		return err
	}
	if found == shapeText {
		return c.streamCSV(p, text, take)
	}
	return c.streamXML(p, start, text, take)
}

// notAList reads the beginning of what cannot be a list, to say what it is.
func (c *Codec) notAList(p *operationPlan, start Reply, body io.Reader, found shape) error {
	whole, err := io.ReadAll(io.LimitReader(body, mostRefused))
	if err != nil {
		return brokeOff(err)
	}
	start.Body = whole
	if _, err = c.decode(p, start); err != nil {
		return err
	}
	return errors.New("an answer in " + [...]string{"XML", "JSON", "CSV"}[found] + " cannot be read record by record; ask for XML, CSV or SOAP")
}

func brokeOff(err error) error { return &xmlscan.ReadError{Err: err} }

// brokenReader says what it means that the reader behind a stream failed: the charset
// was wrong, or the network was.
func (c *Codec) brokenReader(err error, op *service.Operation) error {
	broke, ok := errors.AsType[*xmlscan.ReadError](err)
	if !ok {
		return err
	}
	if charset, ok := errors.AsType[*MalformedError](broke.Err); ok {
		return charset
	}
	return fmt.Errorf("%s.%s: the answer broke off: %w", c.service.Name, op.Name, broke.Err)
}

// emitter hands over the records of a list as they are read.
type emitter struct {
	field int // of the list, in the message's type
	take  func(*service.Record) error
	count int
	text  []byte
	extra []service.Extra // of the current record
}

func (c *Codec) streamXML(p *operationPlan, start Reply, text io.Reader, take func(*service.Record) error) error {
	limits := c.limits
	limits.Document, limits.Nodes = math.MaxInt, math.MaxInt // neither costs memory here
	limits.AllowDoctype = c.gateway && passesDoctype(string(start.Body), start.asked())
	var s xmlscan.Scanner
	s.ResetReader(text, limits)
	m := &p.response
	d := decoder{
		reading: reading{Codec: c, message: m, operation: p, extraRoom: minExtraRoom, records: &service.Records{}},
		s:       &s, encoded: m.Use == service.Encoded, stream: &emitter{field: m.list, take: take},
	}
	d.path = d.room[:0]
	d.root = service.NewRecord(c.service, m.Type)
	if err := d.document(start); err != nil {
		return err
	}
	if refusal := d.codes(); refusal != nil {
		return refusal
	}
	if c.gateway && d.stream.count == 0 && !d.anything() {
		return d.fail(RuleNothingKnown, nothingKnown)
	}
	return nil
}

// emit reads the current element as a record of the list and hands it over.
func (d *decoder) emit(f *fieldPlan) error {
	room, later, entered := d.extraRoom, 0, 0
	d.extraRoom, d.sink = minExtraRoom, &d.stream.extra
	if d.plain != nil {
		later, entered = len(d.plain.later), len(d.plain.entered)
	}
	var v service.Value
	err := d.value(f, &v)
	if err == nil && d.plain != nil {
		if err = d.settledFrom(later); err == nil {
			d.plain.entered = d.plain.entered[:entered]
		}
	}
	d.extraRoom, d.sink = room, nil
	if err != nil {
		return err
	}
	if v.Record == nil {
		return d.fail(RuleUnexpectedValue, "the element is nil, and a record is expected")
	}
	v.Record.Extras, d.stream.extra = d.stream.extra, nil
	d.stream.count++
	d.stream.compact(v.Record)
	return d.stream.take(v.Record)
}

// compact gives a record texts of its own, in one piece: slices of the window would
// keep all of it alive.
func (e *emitter) compact(r *service.Record) {
	e.text = e.gather(e.text[:0], r)
	rest := string(e.text)
	clear(e.text)
	share(&rest, r)
}

func (e *emitter) gather(text []byte, r *service.Record) []byte {
	values := r.Values()
	for i := range values {
		text = e.gatherValue(text, &values[i])
	}
	for i := range r.Extras {
		text = append(append(text, r.Extras[i].Path...), r.Extras[i].Text...)
	}
	return text
}

func (e *emitter) gatherValue(text []byte, v *service.Value) []byte {
	text = append(text, v.Text...)
	if v.Record != nil {
		text = e.gather(text, v.Record)
	}
	for i := range v.Items {
		text = e.gatherValue(text, &v.Items[i])
	}
	return text
}

// share cuts the texts off the front of rest, in the order they were gathered.
func share(rest *string, r *service.Record) {
	values := r.Values()
	for i := range values {
		shareValue(rest, &values[i])
	}
	for i := range r.Extras {
		cut(rest, &r.Extras[i].Path)
		cut(rest, &r.Extras[i].Text)
	}
}

func shareValue(rest *string, v *service.Value) {
	cut(rest, &v.Text)
	if v.Record != nil {
		share(rest, v.Record)
	}
	for i := range v.Items {
		shareValue(rest, &v.Items[i])
	}
}

func cut(rest, text *string) {
	n := len(*text)
	*text, *rest = (*rest)[:n], (*rest)[n:]
}
