package envelope_test

import (
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// opened stands for a keyring that has opened a message.
type opened struct {
	text string
	err  error
}

func (o opened) OpenMessage(string) (string, error) { return o.text, o.err }

func TestVerify_SignedMessages(t *testing.T) {
	s := ordersService()
	s.Operations[1].Response.Digests = append(s.Operations[1].Response.Digests, service.Digest{
		Kind: service.SignedMessage, Field: "signature",
		Variants: []service.Variant{{Name: "commas", Delimiter: ",", Terms: terms("billnumber", "ordernumber", "orderstate")}},
	})
	c := newCodec(t, s, envelope.Options{})
	op, request := s.Operation("one"), question(t, s, c, "one")
	body := reply(literalHead + "<ws:oneResponse><one><ordernumber>O-1</ordernumber><billnumber>5</billnumber><orderstate>Approved</orderstate><signature>kA0D</signature><checkvalue/></one></ws:oneResponse>" + literalTail)
	for _, tc := range []struct {
		name     string
		messages checkvalue.SignedMessages
		verified string
		ok       func(error) bool
	}{
		{"genuine", opened{text: "5,O-1,Approved"}, "signed-message", func(err error) bool { return err == nil }},
		{"about another order", opened{text: "5,O-2,Approved"}, "", func(err error) bool { return as[*checkvalue.MismatchError](err) != nil }},
		{"signature wrong", opened{err: checkvalue.ErrSignature}, "", func(err error) bool { return as[*checkvalue.MismatchError](err) != nil }},
		{"of an unknown key", opened{text: "5,O-1,Approved", err: checkvalue.ErrUnverified}, "", func(err error) bool { return as[*envelope.UnverifiedError](err) != nil }},
		{"without a key of ours", nil, "", func(err error) bool { return as[*envelope.UnverifiedError](err) != nil }},
	} {
		cred := credentials()
		cred.Messages = tc.messages
		answer, err := c.Open(op, request, body, cred)
		if !tc.ok(err) || err == nil && answer.Result.Verified != tc.verified {
			t.Errorf("%s: %v %+v", tc.name, err, answer)
		}
	}
}
