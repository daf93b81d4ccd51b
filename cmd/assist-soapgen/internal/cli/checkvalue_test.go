package cli

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

// digestService is a hand-made description: a bill and its answer, an order with both
// digests and a nested answer.
func digestService() []*service.Service {
	field := func(name, param string, flags service.Flags, role service.Role) service.Field {
		return service.Field{Name: name, Type: service.XSDString, Flags: flags, Facts: &service.Facts{Param: param, Role: role}}
	}
	amount := field("bill_amount", "Bill_amount", 0, service.RoleAmount)
	amount.Facts.Format = service.FormatAmount
	request := []service.Field{
		field("merchant_id", "Merchant_ID", 0, service.RoleMerchant), field("password", "Password", 0, service.RolePassword),
		field("bill", "Bill", 0, service.RoleOrderKey), amount, field("pay_until", "Pay_until", service.Optional, 0),
		field("checkvalue", "Checkvalue", 0, service.RoleCheckValue), field("signature", "Signature", service.Optional, service.RoleSignature),
	}
	inner := []service.Field{field("orderstate", "orderstate", service.Optional, service.RoleState), field("checkvalue", "checkvalue", service.Optional, service.RoleCheckValue)}
	answer := []service.Field{field("bill", "bill", service.Optional, 0), {Name: "order", Type: 2, Flags: service.Many}}
	terms := []service.Term{{Field: "merchant_id"}, {Field: "password"}, {Field: "bill"}, {Field: "bill_amount"}, {Field: "pay_until"}}
	variants := []service.Variant{{Name: "base", Delimiter: ";", Terms: terms}, {Name: "short", Delimiter: ";", Terms: terms[:4]}}
	return []*service.Service{{
		Name: "example", Spaces: []string{""},
		Types: []service.Type{{Fields: request}, {Fields: answer}, {Fields: inner}},
		Operations: []service.Operation{{
			Name: "make", WSDLName: "MakeIt",
			Request: service.Message{Name: "request", Digests: []service.Digest{
				{Field: "checkvalue", Variants: variants}, {Kind: service.Signature, Field: "signature", Variants: variants},
			}},
			Response: service.Message{Name: "response", Type: 1, Digests: []service.Digest{{Field: "order/checkvalue", Variants: []service.Variant{
				{Name: "order", Terms: []service.Term{{Field: "merchant_id", From: service.FromRequest}, {Field: "bill", From: service.FromRequest}, {Field: "order/orderstate"}}},
			}}}},
		}, {
			Name: "ask", Request: service.Message{Name: "request"}, Response: service.Message{Name: "response", Type: 1},
		}},
	}}
}

// runDigest runs the command in a folder with the files salt.txt, bill.txt and full.txt.
func runDigest(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"salt.txt":  "TestSalt\n",
		"empty.txt": "\n",
		"bill.txt":  "# a bill\r\npassword=sesame_pass\r\n\r\nBill = \n",
		"full.txt":  "merchant_id=123456\npassword=sesame_pass\nbill=B-1\nbill_amount=10.00\nsecret_word=TestSalt\n",
		"bad.txt":   "merchant_id=1\nsesame_pass\nnosuch=2\nbill=3\nBILL=4\n",
	} {
		if err := os.WriteFile(filepath.Join(".", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	c := checkvalueCommand(digestService)
	code = c.execute(args, &session{strings.NewReader(stdin), &out, &errs})
	return code, out.String(), errs.String()
}

func TestCheckvalue_CommandLine(t *testing.T) {
	t.Setenv("ASSIST_SECRET_WORD", "")
	t.Setenv("ASSIST_PASSWORD", "")
	_, computed, _ := runDigest(t, "", "compute", "example.make.request", "--values", "full.txt")
	_, short, _ := runDigest(t, "", "compute", "example.make.request", "--values", "full.txt", "--variant", "short")
	computed, short = strings.TrimSpace(computed), strings.TrimSpace(short)
	if len(computed) != 32 || computed == short {
		t.Fatalf("computed %q and %q", computed, short)
	}
	for _, test := range []struct {
		name, stdin, args string
		code              int
		out, err          string
	}{
		{"values from the command line", "TestSalt\n", "compute example.make.request --salt-file - --values bill.txt Merchant_ID=123456 BILL=B-1 Bill_Amount=10.00", 0, computed, ""},
		{"values from stdin", "merchant_id=123456\nbill=B-1\nbill_amount=10.00\npassword=sesame_pass", "compute example.request --salt-file salt.txt --values -", 0, computed, ""},
		{"verify", "", "verify example.request --values full.txt checkvalue=" + strings.ToLower(computed), 0, "checkvalue matches (variant base)", ""},
		{"verify another variant", "", "verify example.request --values full.txt checkvalue=" + short, 0, "(variant short)", ""},
		{"verify one variant only", "", "verify example.request --variant base --values full.txt checkvalue=" + short, 1, "", "example.make request: checkvalue does not match the message (tried: base)"},
		{"verify nothing", "", "verify example.request --values full.txt", 2, "", "give the value as checkvalue=…"},
		{"explain without value", "", "explain example.request --values full.txt", 0, computed, ""},
		{"explain a mismatch", "", "explain example.request --values full.txt bill_amount=10.0 checkvalue=" + computed, 1, "amount-spelling: bill_amount was digested as 10.00", ""},
		{"explain in Russian", "", "explain example.request --language ru --values full.txt checkvalue=" + short, 1, "вариант", ""},
		{"digests withheld", "", "explain example.request --values full.txt", 0, "is withheld", ""},
		{"digests asked for", "", "explain example.request --show-digests --values full.txt", 0, "md5(secret word) = ", ""},
		{"secret word on the command line", "", "compute example.request salt=Hush-Hush", 5, "", "not taken from the command line"},
		{"password on the command line", "", "compute example.request Password=Hush-Hush", 5, "", "Password: secret values"},
		{"all missing at once", "", "compute example.request --salt-file salt.txt", 2, "", "merchant_id, password, bill, bill_amount;"},
		{"no secret word", "", "compute example.request --values bill.txt merchant_id=1 bill=2 bill_amount=3", 2, "", "--salt-file FILE"},
		{"empty salt file", "", "compute example.request --salt-file empty.txt --values full.txt", 2, "", "the file is empty"},
		{"no such file", "", "compute example.request --values nosuch.txt", 2, "", "--values: open nosuch.txt"},
		{"all problems of a file", "", "compute example.request --values bad.txt", 2, "", "bad.txt:2 is no field=value"},
		{"two readers of stdin", "", "compute example.request --values - --salt-file -", 2, "", "cannot both read stdin"},
		{"secret typed without name", "", "compute example.request Hush-Hush", 2, "", "argument 1 is no field=value"},
		{"card number for a name", "", "compute example.request 4111111111111111=x", 2, "", `no field "…"`},
		{"unknown verb", "", "guess example.request", 2, "", "compute, verify or explain"},
		{"nothing said", "", "compute", 2, "", "say what to do"},
		{"unknown service", "", "compute nosuch.request", 2, "", `no service "nosuch"; the services are example`},
		{"unknown message", "", "compute example.notification", 2, "", "it has example.make.request, example.make.response, example.ask.request"},
		{"several messages", "", "compute example", 2, "", "say one of example.make.request, example.make.response"},
		{"message without digest", "", "compute example.ask.request", 2, "", "try example.make.request, example.make.response"},
		{"unknown variant", "", "compute example.request --variant long --values full.txt", 2, "", "its variants are base, short"},
		{"answer without request", "", "verify example.response --salt-file salt.txt orderstate=Approved", 2, "", "merchant_id, bill"},
		{"answer", "", "verify example.response --salt-file salt.txt merchant_id=123456 request.bill=A-110.00RUB bill=other orderstate=Approved checkvalue=EDEB1E9267D7F07986066041631198D7", 0, "order/checkvalue matches", ""},
		{"answer by path", "", "compute example.response --salt-file salt.txt request.merchant_id=123456 bill=A-110.00RUB order/orderstate=Approved", 0, "EDEB1E9267D7F07986066041631198D7", ""},
		{"signature without key", "", "verify example.request --key nosuch.pem --values full.txt signature=AAAA", 2, "", "--key: open nosuch.pem"},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, out, errs := runDigest(t, test.stdin, strings.Fields(test.args)...)
			if code != test.code || !strings.Contains(out, test.out) || !strings.Contains(errs, test.err) {
				t.Errorf("code %d, want %d\nstdout: %s\nstderr: %s\nwant %q and %q", code, test.code, out, errs, test.out, test.err)
			}
			for _, secret := range []string{"Hush-Hush", "sesame_pass", "TestSalt"} {
				if strings.Contains(out+errs, secret) {
					t.Errorf("shows %q\n%s%s", secret, out, errs)
				}
			}
			if test.code == 0 && strings.HasPrefix(test.args, "compute") && out != test.out+"\n" {
				t.Errorf("compute prints more than the value: %q", out)
			}
		})
	}
}

func TestCheckvalue_BadFileReportsEveryLine(t *testing.T) {
	_, _, errs := runDigest(t, "", "compute", "example.request", "--values", "bad.txt")
	for _, want := range []string{"bad.txt:2 ", `bad.txt:3: example.make.request has no field "nosuch"`, "bad.txt:5: BILL is given twice"} {
		if !strings.Contains(errs, want) {
			t.Errorf("want %q in\n%s", want, errs)
		}
	}
}

func TestCheckvalue_SecretsFromTheEnvironment(t *testing.T) {
	t.Setenv("ASSIST_SECRET_WORD", "TestSalt")
	t.Setenv("ASSIST_PASSWORD", "sesame_pass")
	_, want, _ := runDigest(t, "", "compute", "example.request", "--values", "full.txt")
	code, got, errs := runDigest(t, "", "compute", "example.request", "merchant_id=123456", "bill=B-1", "bill_amount=10.00")
	if code != 0 || got != want {
		t.Errorf("code %d, got %q, want %q\n%s", code, got, want, errs)
	}
}

func TestCheckvalue_SignaturesWithAKeyFile(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	code, sig, errs := runDigest(t, "", "compute", "example.make.request", "--key", file, "--method", "S2", "--values", "full.txt")
	if sig = strings.TrimSpace(sig); code != 0 || len(sig) != 172 {
		t.Fatalf("code %d, %q\n%s", code, sig, errs)
	}
	for _, test := range []struct {
		args, out, err string
		code           int
	}{
		{"verify example.request --method S2", "signature matches (variant base)", "", 0},
		{"verify example.request", "", "signature does not match", 1},
		{"explain example.request", "made by method S2", "", 0},
		{"explain example.request bill=B-2", "signature: made with this key, method S2, but over another text", "", 1},
		{"verify example.request --method S9", "", "the methods are S1, S2, S3", 2},
	} {
		args := append(strings.Fields(test.args), "--key", file, "--values", "full.txt", "signature="+sig)
		code, out, errs := runDigest(t, "", args...)
		if code != test.code || !strings.Contains(out, test.out) || !strings.Contains(errs, test.err) {
			t.Errorf("%s: code %d, want %d\n%s%s", test.args, code, test.code, out, errs)
		}
	}
}
