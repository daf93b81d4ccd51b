package checkvalue_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// opener plays package signedmessage: what it opens is text, with a verdict.
type opener struct {
	text string
	err  error
}

func (o opener) OpenMessage(string) (string, error) { return o.text, o.err }

// signedExample has an answer whose text names values of answer and request.
func signedExample(tb testing.TB) (d *service.Digest, answer, request *service.Record) {
	s := example()
	for i := range s.Types[answerType].Fields {
		if f := &s.Types[answerType].Fields[i]; f.Name == "billnumber" {
			f.Facts.Role = service.RoleGatewayKey
		}
	}
	terms := terms(service.KeepSlot, "billnumber", "request:ordernumber", "orderamount")
	terms = append(terms, service.Term{Field: "ordercurrency", Empty: service.DropAbsent})
	response := &s.Operations[1].Response
	response.Digests = append(response.Digests, service.Digest{
		Kind: service.SignedMessage, Field: "checkvalue",
		Variants: []service.Variant{{Name: "commas", Delimiter: ",", Terms: terms}, {Name: "no-delimiter", Terms: terms}},
	})
	answer = record(tb, s, answerType, "billnumber=5775486650107611.2", "ordernumber=9", "orderamount= 4.00 ", "ordercurrency=RUB", "checkvalue=encoded")
	return &response.Digests[1], answer, record(tb, s, orderType, "ordernumber=24")
}

func TestVerify_SignedMessagesAreHeldAgainstAnswerAndRequest(t *testing.T) {
	d, answer, request := signedExample(t)
	for text, want := range map[string]string{
		"5775486650107611.2,24,4.00,RUB":   "commas",
		"5775486650107611,24,4.00,RUB":     "commas",
		" 5775486650107611.2,24,4.00,RUB ": "commas",
		"5775486650107611.2244.00RUB":      "no-delimiter",
		"5775486650107611.3,24,4.00,RUB":   "",
		"5775486650107611.2,9,4.00,RUB":    "",
		"5775486650107611.2,24,4.00,RUB,":  "",
		"5775486650107611.2,24,4.00":       "",
		"":                                 "",
	} {
		got, err := checkvalue.Verify(d, checkvalue.Keys{Messages: opener{text: text}}, answer, request)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
		if want == "" && !errors.As(err, new(*checkvalue.MismatchError)) {
			t.Errorf("%q: no mismatch but %v", text, err)
		}
	}
}

func TestVerify_SignedMessagesThatCannotBeOpened(t *testing.T) {
	d, answer, request := signedExample(t)
	const good, bad = "5775486650107611.2,24,4.00,RUB", "5775486650107611.2,25,4.00,RUB"
	verify := func(o checkvalue.SignedMessages) error {
		_, err := checkvalue.Verify(d, checkvalue.Keys{Messages: o}, answer, request)
		return err
	}
	noKey := fmt.Errorf("%w: no key", checkvalue.ErrUnverified)
	var mismatch *checkvalue.MismatchError
	if err := verify(opener{good, noKey}); !errors.Is(err, checkvalue.ErrUnverified) || errors.As(err, &mismatch) {
		t.Errorf("consistent: got %v", err)
	}
	if err := verify(opener{bad, noKey}); errors.Is(err, checkvalue.ErrUnverified) || !errors.As(err, &mismatch) || cmp.Diff([]string{"ordernumber"}, mismatch.Differs) != "" {
		t.Errorf("inconsistent: got %v", err)
	}
	err := verify(opener{good, fmt.Errorf("%w (key 1)", checkvalue.ErrSignature)})
	if !errors.As(err, &mismatch) || !errors.Is(err, checkvalue.ErrSignature) || err.Error() != "example.pay response: checkvalue: signature: it does not match the text under this key (key 1)" {
		t.Errorf("forged: got %v", err)
	}
	if err := verify(opener{"", errors.New("no message")}); err == nil || errors.As(err, &mismatch) || err.Error() != "example: checkvalue: no message" {
		t.Errorf("unreadable: got %v", err)
	}
	if err := verify(nil); err == nil || !strings.Contains(err.Error(), "OpenPGP public key") {
		t.Errorf("no opener: got %v", err)
	}
}

func TestCompareText_ARecipeThatCannotBeAnsweredIsAnError(t *testing.T) {
	d, answer, _ := signedExample(t)
	if variant, _, err := checkvalue.CompareText(d, "1,2,3", answer, nil); err == nil || variant != "" {
		t.Errorf("no request: got %q, %v", variant, err)
	}
}
