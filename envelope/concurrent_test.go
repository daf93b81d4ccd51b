package envelope_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
)

func TestCodec_IsSafeForConcurrentUse(t *testing.T) {
	s, c := gateway(t)
	op := s.Operation("status")
	body := statusAnswer(";", "Invoiced", "<x/>")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				r := asked(t, s)
				if err := c.Seal(op, r, credentials()); err != nil {
					t.Error(err)
				}
				if _, err := c.Encode(nil, op, r); err != nil {
					t.Error(err)
				}
				answer, err := c.Open(op, r, reply(body), credentials())
				if err != nil || answer.Record.Text("bill") != "B-1" {
					t.Error(err)
				}
				c.Redact([]byte(body))
			}
		})
	}
	group.Wait()
}

func TestOpen_MasksASecretThatTheExcerptCuts(t *testing.T) {
	s, c := gateway(t)
	op, r := s.Operation("create"), bill(t, s)
	if err := c.Seal(op, r, credentials()); err != nil {
		t.Fatal(err)
	}
	_, err := c.Open(op, r, reply(strings.Repeat("x", 72)+"sandbox_pass1"), credentials())
	if err == nil || strings.Contains(err.Error(), "sandbox") {
		t.Error(err)
	}
}

func TestCheck_StrippedCharactersOfWhatTheAnswerRepeats(t *testing.T) {
	s, c := gateway(t)
	wantProblem(t, c.Check(s.Operation("status"), record(t, s, typeStatus, "bill", "a;b")), "bill", "stripped")
}

func TestDecode_HostileExtrasAreBounded(t *testing.T) {
	s := gatewayService()
	c := newCodec(t, s, envelope.Options{})
	deep, end := strings.Repeat("<abcdefghij>", 50), strings.Repeat("</abcdefghij>", 50)
	_, err := c.Decode(s.Operation("pay"), reply(payResponse("<ordernumber/>"+deep+strings.Repeat("<a/>", 1<<17)+end)))
	if err == nil || !strings.Contains(err.Error(), "unknown elements") {
		t.Error(err)
	}
}
