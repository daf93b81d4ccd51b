package envelope_test

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

func hexMD5(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// digest is the formula of S0, written once more on purpose.
func digest(salt, x string) string {
	return strings.ToUpper(hexMD5(strings.ToUpper(hexMD5(salt) + hexMD5(x))))
}

func TestSeal_DigestsTheTextsThatArePrinted(t *testing.T) {
	for _, amount := range []string{"100.10", "0.00", "1234567.10", "10", "10.0"} {
		s, c := gateway(t)
		op := s.Operation("create")
		r := bill(t, s, "bill_amount", amount, "bill_comment", "Оплата & доставка")
		if err := c.Seal(op, r, credentials()); err != nil {
			t.Fatal(err)
		}
		x := "123456;sandbox_login;sandbox_pass1;B-1;" + amount + ";RUB;Оплата & доставка;;"
		if got, want := r.Text("checkvalue"), digest("TestSalt", x); got != want {
			t.Errorf("amount %s: check value %s, want %s", amount, got, want)
		}
		out, err := c.Encode(nil, op, r)
		if err != nil {
			t.Fatal(err)
		}
		if want := `<bill_amount xsi:type="xsd:string">` + amount + `</bill_amount>`; !strings.Contains(string(out), want) {
			t.Errorf("amount %s is not printed as it is:\n%s", amount, out)
		}
	}
}

func TestSeal_UsesTheChosenVariantAndWrapper(t *testing.T) {
	s := gatewayService()
	c := newCodec(t, s, envelope.Options{
		Variants: map[string]string{"till.create.request.checkvalue": "all-slots", "other.create.request.checkvalue": "x"},
		Wrappers: map[string]string{"till.create": "old"},
	})
	op, r := s.Operation("create"), bill(t, s)
	if err := c.Seal(op, r, credentials()); err != nil {
		t.Fatal(err)
	}
	if got, want := r.Text("checkvalue"), digest("TestSalt", "123456;sandbox_login;sandbox_pass1;B-1;100.10;RUB;;;;"); got != want {
		t.Errorf("check value %s, want %s", got, want)
	}
	out, err := c.Encode(nil, op, r)
	if err != nil || !strings.Contains(string(out), "<ws:WSCreateBill soapenv:encodingStyle=") || !strings.Contains(string(out), "</ws:WSCreateBill>") {
		t.Errorf("the old wrapper is not there: %v\n%s", err, out)
	}
}

func TestSeal_TwiceGivesTheSame(t *testing.T) {
	s, c := gateway(t)
	op, r := s.Operation("create"), bill(t, s)
	if err := c.Seal(op, r, credentials()); err != nil {
		t.Fatal(err)
	}
	first := r.Text("checkvalue")
	if err := c.Seal(op, r, credentials()); err != nil || r.Text("checkvalue") != first {
		t.Errorf("sealed again: %v, %q then %q", err, first, r.Text("checkvalue"))
	}
}

func TestSeal_RefusesAnotherMerchant(t *testing.T) {
	s, c := gateway(t)
	err := c.Seal(s.Operation("create"), bill(t, s, "merchant_id", "654321"), credentials())
	wantProblem(t, err, "merchant_id", "credentials")
}

func TestSeal_ReportsMissingCredentialsWithTheRest(t *testing.T) {
	s, c := gateway(t)
	err := c.Seal(s.Operation("create"), record(t, s, typeBill, "bill", "B;1"), nil)
	for _, want := range [][2]string{
		{"merchant_id", "credentials"},
		{"login", "credentials"},
		{"password", "credentials"},
		{"checkvalue", "credentials"},
		{"bill_amount", "required"},
		{"bill", "stripped"},
	} {
		wantProblem(t, err, want[0], want[1])
	}
}

func TestSeal_LeavesTheOptionalSignatureOutWithoutKey(t *testing.T) {
	s, c := gateway(t)
	op, r := s.Operation("pay"), payment(t, s)
	if err := c.Seal(op, r, credentials()); err != nil {
		t.Fatal(err)
	}
	if _, state := r.Get("signature"); state != service.Absent {
		t.Error("there is a signature")
	}
}

func TestSeal_SignsWithTheKey(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skip(err)
	}
	s, c := gateway(t)
	op := s.Operation("pay")
	for flag, x := range map[string]string{"": "123456;O-1;100.10;RUB", "0": "123456;O-1;100.10;RUB", "1": "123456;O-1;100.10;RUB;1"} {
		r, cred := payment(t, s), credentials()
		if flag != "" {
			r = payment(t, s, "disable3ds", flag)
		}
		cred.Signer = key
		if err := c.Seal(op, r, cred); err != nil {
			t.Fatal(err)
		}
		if err := checkvalue.VerifySignature(&key.PublicKey, checkvalue.S1, x, r.Text("signature")); err != nil {
			t.Errorf("disable3ds %q: %v", flag, err)
		}
	}
}

func TestSeal_RefusesARecordOfAnotherOperation(t *testing.T) {
	s, c := gateway(t)
	if err := c.Seal(s.Operation("pay"), bill(t, s), credentials()); err == nil {
		t.Error("no error")
	}
	if err := c.Seal(new(service.Operation), bill(t, s), credentials()); err == nil {
		t.Error("no error for a foreign operation")
	}
}

func TestCredentials_PrintMasked(t *testing.T) {
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if shown := fmt.Sprintf(format, *credentials()); strings.Contains(shown, "sandbox_pass1") || strings.Contains(shown, "TestSalt") {
			t.Errorf("%s shows a secret: %s", format, shown)
		}
	}
}

func TestNew_RefusesOptionsThatNameNothing(t *testing.T) {
	for name, o := range map[string]envelope.Options{
		"variant key":   {Variants: map[string]string{"till.create.request.chekvalue": "base"}},
		"variant value": {Variants: map[string]string{"till.create.request.checkvalue": "nope"}},
		"wrapper key":   {Wrappers: map[string]string{"till.nope": "old"}},
		"wrapper value": {Wrappers: map[string]string{"till.create": "older"}},
	} {
		if _, err := envelope.New(gatewayService(), o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNew_RefusesADescriptionThatContradictsItself(t *testing.T) {
	s := gatewayService()
	s.Types[typeStatusAnswer].Fields[6].Facts.Aliases = []string{"BILL"}
	if _, err := envelope.New(s, envelope.Options{}); err == nil {
		t.Error("an alias that is another field's name is accepted")
	}
	s = gatewayService()
	s.Operations[0].Request.Frames = nil
	if _, err := envelope.New(s, envelope.Options{}); err == nil {
		t.Error("a message without frames is accepted")
	}
}

// wantProblem checks that err is an InvalidRequestError with a problem of a field.
func wantProblem(t *testing.T, err error, field, rule string) {
	t.Helper()
	invalid, ok := errors.AsType[*envelope.InvalidRequestError](err)
	if !ok {
		t.Errorf("%s: want an InvalidRequestError, got %v", field, err)
		return
	}
	for _, p := range invalid.Problems {
		if p.Field == field && p.Rule == rule {
			return
		}
	}
	t.Errorf("no problem %q of %q in: %v", rule, field, err)
}
