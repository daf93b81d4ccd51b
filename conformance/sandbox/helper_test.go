package sandbox_test

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// noon is where the clock of the tests stands.
var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// bench is a sandbox behind a test server, its clock standing still.
type bench struct {
	*sandbox.Sandbox
	server *httptest.Server
}

func start(t testing.TB, change ...func(*sandbox.Config)) *bench {
	t.Helper()
	config := sandbox.Config{Clock: sandbox.NewClock(noon), Seed: 7}
	for _, c := range change {
		c(&config)
	}
	sb, err := sandbox.New(config)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	return &bench{sb, server}
}

// reply is an answer as a curl user would see it.
type reply struct {
	status int
	reason string
	header http.Header
	body   string
}

func (b *bench) send(t testing.TB, method, path, contentType, body string) reply {
	t.Helper()
	r, err := http.NewRequest(method, b.server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return do(t, r)
}

// sendWith posts an envelope with one header more.
func (b *bench) sendWith(t testing.TB, path, body, header, value string) reply {
	t.Helper()
	r, err := http.NewRequest("POST", b.server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "text/xml; charset=utf-8")
	if value != "" {
		r.Header.Set(header, value)
	}
	return do(t, r)
}

func do(t testing.TB, r *http.Request) reply {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	got, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{got.StatusCode, got.Header.Get("X-Sandbox-Reason"), got.Header, string(text)}
}

func (b *bench) post(t testing.TB, path, body string) reply {
	t.Helper()
	return b.send(t, "POST", path, "text/xml; charset=utf-8", body)
}

// value returns the text of the first element with a local name.
func (r reply) value(name string) string {
	m := regexp.MustCompile(`<(?:[\w-]+:)?` + name + `(?:\s[^>]*)?>([^<]*)<`).FindStringSubmatch(r.body)
	if m == nil {
		return ""
	}
	return m[1]
}

// codes returns the two codes of a Fault, "" when the answer is none.
func (r reply) codes() string {
	if !strings.Contains(r.body, "Fault") {
		return ""
	}
	return r.value("faultcode") + "/" + r.value("faultstring")
}

func (r reply) wantRefusal(t testing.TB, codes, reason string) {
	t.Helper()
	if r.codes() != codes || r.status != http.StatusInternalServerError {
		t.Errorf("got HTTP %d, codes %q, want 500 and %q; reason: %s\n%s", r.status, r.codes(), codes, r.reason, r.body)
	}
	if !strings.Contains(r.reason, reason) {
		t.Errorf("reason %q does not say %q", r.reason, reason)
	}
}

func (r reply) want(t testing.TB, values ...string) {
	t.Helper()
	if r.status != http.StatusOK || r.codes() != "" {
		t.Fatalf("HTTP %d, refused %s: %s\n%s", r.status, r.codes(), r.reason, r.body)
	}
	for i := 0; i < len(values); i += 2 {
		if got := r.value(values[i]); got != values[i+1] {
			t.Errorf("%s is %q, want %q\n%s", values[i], got, values[i+1], r.body)
		}
	}
}

// upperMD5 is what a person would get from md5sum.
func upperMD5(s string) string { return fmt.Sprintf("%X", md5.Sum([]byte(s))) }

func checkValue(secretWord, x string) string {
	return upperMD5(upperMD5(secretWord) + upperMD5(x))
}

// fields writes elements from pairs of name and value.
func fields(pairs ...string) string {
	var out bytes.Buffer
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&out, "<%s>%s</%[1]s>", pairs[i], pairs[i+1])
	}
	return out.String()
}

const credentials = `<merchant_id>123456</merchant_id><login>sandbox_login</login><password>sandbox_pass1</password>`

// envelope puts a body into an envelope as people write it by hand.
func envelope(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/">
  <soapenv:Header/>
  <soapenv:Body>` + body + `</soapenv:Body>
</soapenv:Envelope>`
}

// newBill asks for a bill of 100.10 roubles.
func newBill(number string) string {
	x := "123456;sandbox_login;sandbox_pass1;" + number + ";100.10;RUB;;;;;;;;;"
	return envelope(`<ws:CreateBill><Bill>` + credentials + fields(
		"bill", number, "bill_amount", "100.10", "bill_currency", "RUB",
		"checkvalue", checkValue("TestSalt", x)) + `</Bill></ws:CreateBill>`)
}

func billStatus(number string) string {
	return envelope(`<ws:BillStatus><Bill>` + credentials + fields("bill", number) + `</Bill></ws:BillStatus>`)
}

func billRevoke(number string) string {
	x := "123456;sandbox_login;sandbox_pass1;" + number
	return envelope(`<ws:BillRevoke><Bill>` + credentials +
		fields("bill", number, "checkvalue", checkValue("TestSalt", x)) + `</Bill></ws:BillRevoke>`)
}

const (
	pathCreate = "/bill/createbill.cfm"
	pathStatus = "/bill/billstatus.cfm"
	pathRevoke = "/bill/billrevoke.cfm"
	pathSilent = "/pay/silentpay.cfm"
)
