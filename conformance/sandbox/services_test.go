package sandbox_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// paths and wrappers of the services, as a person would look them up.
var wires = map[string][2]string{
	"silentpay":     {"/pay/silentpay.cfm", "SilentPay"},
	"tokenpay":      {"/pay/tokenpay.cfm", "PaymentTokenRequestParams"},
	"recurrent":     {"/recurrent/rp.cfm", "rp"},
	"payrequest":    {"/pay/payrequest.cfm", "payrequest"},
	"charge":        {"/charge/charge.cfm", "MakeCharge"},
	"wscancel":      {"/cancel/wscancel.cfm", "WSCancelRequestParams"},
	"orderstate":    {"/orderstate/orderstate.cfm", "orderstate"},
	"orderresult":   {"/orderresult/orderresult.cfm", "orderresult"},
	"resultbydate":  {"/resultbydate/resultbydate.cfm", "resultbydate"},
	"get3dsec":      {"/get3dsec/ws3dsec.cfm", "get3dsec"},
	"get3dsecver2":  {"/get3dsec/get3dsecver2.cfm", "get3dsecver2"},
	"fiscalreceipt": {"/fiscal/fiscalreceipt.cfm", "fiscalreceipt"},
}

// soap calls a service in SOAP with the first merchant's credentials.
func (b *bench) soap(t testing.TB, service string, pairs ...string) reply {
	t.Helper()
	wire := wires[service]
	return b.post(t, wire[0], envelope(`<ws:`+wire[1]+`>`+credentials+fields(pairs...)+`</ws:`+wire[1]+`>`))
}

// postForm calls a service by form.
func (b *bench) postForm(t testing.TB, service string, pairs ...string) reply {
	t.Helper()
	values := url.Values{"Merchant_ID": {"123456"}, "Login": {"sandbox_login"}, "Password": {"sandbox_pass1"}}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return b.send(t, "POST", wires[service][0], "application/x-www-form-urlencoded", values.Encode())
}

// postJSON calls a service in JSON; members are written as they are.
func (b *bench) postJSON(t testing.TB, service, members string) reply {
	t.Helper()
	return b.send(t, "POST", wires[service][0], "application/json",
		`{"merchant":{"merchant_id":123456,"login":"sandbox_login","password":"sandbox_pass1"},`+members+`}`)
}

// pay pays an order of 10.50 roubles with a card and returns its billnumber.
func (b *bench) pay(t testing.TB, number, card string, more ...string) string {
	t.Helper()
	got := b.post(t, pathSilent, silentPay(number, card, more...))
	got.want(t)
	return got.value("billnumber")
}

// values returns the texts of all elements with a local name.
func (r reply) values(name string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`<(?:[\w-]+:)?`+name+`(?:\s[^>]*)?(?:/>|>([^<]*)<)`).FindAllStringSubmatch(r.body, -1) {
		list = append(list, m[1])
	}
	return list
}

func (r reply) wantAll(t testing.TB, name string, values ...string) {
	t.Helper()
	if got := strings.Join(r.values(name), "|"); got != strings.Join(values, "|") {
		t.Errorf("%s is %s, want %s\n%s", name, got, strings.Join(values, "|"), r.body)
	}
}

// holds checks that an answer in any format holds texts.
func (r reply) holds(t testing.TB, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(r.body, part) {
			t.Errorf("the answer does not hold %s (%s)\n%s", part, r.reason, r.body)
		}
	}
}

// charged checks the money taken for an order.
func (b *bench) charged(t testing.TB, number string, want int64) {
	t.Helper()
	if got := b.Ledger().Charged("123456", number); got != want {
		t.Errorf("%s: charged %d, want %d", number, got, want)
	}
}
