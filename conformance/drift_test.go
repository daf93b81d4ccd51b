package conformance

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
)

func TestDrift_IsSeenInAnswersOfTheTarget(t *testing.T) {
	fields := "<newfield>1</newfield><responsecode>AS000</responsecode><orderstate>Strange</orderstate><ordernumber>O-1</ordernumber>"
	c := mustParse(t, "x/drift", caseHead+"-- input --\n"+strings.Replace(payInput, "O-{{unique}}", "O-1", 1)+
		"-- error --\nkind: unknown-outcome\n")
	report := judged(t, plan(answering(t, same(payReply(fields))), c))
	r := report.Results[0]
	if r.Verdict != Warn || !report.Green() {
		t.Fatalf("got %s", findings(&r))
	}
	rules := map[string]string{}
	for _, d := range report.Drift {
		rules[d.Rule] += d.Path + " "
		if d.Times != 1 || len(d.Cases) != 1 || d.Cases[0] != "x/drift" {
			t.Errorf("got %+v", d)
		}
	}
	for rule, path := range map[string]string{"answer-element-unknown": "newfield ", "answer-code-unknown": "orderstate ", "answer-order-changed": "ordernumber "} {
		if rules[rule] != path {
			t.Errorf("%s: got %q in %v", rule, rules[rule], report.Drift)
		}
	}
	if rules["answer-schema"] == "" {
		t.Errorf("the schema says nothing: %v", report.Drift)
	}
}

// TestDrift_SeesTwoFieldsThatChangedPlaces on any level, wherever they stand.
func TestDrift_SeesTwoFieldsThatChangedPlaces(t *testing.T) {
	order := func(fields string) string {
		return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><ws:orderresultResponse xmlns:ws="http://www.paysecure.ru/ws/"><orderresult>` +
			`<order>` + fields + `</order><order>` + fields + `</order></orderresult></ws:orderresultResponse></e:Body></e:Envelope>`
	}
	for name, test := range map[string]struct{ fields, path, text string }{
		"as described": {"<ordernumber/><billnumber/><orderamount/><ordercurrency/>", "", ""},
		"neighbours":   {"<billnumber/><ordernumber/><orderamount/>", "order/ordernumber", "it has changed places with billnumber"},
		"far apart":    {"<ordernumber/><ordercurrency/><orderamount/><billnumber/>", "order/billnumber", "it has changed places with ordercurrency"},
		"moved":        {"<billnumber/><orderamount/><ordercurrency/><ordernumber/>", "order/ordernumber", "it comes after ordercurrency, which the description puts behind it"},
		"inside":       {"<ordernumber/><operation><amount/><operationtype/></operation>", "order/operation/operationtype", "it has changed places with amount"},
	} {
		s, op, err := findOperation(catalog.Services(), "orderresult.query")
		if err != nil {
			t.Fatal(err)
		}
		w := &watch{s: s, op: op}
		w.order([]byte(order(test.fields)))
		got := ""
		for _, d := range w.found {
			got += d.Path + ": " + d.Text + "\n"
		}
		want := ""
		if test.path != "" {
			want = test.path + ": " + test.text + "\n"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestDrift_UnknownCodesOfARefusal(t *testing.T) {
	fault := `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>99</faultcode><faultstring>999</faultstring></e:Fault></e:Body></e:Envelope>`
	c := mustParse(t, "x/refused", caseHead+"-- input --\n"+payInput+"-- error --\nkind: gateway\nfirst: 99\nsecond: 999\n")
	report := judged(t, plan(answering(t, same(fault)), c))
	if len(report.Drift) != 2 || report.Drift[0].Rule != "answer-code-unknown" || report.Results[0].Verdict != Warn {
		t.Errorf("got %v, %s", report.Drift, findings(&report.Results[0]))
	}
}

func TestDrift_CannedRepliesAndDeclaredOnesSayNothing(t *testing.T) {
	fields := "<newfield>1</newfield><responsecode>AS000</responsecode>"
	output := "-- output --\noutcome: succeeded\nresponsecode=AS000\n+newfield=1\n"
	canned := mustParse(t, "x/canned", caseHead+"-- input --\n"+payInput+"-- reply.xml --\n"+payReply(fields)+output)
	declared := mustParse(t, "x/declared", caseHead+"-- options --\ndrift: expected\n-- input --\n"+payInput+output)
	report := judged(t, plan(answering(t, same(payReply(fields))), canned, declared))
	if len(report.Drift) != 0 || report.Count(Pass) != 2 {
		t.Errorf("got %v, %s, %s", report.Drift, findings(&report.Results[0]), findings(&report.Results[1]))
	}
}

func TestSchema_OurRequestFailsTheCase(t *testing.T) {
	// The description says a currency has at most three characters; a description that
	// forgot it lets a longer one pass, and the WSDL catches it.
	services := catalog.Services()
	for i, s := range services {
		if s.Name != "silentpay" {
			continue
		}
		loose := *s
		loose.Types = append(loose.Types[:0:0], s.Types...)
		for j := range loose.Types {
			loose.Types[j].Facets = nil
		}
		services[i] = &loose
	}
	c := mustParse(t, "x/long", caseHead+"-- input --\n"+strings.Replace(payInput, "RUB", "RUBLES", 1)+"-- reply.xml --\n"+approved()+"-- output --\n"+approvedOutput)
	p := plan(answering(t, same("")), c)
	p.Services = services
	r := judged(t, p).Results[0]
	if got := findings(&r); r.Verdict != Fail || !strings.Contains(got, "/Envelope/Body/SilentPay/ordercurrency: our request breaks the schema") || !strings.Contains(got, "(silentpay.wsdl:") {
		t.Errorf("got %s", got)
	}
	c = mustParse(t, "x/long", caseHead+"-- options --\nschema: unchecked\n-- input --\n"+strings.Replace(payInput, "RUB", "RUBLES", 1)+"-- reply.xml --\n"+approved()+"-- output --\n"+approvedOutput)
	p.Cases = []*Case{c}
	if r := judged(t, p).Results[0]; r.Verdict != Pass {
		t.Errorf("got %s", findings(&r))
	}
}
