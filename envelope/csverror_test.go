package envelope_test

import (
	"errors"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
)

func TestDecode_ReadsTheCodedErrorLineOfReports(t *testing.T) {
	s, c := gateway(t)
	op := s.Operation("status")
	for body, want := range map[string][2]int{
		"error;7;141;\r\n": {7, 141},
		"ERROR;17;3":       {17, 3},
		" error;17;4;\n":   {17, 4},
	} {
		_, err := c.Decode(op, envelope.Reply{ContentType: "text/plain", Format: envelope.CSV, Body: []byte(body)})
		refusal, ok := errors.AsType[*envelope.GatewayError](err)
		if !ok || refusal.First != want[0] || refusal.Second != want[1] {
			t.Errorf("%q: %v", body, err)
		}
		_, err = c.Decode(op, envelope.Reply{ContentType: "text/plain", Body: []byte(body)})
		if _, ok := errors.AsType[*envelope.GatewayError](err); ok || err == nil { // a proxy may say so too
			t.Errorf("%q in place of SOAP: %v", body, err)
		}
	}
	for _, body := range []string{"error;0;0;", "error;x;1;", "error;1;", "error;1;2;3;", "error"} {
		_, err := c.Decode(op, envelope.Reply{ContentType: "text/plain", Format: envelope.CSV, Body: []byte(body)})
		if _, ok := errors.AsType[*envelope.GatewayError](err); ok || err == nil {
			t.Errorf("%q: %v", body, err)
		}
	}
}
