package soapclient

import (
	"bytes"
	"io"
)

// payload holds the bytes of a request. Cards and passwords are in them and the
// memory is used again, so they are wiped when the call is over, provided that
// net/http is done reading them: a server may answer before it read all.
type payload struct {
	data []byte
	busy bool // an attempt ended before its body was read
}

// reader returns a fresh body for one attempt. Its type is one that net/http knows
// to be in memory, so that header and body leave in one write. No GetBody goes with
// it: net/http must never send a request twice.
func (p *payload) reader() io.ReadCloser { return io.NopCloser(bytes.NewReader(p.data)) }

// maxKeptBuffer keeps one huge request from pinning its memory.
const maxKeptBuffer = 64 << 10

// encode writes the sealed request into a buffer of the client's.
func (c *Client) encode(k *call) (*payload, error) {
	buffer, _ := c.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	data, err := k.port.codec.EncodeAs((*buffer)[:0], k.op, k.request, k.form)
	if err != nil {
		clear((*buffer)[:cap(*buffer)])
		return nil, err
	}
	return &payload{data: data}, nil
}

// recycle wipes a request and keeps its memory.
func (c *Client) recycle(p *payload) {
	if p.busy {
		return // left to the garbage collector, as it is
	}
	data := p.data[:0]
	p.data = nil
	clear(data[:cap(data)])
	if cap(data) <= maxKeptBuffer {
		c.buffers.Put(&data)
	}
}
