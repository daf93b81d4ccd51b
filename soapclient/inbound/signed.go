package inbound

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Sample makes genuine messages, for tests of the code behind a handler.
type Sample struct {
	Service   *service.Service
	Operation *service.Operation
	Merchant  string // Merchant_ID; fills the field when the message leaves it out
	// SecretWord makes the check value; the zero Secret leaves the message unsigned.
	SecretWord service.Secret
	// Variant is the reading of the check value's recipe; "": the default.
	Variant string
	// Transport is envelope.RequestPost for a form or envelope.RequestSOAP.
	Transport envelope.Transport
}

// Request returns a message as the gateway would send it to target. The message is a
// pointer to the generated struct or a *service.Record; a record gets its merchant and
// its check value.
func (s Sample) Request(target string, message any) (*http.Request, error) {
	record, ok := message.(*service.Record)
	if !ok {
		var err error
		if record, err = new(service.Layouts).Load(s.Service, s.Operation.Request.Type, message); err != nil {
			return nil, fmt.Errorf("inbound: sample: %w", err)
		}
	}
	if err := s.sign(record); err != nil {
		return nil, fmt.Errorf("inbound: sample: %w", err)
	}
	body, err := s.encode(record)
	if err != nil {
		return nil, fmt.Errorf("inbound: sample: %w", err)
	}
	req, err := http.NewRequest(http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("inbound: sample: %w", err)
	}
	req.Header.Set("Content-Type", s.Transport.ContentType())
	if s.Transport == envelope.RequestSOAP {
		req.Header.Set("SOAPAction", `"`+s.Operation.Action+`"`)
	}
	return req, nil
}

func (s Sample) sign(r *service.Record) error {
	if v := role(r, service.RoleMerchant); v != nil && v.State == service.Absent && s.Merchant != "" {
		*v = service.Value{State: service.Present, Text: s.Merchant}
	}
	if s.SecretWord.IsZero() {
		return nil
	}
	d := s.Operation.Request.Digest(service.CheckValue)
	if d == nil {
		return fmt.Errorf("%s.%s has no check value", s.Service.Name, s.Operation.Name)
	}
	variant := d.Variant(s.Variant)
	if variant == nil {
		return fmt.Errorf("the check value has no variant %q", s.Variant)
	}
	x, err := checkvalue.Compose(variant, r, nil)
	if err != nil {
		return err
	}
	key, err := checkvalue.NewKey(s.SecretWord)
	if err != nil {
		return err
	}
	return r.Set(d.Field, key.Compute(x))
}

func (s Sample) encode(r *service.Record) ([]byte, error) {
	if s.Transport == envelope.RequestSOAP {
		codec, err := envelope.New(s.Service, envelope.Options{})
		if err != nil {
			return nil, err
		}
		return codec.Encode(nil, s.Operation, r)
	}
	places := newPlaces(s.Service, s.Operation.Request.Type)
	var pairs []string
	err := places.flatten(r, nil, func(name, text string) {
		pairs = append(pairs, url.QueryEscape(name)+"="+url.QueryEscape(text))
	})
	return []byte(strings.Join(pairs, "&")), err
}

// flatten calls add for every text of a message that has a name in the form. A field
// that a nearer one hides has none.
func (p *places) flatten(r *service.Record, above []int, add func(name, text string)) error {
	for i := range r.Values() {
		f, v := &r.Fields()[i], &r.Values()[i]
		path := append(above[:len(above):len(above)], i)
		switch {
		case v.State == service.Absent:
		case len(v.Items) > 1:
			return fmt.Errorf("%s: a form has room for one only; send it as SOAP", f.Name)
		case len(v.Items) == 1 && v.Items[0].Record != nil:
			if err := p.flatten(v.Items[0].Record, path, add); err != nil {
				return err
			}
		case v.Record != nil:
			if err := p.flatten(v.Record, path, add); err != nil {
				return err
			}
		case p.is(f.Name, path):
			add(f.Name, v.Text)
		}
	}
	return nil
}

func (p *places) is(name string, path []int) bool {
	known := p.paths[strings.ToLower(name)]
	if len(known) != len(path) {
		return false
	}
	for i := range path {
		if known[i] != path[i] {
			return false
		}
	}
	return true
}
