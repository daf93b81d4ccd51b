package bench

import (
	"time"

	"github.com/assist-soap/toolkit/conformance/bench/workload"
)

// Names of contenders that goals speak of.
const (
	Ours        = "ours"
	Hand        = "hand"
	EncodingXML = "encoding/xml"
	Etree       = "etree"
	Gowsdl      = "gowsdl"
	Typed       = "ours, into the typed struct"
	Kept        = "ours, into a kept record"
	GSOAP       = "gSOAP"
)

const codecSlice = 4 * time.Millisecond

// Codecs returns the races that encode and decode W, with the contenders of this package.
func Codecs(rounds int) ([]Race, error) {
	p, err := newProduct()
	if err != nil {
		return nil, err
	}
	h, t, x := newBound(), newTree(), NewPayload()
	answer := x.answerEnvelope()
	if err := h.encode(); err != nil {
		return nil, err
	}
	both := func(encode, decode func() error) func(int) error {
		return Each(func() error {
			if err := encode(); err != nil {
				return err
			}
			return decode()
		})
	}
	decodeXML := func() error { return x.xmlDecode(answer) }
	return []Race{
		{
			Name: "encode", Title: "Encode the request of W", Unit: len(h.buffer), Slice: codecSlice, Rounds: rounds, ByCPU: true,
			Contenders: []Contender{
				{Name: Hand, Run: Each(h.encode)},
				{Name: Ours, Run: Each(p.encode)},
				{Name: EncodingXML, Run: Each(x.xmlEncode)},
				{Name: Etree, Run: Each(t.encode)},
			},
		},
		{
			Name: "decode", Title: "Decode the answer of W, every check on", Unit: len(workload.Response()), Slice: codecSlice, Rounds: rounds, ByCPU: true,
			Contenders: []Contender{
				{Name: Hand, Run: Each(h.decode)},
				{Name: Ours, Run: Each(p.decode)},
				{Name: Kept, Run: Each(p.kept)},
				{Name: Typed, Run: Each(p.typed)},
				{Name: EncodingXML, Run: Each(decodeXML)},
				{Name: Etree, Run: Each(t.decode)},
			},
		},
		{
			Name: "both", Title: "Encode the request and decode the answer of W", Slice: codecSlice, Rounds: rounds, ByCPU: true,
			Contenders: []Contender{
				{Name: Hand, Run: both(h.encode, h.decode)},
				{Name: Ours, Run: both(p.encode, p.decode)},
				{Name: EncodingXML, Run: both(x.xmlEncode, decodeXML)},
				{Name: Etree, Run: both(t.encode, t.decode)},
			},
		},
	}, nil
}
