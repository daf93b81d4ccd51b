package drill

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/wsdl"
)

// subject is a service to be drilled: cases that ask the target, and the fields that
// the changes are about. A field marked "!" enters a check value or signature in some
// reading, so that a change of it touches one.
type subject struct {
	service string
	sample  []string
	sent    string // in the request; the sample sends a text there that is no number
	unsent  string // in the request, optional; the sample does not send it; "": there is none
	filled  string // a value for it
	slot    string // in the request, optional, not sent, a term of the default reading; "": there is none
	answer  string // in the answer; the gateway fills it in, and the client needs it
	spare   string // in the answer; the gateway fills it in, and nobody needs it; "": there is none
	listed  string // simple type of an enumeration in the request; "": there is none
	bounded string // simple type with a maximal length in the request; "": there is none
	tight   string // field of that type, for its mark
	// tightens is how the sample ends when that type allows two characters only.
	tightens conformance.Verdict
	forget   Adapt // how the sidecar forgets unsent, when more than lists of names is concerned

	described *service.Service
}

var subjects = []subject{
	{
		service: "createbill", sample: []string{"createbill/duplicate-number", "createbill/numbers-are-per-merchant"},
		sent: "bill_currency!", unsent: "url_return!", filled: "https://shop.example.com/", slot: "bill_comment!", answer: "Hash",
		listed: "SendNotification", bounded: "URL", tight: "url_return!", tightens: pass,
	},
	{
		service: "billstatus", sample: []string{"billstatus/fresh-bill", "billstatus/unknown-bill"},
		sent: "bill", unsent: "billnumber", filled: "", answer: "bill_status!", spare: "sendnotification",
		forget: inTurn(EditSidecar(", billNumber: billnumber}", "}", "{rule: one-of, fields: [bill, billnumber]", "{rule: require, fields: [bill]"), RemoveFacts(false, "billnumber")),
	},
	{
		service: "billrevoke", sample: []string{"billrevoke/invoiced-bill", "billrevoke/unknown-bill"},
		sent: "bill!", unsent: "sendnotification", filled: "0", answer: "bill_status!", spare: "sendnotification",
	},
	{
		service: "silentpay", sample: []string{"silentpay/card-approved", "silentpay/card-declined"},
		sent: "ordercurrency!", unsent: "city", filled: "Test", answer: "orderstate!", spare: "issuebank",
		listed: "CardType", bounded: "Code3", tight: "ordercurrency!", tightens: fail,
	},
	{
		service: "charge", sample: []string{"charge/target-parts", "charge/target-rest-named"},
		sent: "currency", unsent: "clientip", filled: "192.0.2.1", answer: "orderstate!", spare: "slipno",
		listed: "Language", bounded: "Code3", tight: "currency", tightens: fail,
	},
	{
		service: "fiscalreceipt", sample: []string{"fiscalreceipt/target-items", "fiscalreceipt/target-not-needed"},
		sent: "billnumber", unsent: "full_receipt", filled: "0", answer: "status", spare: "receipttype",
		bounded: "Text255", tight: "payment_id", tightens: pass,
	},
	{
		service: "get3dsec", sample: []string{"get3dsec/target-confirmed", "get3dsec/target-extended"},
		sent: "billnumber", answer: "orderstate!", spare: "issuebank",
	},
	{
		service: "get3dsecver2", sample: []string{"get3dsecver2/target-frictionless", "get3dsecver2/target-frictionless-refused"},
		sent: "threedsservertransid", answer: "orderstate!", spare: "issuebank",
	},
	{
		service: "orderresult", sample: []string{"orderresult/target-by-payment-number", "orderresult/target-attempts"},
		sent: "billnumber", unsent: "language", filled: "EN", answer: "order",
		listed: "Language", bounded: "Text128", tight: "ordernumber!", tightens: fail,
	},
	{
		service: "orderstate", sample: []string{"orderstate/target-attempts", "orderstate/target-unknown"},
		sent: "ordernumber!", unsent: "endmin", filled: "0", answer: "order",
		bounded: "Text128", tight: "ordernumber!", tightens: fail,
		forget: inTurn(EditSidecar("        - {rule: require, fields: [endhour], when: {endmin: \"+\"}, source: D17, sure: inferred,\n"+
			"           doc: {en: A minute needs its hour, ru: Минута требует часа}}\n", ""), RemoveFacts(false, "endmin")),
	},
	{
		service: "payrequest", sample: []string{"payrequest/target-life-cycle", "payrequest/target-other-merchant"},
		sent: "ordercurrency!", unsent: "city", filled: "Test", answer: "url", spare: "expirationtime",
		listed: "FPMode", bounded: "Code3", tight: "ordercurrency!", tightens: fail,
	},
	{
		service: "recurrent", sample: []string{"recurrent/target-life-cycle", "recurrent/target-refund"},
		sent: "currency", unsent: "language", filled: "EN", answer: "orderstate!", spare: "issuebank",
		listed: "Language", bounded: "Code3", tight: "currency", tightens: fail,
	},
	{
		service: "resultbydate", sample: []string{"resultbydate/target-filters", "resultbydate/target-credentials"},
		sent: "operationstate", unsent: "language", filled: "EN", answer: "payment",
		listed: "Language",
	},
	{
		service: "tokenpay", sample: []string{"tokenpay/target-token-types", "tokenpay/target-russian"},
		sent: "ordercurrency!", unsent: "city", filled: "Test", answer: "order", spare: "packetdate",
		listed: "FPMode", bounded: "Code3", tight: "ordercurrency!", tightens: fail,
	},
	{
		service: "wscancel", sample: []string{"wscancel/target-parts", "wscancel/target-refund"},
		sent: "currency", unsent: "cancelreason", filled: "1", answer: "order", spare: "packetdate!",
		listed: "CancelReason", bounded: "Code3", tight: "currency", tightens: fail,
	},
}

// isInbound says that a section is a message of the gateway to the merchant.
func isInbound(s *conformance.Section) bool {
	return s != nil && strings.Contains(s.Name, "inbound.")
}

func find(t *testing.T, all []*conformance.Case, names []string) []*conformance.Case {
	t.Helper()
	var found []*conformance.Case
	for _, c := range all {
		if slices.Contains(names, c.Name) {
			found = append(found, c)
		}
	}
	if len(found) != len(names) {
		t.Fatalf("%d of the cases %v are there", len(found), names)
	}
	return found
}

// asked says whether any case asks the target for an operation of a service: then there
// is a sample, and the service must be drilled. There is none where the gateway is the
// one that calls and the merchant answers (sandbox.Served): a case may play its part,
// and nothing of the gateway's serves the contract.
func asked(all []*conformance.Case, name string) bool {
	for _, c := range all {
		for i := range c.Steps {
			st := &c.Steps[i]
			if strings.HasPrefix(st.Call, name+".") && st.Reply == nil && !isInbound(st.Raw) && (st.Input != nil || st.Raw != nil) {
				return true
			}
		}
	}
	return false
}

func TestDrill_EveryChangeEndsAsPredicted(t *testing.T) {
	all, err := conformance.Load(cases.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, s := range catalog.Services() {
		i := slices.IndexFunc(subjects, func(p subject) bool { return p.service == s.Name })
		if i < 0 {
			if sandbox.Served(s) && asked(all, s.Name) {
				t.Errorf("service %s is not drilled; add it to subjects", s.Name)
			}
			continue
		}
		sample := find(t, all, subjects[i].sample)
		for _, r := range rehearsals {
			subjects[i].described = s
			expected := r.expected(&subjects[i])
			if expected == nil {
				continue
			}
			if played++; underRace && played%10 != 1 {
				continue
			}
			t.Run(s.Name+"/"+r.name, func(t *testing.T) {
				rehearse(t, s, &subjects[i], &r, expected, sample)
			})
		}
	}
	t.Logf("%d drills", played)
}

func rehearse(t *testing.T, s *service.Service, p *subject, r *rehearsal, want *ending, sample []*conformance.Case) {
	d := &Drill{Base: wsdl.Files, Services: catalog.Services(), Service: s, Change: r.change(p), Sample: sample}
	if r.adapt != nil {
		d.Adapt = r.adapt(p)
	}
	if r.cases != nil {
		d.Cases = r.cases(p)
	}
	got, err := d.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	sidecar, err := wsdl.Files.ReadFile(s.Name + ".service.yaml")
	if err != nil {
		t.Fatal(err)
	}
	refused := make([]string, len(want.refused))
	for i, place := range want.refused {
		refused[i] = resolve(t, string(sidecar), got.WSDL, place)
	}
	slices.Sort(refused)
	slices.Sort(got.Refused)
	wanted := fmt.Sprintf("diff: %s\ngenerate refuses: %s\ntoday's client: %s\nclient made anew: %s",
		strings.Join(want.rules, " "), strings.Join(refused, ", "), want.today, want.anew)
	became := fmt.Sprintf("diff: %s\ngenerate refuses: %s\ntoday's client: %s\nclient made anew: %s",
		strings.Join(got.Rules, " "), strings.Join(got.Refused, ", "), got.Today, got.Anew)
	if diff := cmp.Diff(wanted, became); diff != "" {
		t.Errorf("predicted\n%s\nbecame\n%s\n%s", wanted, became, strings.Join(got.Notes, "\n"))
	}
	if diff := cmp.Diff(got.Rules, got.Fetched, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("fetch does not say what diff says\n%s", diff)
	}
}
