package soapclient

import (
	"bytes"
	"io"

	"github.com/assist-soap/toolkit/service"
)

// payload holds the bytes of a request. Cards and passwords are in them and the
// memory is used again, so they are wiped when the call is over, provided that
// net/http is done reading them: a server may answer before it read all.
type payload struct {
	data []byte
	home *[]byte // where its memory came from
	busy bool    // an attempt ended before its body was read
}

// reader returns a fresh body for one attempt. Its type is one that net/http knows
// to be in memory, so that header and body leave in one write. No GetBody goes with
// it: net/http must never send a request twice.
func (p *payload) reader() io.ReadCloser { return io.NopCloser(bytes.NewReader(p.data)) }

// maxKeptBuffer keeps one huge message from pinning its memory.
const maxKeptBuffer = 64 << 10

// buffer returns memory for a message.
func (c *Client) buffer() *[]byte {
	if b, ok := c.buffers.Get().(*[]byte); ok {
		return b
	}
	return new([]byte)
}

// keep wipes a message and keeps its memory.
func (c *Client) keep(home *[]byte, data []byte) {
	clear(data[:cap(data)])
	if home != nil && cap(data) <= maxKeptBuffer {
		*home = data[:0]
		c.buffers.Put(home)
	}
}

// encode writes the sealed request into a buffer of the client's.
func (c *Client) encode(k *call) (*payload, error) {
	home := c.buffer()
	if need := room(k.request); cap(*home) < need {
		*home = make([]byte, 0, need)
	}
	data, err := k.port.codec.EncodeAs(*home, k.op, k.request, k.form)
	if err != nil {
		clear((*home)[:cap(*home)])
		return nil, err
	}
	k.body = payload{data: data, home: home}
	return &k.body, nil
}

// room is more than a request can take up in any form: a buffer that grew on the way would
// leave copies of its beginning in memory that nobody can wipe.
func room(r *service.Record) int {
	const around = 2 << 10 // envelope, frames, namespaces
	if r == nil {
		return 0
	}
	need := around
	for i := range r.Fields() {
		need += roomOf(&r.Fields()[i], &r.Values()[i])
	}
	for _, block := range r.Header() {
		need += room(block)
	}
	return need
}

func roomOf(f *service.Field, v *service.Value) int {
	const (
		tags   = 160 // of one field, its type attribute and its prefix, without its name
		escape = 6   // bytes for one: &quot; and \u001f
	)
	if v.State == service.Absent {
		return 0
	}
	need := tags + 4*len(f.Name) + escape*len(v.Text) + room(v.Record)
	for i := range v.Items {
		need += roomOf(f, &v.Items[i])
	}
	return need
}

// recycle wipes a request and keeps its memory.
func (c *Client) recycle(p *payload) {
	if p.busy {
		return // left to the garbage collector, as it is
	}
	c.keep(p.home, p.data)
	p.home, p.data = nil, nil
}
