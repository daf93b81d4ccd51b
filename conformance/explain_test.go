package conformance

import (
	"strings"
	"testing"
)

func TestExplain_AFailedCheckValueIsTakenApart(t *testing.T) {
	head := "title: T\ncall: createbill.create\n\n"
	input := "-- input --\nbill=B-{{unique}}\nbill_amount=1.00\nbill_currency=RUB\n-- output --\noutcome: succeeded\nHash={{:token}}\n"
	ours := mustParse(t, "x/ours", head+"-- options --\nsecret-word: not-the-right-one\n"+input)
	theirs := mustParse(t, "x/theirs", strings.Replace(head, "createbill.create", "billstatus.status", 1)+"-- options --\nsecret-word: not-the-right-one\n-- input --\nbill=B1\n-- reply.xml --\n"+
		`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/"><e:Body><ws:BillResponse><return><bill>B1</bill><bill_amount>1.00</bill_amount>`+
		`<checkValue>0123456789ABCDEF0123456789ABCDEF</checkValue></return></ws:BillResponse></e:Body></e:Envelope>`+"\n-- output --\noutcome: succeeded\n")
	report := carryOut(t, ours, theirs)
	for i, want := range []string{"createbill.create.request: checkvalue", "billstatus.status.response: checkvalue"} {
		r := report.Results[i]
		got := r.Steps[0].Explanation
		if r.Verdict != Fail || !strings.Contains(got, want) || !strings.Contains(got, "bill_amount") {
			t.Errorf("%s: %q", findings(&r), got)
		}
		for _, secret := range []string{"not-the-right-one", "sandbox_pass1"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: a secret is in it", r.Case.Name)
			}
		}
	}
}
