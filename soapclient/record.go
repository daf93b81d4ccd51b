package soapclient

import "github.com/assist-soap/toolkit/service"

// record returns an empty record for a typed call, which nobody but the call sees.
func (c *Client) record() *service.Record {
	if r, ok := c.records.Get().(*service.Record); ok {
		return r
	}
	return new(service.Record)
}

// release forgets what a record held and keeps its memory. Only the record of a call
// that went well comes back: an error may hold on to one.
func (c *Client) release(r *service.Record) {
	r.Clear()
	c.records.Put(r)
}
