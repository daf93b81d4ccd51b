package bench

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Names of contenders in the list races.
const (
	OursStream = "ours, record by record"
	XMLStream  = "encoding/xml, element by element"
)

// Lists returns a race for every length of the list.
func Lists(rounds int, lengths ...int) ([]Race, error) {
	l, err := newLister()
	if err != nil {
		return nil, err
	}
	var races []Race
	for _, n := range lengths {
		body := workload.List(n)
		races = append(races, Race{
			Name: fmt.Sprintf("list-%d", n), Title: fmt.Sprintf("Read a list of %d operations", n), Unit: len(body),
			Slice: time.Millisecond, Rounds: rounds, ByCPU: true,
			Contenders: []Contender{
				{Name: Ours, Run: Each(func() error { return l.whole(body, n) })},
				{Name: OursStream, Run: Each(func() error { return l.stream(bytes.NewReader(body), n) })},
				{Name: XMLStream, Run: Each(func() error { return l.elements(bytes.NewReader(body), n) })},
			},
		})
	}
	return races, nil
}

// lister reads lists of operations.
type lister struct {
	codec *envelope.Codec
	op    *service.Operation
	name  string // of one record's element
}

func newLister() (*lister, error) {
	s := workload.ListService()
	codec, err := envelope.New(s, envelope.Options{Limits: envelope.Limits{Document: 1 << 30, Nodes: 1 << 30}})
	if err != nil {
		return nil, err
	}
	op := &s.Operations[0]
	return &lister{codec: codec, op: op, name: s.Types[op.Response.Type].Fields[0].Name}, nil
}

func (l *lister) whole(body []byte, n int) error {
	record, err := l.codec.Decode(l.op, envelope.Reply{Body: body})
	if err == nil && len(record.Values()[0].Items) != n {
		err = errWrong
	}
	return err
}

func (l *lister) stream(body io.Reader, n int) error {
	for _, err := range l.codec.Stream(l.op, envelope.StreamReply{Body: body}) {
		if err != nil {
			return err
		}
		n--
	}
	if n != 0 {
		return errWrong
	}
	return nil
}

// elements is what a user of encoding/xml writes to keep memory flat.
func (l *lister) elements(body io.Reader, n int) error {
	decoder := xml.NewDecoder(body)
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != l.name {
			continue
		}
		var operation struct {
			Ordernumber  string `xml:"ordernumber"`
			Responsecode string `xml:"responsecode"`
			Amount       string `xml:"amount"`
			Currency     string `xml:"currency"`
			Orderstate   string `xml:"orderstate"`
			Rest         []struct {
				XMLName xml.Name
				Text    string `xml:",chardata"`
			} `xml:",any"`
		}
		if err := decoder.DecodeElement(&operation, &start); err != nil {
			return err
		}
		n--
	}
	if n != 0 {
		return errWrong
	}
	return nil
}
