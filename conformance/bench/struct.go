package bench

import (
	"encoding/xml"
	"errors"
	"reflect"

	"github.com/assist-soap/toolkit/conformance/bench/hand"
	"github.com/assist-soap/toolkit/conformance/bench/workload"
)

var errWrong = errors.New("the contender does not do the work")

// Payload are the messages of W in the Go types that other libraries want: structs with
// tags. The types are made once, by reflection, with the names and order of W.
type Payload struct {
	Request  any          // pointer to a struct whose XMLName is SilentPay
	Answer   reflect.Type // of the element SilentPayResponse
	Response []byte
}

// NewPayload makes the types and the messages.
func NewPayload() *Payload {
	name := reflect.StructField{Name: "XMLName", Type: reflect.TypeFor[xml.Name](), Tag: `xml:"http://www.paysecure.ru/ws/ SilentPay"`}
	request := []reflect.StructField{name}
	for i, p := range workload.RequestPairs() {
		request = append(request, member(i, p.Name))
	}
	var fields []reflect.StructField
	for i, p := range workload.ResponsePairs() {
		fields = append(fields, member(i, p.Name))
	}
	answer := reflect.StructOf([]reflect.StructField{
		{Name: "XMLName", Type: reflect.TypeFor[xml.Name](), Tag: `xml:"http://www.paysecure.ru/ws/ SilentPayResponse"`},
		{Name: "Return", Type: reflect.StructOf(fields), Tag: `xml:"return"`},
	})
	value := reflect.New(reflect.StructOf(request))
	for i, p := range workload.RequestPairs() {
		value.Elem().Field(i + 1).SetString(p.Text)
	}
	return &Payload{Request: value.Interface(), Answer: answer, Response: workload.Response()}
}

func member(i int, element string) reflect.StructField {
	letters := "ABCDEFGHIJ"
	return reflect.StructField{
		Name: "F" + string(letters[i/10]) + string(letters[i%10]), Type: reflect.TypeFor[string](),
		Tag: reflect.StructTag(`xml:"` + element + `"`),
	}
}

// NewAnswer returns a pointer to an empty answer.
func (p *Payload) NewAnswer() any { return reflect.New(p.Answer).Interface() }

// Read reports whether an answer was filled in.
func (p *Payload) Read(answer any) error {
	fields := reflect.ValueOf(answer).Elem().Field(1)
	if fields.Field(1).String() != "AS000" || fields.Field(fields.NumField()-1).String() != "NONE" {
		return errWrong
	}
	return nil
}

// soapRequest and soapAnswer are envelopes for encoding/xml.
type soapRequest struct {
	XMLName xml.Name `xml:"http://schemas.xmlsoap.org/soap/envelope/ Envelope"`
	Body    struct {
		Content any
	} `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`
}

func (p *Payload) marshal() ([]byte, error) {
	envelope := soapRequest{}
	envelope.Body.Content = p.Request
	return xml.Marshal(&envelope)
}

func (p *Payload) xmlEncode() error {
	_, err := p.marshal()
	return err
}

// answerEnvelope is the type of the whole answer.
func (p *Payload) answerEnvelope() reflect.Type {
	body := reflect.StructOf([]reflect.StructField{{Name: "Content", Type: p.Answer, Tag: `xml:"http://www.paysecure.ru/ws/ SilentPayResponse"`}})
	return reflect.StructOf([]reflect.StructField{
		{Name: "XMLName", Type: reflect.TypeFor[xml.Name](), Tag: `xml:"http://schemas.xmlsoap.org/soap/envelope/ Envelope"`},
		{Name: "Body", Type: body, Tag: `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`},
	})
}

func (p *Payload) xmlDecode(envelope reflect.Type) error { return p.unmarshal(p.Response, envelope) }

func (p *Payload) unmarshal(body []byte, envelope reflect.Type) error {
	value := reflect.New(envelope)
	if err := xml.Unmarshal(body, value.Interface()); err != nil {
		return err
	}
	return p.Read(value.Elem().Field(1).Field(0).Addr().Interface())
}

// bound is the hand-written one.
type bound struct {
	request  hand.Request
	response []byte
	buffer   []byte
}

func newBound() *bound {
	var texts []string
	for _, p := range workload.RequestPairs() {
		texts = append(texts, p.Text)
	}
	b := &bound{response: workload.Response()}
	b.request.SetAll(texts)
	return b
}

func (b *bound) encode() error {
	b.buffer = hand.AppendRequest(b.buffer[:0], &b.request)
	return nil
}

func (b *bound) decode() error {
	var r hand.Response
	return hand.Decode(b.response, &r)
}
