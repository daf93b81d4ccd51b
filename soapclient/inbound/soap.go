package inbound

import (
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// read turns a body into a record, with the texts exactly as they came.
func (h *Handler) read(transport envelope.Transport, m media, body []byte) (*service.Record, error) {
	if transport == envelope.RequestPost {
		return h.readForm(m, body)
	}
	return h.readSOAP(envelope.Reply{ContentType: m.contentType, Body: body})
}

// readSOAP reads the packet with its inner frames, or as flat as the other page of the
// documents shows it.
func (h *Handler) readSOAP(message envelope.Reply) (*service.Record, error) {
	record, err := h.codec.DecodeRequest(h.op, message)
	if broken, ok := errors.AsType[*envelope.MalformedError](err); ok && broken.Rule == envelope.RuleMissingFrame && h.flat != nil {
		record, err = h.flat.read(message)
	}
	if broken, ok := errors.AsType[*envelope.MalformedError](err); ok {
		return nil, &Rejection{Reason: ErrMalformed, Status: statusMalformed, Err: broken}
	}
	if err != nil { // its text may quote the body
		return nil, malformed("it is no SOAP message of this operation")
	}
	h.adopt(record)
	return record, nil
}

// adopt moves what stands beside its place into it: check value, signature and packet
// date have been seen beside the order elsewhere, and flat packets hold everything so.
// A field that is there already stays as it is.
func (h *Handler) adopt(r *service.Record) {
	var rest []service.Extra
	for _, extra := range r.Extras {
		if strings.ContainsAny(extra.Path, "/@") {
			rest = append(rest, extra)
			continue
		}
		v := h.places.find(r, extra.Path)
		if v == nil || v.State == service.Present && strings.TrimSpace(v.Text) != "" {
			rest = append(rest, extra)
			continue
		}
		*v = service.Value{State: service.Present, Text: extra.Text}
	}
	r.Extras = rest
}

// flatReader reads a message whose fields stand directly below its first element.
type flatReader struct {
	codec *envelope.Codec
	op    *service.Operation
	of    *service.Service
}

func newFlatReader(s *service.Service, op *service.Operation, options envelope.Options) (*flatReader, error) {
	if len(op.Request.Frames) < 2 {
		return nil, nil
	}
	flat, only := *s, *op
	only.Request.Frames = op.Request.Frames[:1]
	flat.Operations = []service.Operation{only}
	codec, err := envelope.New(&flat, options)
	return &flatReader{codec, &flat.Operations[0], s}, err
}

func (f *flatReader) read(message envelope.Reply) (*service.Record, error) {
	read, err := f.codec.DecodeRequest(f.op, message)
	if err != nil {
		return nil, err
	}
	record := service.NewRecord(f.of, read.TypeID())
	copy(record.Values(), read.Values())
	record.Extras = read.Extras
	return record, nil
}
