package envelope

import (
	"fmt"
	"sync"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// Codec is a service description made ready for work: facets compiled, names
// indexed, tags written out. It is immutable and safe for concurrent use; keep
// one per service.
type Codec struct {
	service    *service.Service
	options    Options
	gateway    bool     // names are matched the gateway's tolerant way
	prefixes   []string // by namespace
	types      []typePlan
	simple     map[service.TypeID]*simplePlan   // made by New, shared by the fields of a type
	typeNames  map[service.QName]service.TypeID // for xsi:type
	operations map[*service.Operation]*operationPlan
	limits     xmlscan.Limits
	mask       *maskTable
	readers    sync.Pool // of *xmlReader
}

// Options are the choices a caller has. The zero value is the documented default
// of everything.
type Options struct {
	// Variants chooses readings of digest recipes, by
	// "service.operation.message.kind": "createbill.create.request.checkvalue".
	// Keys of other services are passed over, so that one map serves many codecs.
	Variants map[string]string
	// Wrappers chooses another name for the first element of a request, by
	// "service.operation"; the values are keys of [service.Message].Wrappers.
	Wrappers map[string]string
	// Limits bounds what reading a reply may cost.
	Limits Limits
	// AllowUnverified accepts an answer in which nothing could be verified: no
	// digest, or no key of ours to check it with. It never accepts a wrong digest.
	AllowUnverified bool
	// Lenient reads messages as the documents print them: an Envelope without
	// namespace, prefixes that are not declared. For samples, not for live calls.
	Lenient bool
}

// Limits bounds a reply. Zero fields have the defaults.
type Limits struct {
	Document int // bytes; default 16 MiB
	Depth    int // open elements; default 64
	Nodes    int // elements and attributes; default 1,000,000
	Text     int // bytes of one value; default 4 MiB
}

// Reply is what came back over HTTP.
type Reply struct {
	Status      int    // HTTP status code; 0 counts as 200
	ContentType string // the header's value, with its charset parameter
	Format      Format // that was asked for; 0 is SOAP
	Body        []byte
	// Into is a record to read the answer into, whose memory is used again; nil: a new one.
	Into *service.Record
}

// record returns an empty record of a type.
func (r *Reply) record(s *service.Service, id service.TypeID) *service.Record {
	if r.Into == nil {
		return service.NewRecord(s, id)
	}
	r.Into.Reset(s, id)
	return r.Into
}

// New makes a codec. It refuses, with all problems in one error, a description
// that contradicts itself and options that name nothing.
func New(s *service.Service, o Options) (*Codec, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	c := &Codec{service: s, options: o, gateway: s.Facts != nil || s.Codes != nil}
	c.limits = xmlscan.Limits{
		Document: o.Limits.Document, Depth: o.Limits.Depth, Nodes: o.Limits.Nodes, Text: o.Limits.Text,
		LenientPrefixes: o.Lenient,
	}
	if err := c.planTypes(); err != nil {
		return nil, err
	}
	if err := c.planOperations(); err != nil {
		return nil, err
	}
	c.mask = newMaskTable(s)
	return c, nil
}

// Service returns the description the codec was made for.
func (c *Codec) Service() *service.Service { return c.service }

// plan returns the operation's plan. Asking for an operation of another service
// is a mistake in the program around us, not in its data.
func (c *Codec) plan(op *service.Operation) (*operationPlan, error) {
	if p := c.operations[op]; p != nil {
		return p, nil
	}
	if op == nil {
		return nil, fmt.Errorf("%s: no operation was given", c.service.Name)
	}
	return nil, fmt.Errorf("%s: operation %q belongs to another service; use the codec of that service", c.service.Name, op.Name)
}

// xmlReader is what reading an XML document needs beside the document.
type xmlReader struct {
	scanner xmlscan.Scanner
	decoder decoder
}

func (c *Codec) reader() *xmlReader {
	if x, ok := c.readers.Get().(*xmlReader); ok {
		return x
	}
	return new(xmlReader)
}

// scan is reader with its scanner at the start of a part of the document.
func (c *Codec) scan(part string) *xmlReader {
	x := c.reader()
	x.scanner.ResetString(part, c.limits)
	return x
}

// release lets go of the document before the reader waits in the pool: what it
// held may be secret.
func (c *Codec) release(x *xmlReader) {
	x.scanner.Release()
	x.decoder = decoder{}
	c.readers.Put(x)
}
