package soapclient

import (
	"io"
	"sync"
)

// payload holds the bytes of a request. The transport may still be reading it
// when a call is over (the server answered early, the context ended), so the bytes
// are handed out under a lock and wiped under the same: cards and passwords are in
// them, and the memory is used again.
type payload struct {
	mu   sync.Mutex
	data []byte
}

// reader returns a fresh body for one attempt. It is no type that net/http knows
// how to rewind, and no GetBody is set: net/http must never send a request twice.
func (p *payload) reader() io.ReadCloser { return &payloadReader{payload: p} }

func (p *payload) len() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.data)
}

type payloadReader struct {
	payload *payload
	offset  int
}

func (r *payloadReader) Read(b []byte) (int, error) {
	r.payload.mu.Lock()
	defer r.payload.mu.Unlock()
	data := r.payload.data
	if data == nil {
		return 0, io.ErrClosedPipe // the call is over
	}
	n := copy(b, data[min(r.offset, len(data)):])
	if r.offset += n; n == 0 && len(b) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (r *payloadReader) Close() error { return nil }

// maxKeptBuffer keeps one huge request from pinning its memory.
const maxKeptBuffer = 64 << 10

// encode writes the sealed request into a buffer of the client's.
func (c *Client) encode(k *call) (*payload, error) {
	buffer, _ := c.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	data, err := k.port.codec.Encode((*buffer)[:0], k.op, k.request)
	body := &payload{data: data}
	if err != nil {
		c.recycle(body)
		return nil, err
	}
	return body, nil
}

// recycle wipes a request and keeps its memory.
func (c *Client) recycle(p *payload) {
	p.mu.Lock()
	data := p.data
	p.data = nil
	clear(data[:cap(data)])
	p.mu.Unlock()
	if 0 < cap(data) && cap(data) <= maxKeptBuffer {
		data = data[:0]
		c.buffers.Put(&data)
	}
}
