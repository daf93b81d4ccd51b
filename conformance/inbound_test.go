package conformance

import (
	"strings"
	"testing"
)

const inboundHead = "title: A message\ncall: notification.push\n\n"

// genuine is a form that verifies on the embedded sandbox's first merchant.
const genuine = `merchant_id={{merchant}}
ordernumber=O-{{unique}}
billnumber=1.1
amount=1.00
currency=RUB
orderstate=Approved
checkvalue={{checkvalue {merchant}O-{unique}1.00RUBApproved}}
`

func TestInbound_AMessageIsHandedToTheHandler(t *testing.T) {
	for name, test := range map[string]struct {
		text    string
		verdict Verdict
		finding string
	}{
		"delivered and answered": {
			"-- inbound.form --\n" + genuine + "-- answer.xml --\n<pushpaymentresult firstcode=\"0\" secondcode=\"0\"><order><billnumber>1.1</billnumber><packetdate/></order></pushpaymentresult>\n",
			Pass, "",
		},
		"an error that nobody expects": {
			"-- options --\nreceiver: 5/143\n-- inbound.form --\n" + genuine + "-- output --\nverified: checkvalue\n", Fail, "refused with 5/143",
		},
		"a word that no receiver knows": {
			"-- options --\nreceiver: asleep\n-- inbound.form --\n" + genuine + "-- output --\nverified: checkvalue\n", Error, "asleep",
		},
		"a pair that is none": {
			"-- options --\nreceiver: 5/x\n-- inbound.form --\n" + genuine + "-- output --\nverified: checkvalue\n", Error, "receiver",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := carryOut(t, mustParse(t, "notification/a", inboundHead+test.text)).Results[0]
			if r.Verdict != test.verdict || !strings.Contains(findings(&r), test.finding) {
				t.Error(findings(&r))
			}
		})
	}
}
