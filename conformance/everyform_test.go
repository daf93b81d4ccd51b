package conformance

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// formCalls are calls that come one after another; {bill} is the number of the first
// payment.
var formCalls = []struct{ call, fields string }{
	{"silentpay.pay", "ordernumber=A-1 orderamount=10.50 ordercurrency=RUB ordercomment=tea;milk&more cardnumber=4111111111111111 expiremonth=12 " +
		"expireyear=2030 cvc2=123 delay=1 firstname=Иван recurringindicator=1 recurringminamount=1.00 recurringmaxamount=50.00 " +
		"recurringperiod=30 recurringmaxdate=31.12.2029"},
	{"charge.charge", "billnumber={bill} amount=4.00 currency=RUB"},
	{"wscancel.cancel", "billnumber={bill} amount=1.00 currency=RUB language=EN"},
	{"recurrent.pay", "billnumber={bill} ordernumber=A-2 amount=20.00 currency=RUB"},
	{"tokenpay.pay", `ordernumber=A-3 orderamount=5.00 ordercurrency=RUB tokentype=2 paymenttoken={"sandbox":"approved"}`},
	{"payrequest.create", "ordernumber=A-4 orderamount=5.00 ordercurrency=RUB"},
	{"orderstate.query", "ordernumber=A-1"},
	{"orderresult.query", "ordernumber=A-1"},
	{"fiscalreceipt.link", "billnumber={bill}"},
	{"resultbydate.query", "testmode=1"},
	{"createbill.create", "bill=B-1 bill_amount=7.00 bill_currency=RUB bill_comment=чай"},
	{"billstatus.status", "bill=B-1"},
	{"billrevoke.revoke", "bill=B-1"},
}

// TestEveryForm_BringsTheSameAnswer makes the same calls against sandboxes that start
// alike, one call in another form each time. The sandbox writes the formats with its own
// few lines, the client reads them with its own; the typed results must be equal.
func TestEveryForm_BringsTheSameAnswer(t *testing.T) {
	tried := 0
	for i, c := range formCalls {
		op := operationOf(t, c.call)
		want := callsUpTo(t, i, soapclient.Form{})
		for _, form := range op.Forms {
			for _, answer := range form.Answers {
				f := soapclient.Form{Answer: soapclient.Format(answer)}
				f.Request = map[string]soapclient.Transport{
					"soap": soapclient.RequestSOAP, "post": soapclient.RequestPost, "json": soapclient.RequestJSON,
				}[form.Request]
				tried++
				if diff := cmp.Diff(sayable(want, f.Answer), sayable(callsUpTo(t, i, f), f.Answer)); diff != "" {
					t.Errorf("%s as %s: %s", c.call, f, diff)
				}
			}
		}
	}
	t.Logf("%d forms", tried)
	if tried < 50 {
		t.Errorf("only %d forms were tried", tried)
	}
}

// sayable leaves out what CSV cannot say: it has no levels, so an operation's billnumber
// has no place beside the order's.
func sayable(lines []string, answer soapclient.Format) []string {
	if answer != soapclient.CSV {
		return lines
	}
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		return strings.HasPrefix(line, "order/operation[1]/billnumber=")
	})
}

func operationOf(t *testing.T, call string) *service.Operation {
	t.Helper()
	s, op := findCall(call)
	if s == nil || op == nil {
		t.Fatalf("there is no %s", call)
	}
	return op
}

func findCall(call string) (*service.Service, *service.Operation) {
	name, operation, _ := strings.Cut(call, ".")
	for _, s := range catalog.Services() {
		if s.Name == name {
			return s, s.Operation(operation)
		}
	}
	return nil, nil
}

// callsUpTo makes the calls up to one, which goes out in a form, in a sandbox of its
// own, and returns that one's answer as lines.
func callsUpTo(t *testing.T, last int, form soapclient.Form) []string {
	t.Helper()
	sb, err := sandbox.New(sandbox.Config{Clock: sandbox.NewClock(time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)), Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sb.Close() }()
	client, err := soapclient.New(sb.URL(), clientMerchants(nil)[0], soapclient.WithUnverifiedAnswers())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	bill := ""
	var lines []string
	for i, c := range formCalls[:last+1] {
		s, op := findCall(c.call)
		request := service.NewRecord(s, op.Request.Type)
		for _, pair := range strings.Fields(c.fields) {
			name, value, _ := strings.Cut(pair, "=")
			if err := request.Set(name, strings.ReplaceAll(value, "{bill}", bill)); err != nil {
				t.Fatal(err)
			}
		}
		used := soapclient.Form{}
		if i == last {
			used = form
		}
		reply, err := client.Call(t.Context(), s, op, request, soapclient.As(used))
		if err != nil {
			t.Fatalf("%s as %s: %v", c.call, used, err)
		}
		if bill == "" {
			bill = reply.Record.Text("billnumber")
		}
		lines = append([]string(nil), "outcome="+reply.Result.Outcome.String(), "verified="+reply.Result.Verified)
		for _, l := range flatten(reply.Record, "", nil) {
			if l.Value != "" { // absent and empty are told apart by SOAP alone
				lines = append(lines, l.Name+"="+strings.ReplaceAll(l.Value, sb.URL(), "http://sandbox"))
			}
		}
	}
	return lines
}
