package envelope

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// planHeader makes the header blocks of a message ready: elements of the envelope's
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

// header appends the blocks that a message carries, which are parallel to the described
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

// block returns the index of the described block that the current element is, or -1.
func (d *decoder) block() int {
	if d.root == nil || d.stream != nil {
		return -1
	}
	return slices.IndexFunc(d.message.blocks, func(b fieldPlan) bool { return b.Name == d.s.Local() && b.space == d.s.Space() })
}

// readBlock reads the current element into the header of the record. Blocks are written by
// their schema, whatever the use of the body.
func (d *decoder) readBlock(i int) error {
	f := &d.message.blocks[i]
	d.enter(f.Name)
	defer d.leave()
	blocks := d.root.Header()
	if blocks == nil {
		blocks = make([]*service.Record, len(d.message.blocks))
		d.root.SetHeader(blocks)
	}
	if blocks[i] != nil {
		return d.fail(RuleRepeated, "the header block stands here twice, and one cannot be chosen")
	}
	encoded := d.encoded
	d.encoded = false
	r := service.NewRecord(d.service, f.Type)
	err := d.record(r)
	d.encoded, blocks[i] = encoded, r
	return err
}
