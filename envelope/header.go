package envelope

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// planHeader makes the header blocks of a request ready: elements of the envelope's
// header, always written by their schema.
func (c *Codec) planHeader(headers []service.Header) []fieldPlan {
	blocks := make([]fieldPlan, len(headers))
	for i := range headers {
		h := &headers[i]
		blocks[i] = c.planField(&service.Field{Name: h.Name.Local, Space: h.Name.Space, Type: h.Type})
		if h.MustUnderstand {
			start := blocks[i].start
			blocks[i].start += " " + envelopePrefix + `:mustUnderstand="1"`
			for use, open := range blocks[i].open {
				blocks[i].open[use] = strings.Replace(open, start, blocks[i].start, 1)
			}
		}
	}
	return blocks
}

// header appends the blocks that a request carries, which are parallel to the described
// ones.
func (e encoder) header(dst []byte, p *messagePlan, blocks []*service.Record) ([]byte, error) {
	if len(blocks) == 0 {
		return dst, nil
	}
	if len(blocks) > len(p.blocks) {
		return dst, fmt.Errorf("it has %d header blocks, and the operation declares %d", len(blocks), len(p.blocks))
	}
	literal := encoder{e.Codec, service.Literal}
	dst = append(dst, "<"+envelopePrefix+":Header>"...)
	var err error
	for i, block := range blocks {
		if block == nil {
			continue
		}
		if dst, err = literal.record(dst, &p.blocks[i], block); err != nil {
			return dst, in("Header/"+p.blocks[i].Name, err)
		}
	}
	return append(dst, "</"+envelopePrefix+":Header>"...), nil
}
