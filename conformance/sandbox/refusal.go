package sandbox

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// refusal turns a request down: the two codes the Fault carries, and the reason in
// plain words, which never holds a secret or a card number.
type refusal struct {
	first, second int
	reason        string
	complaints    []complaint // what reason is made of
	diagnosis     *Diagnosis  // of a digest that does not fit
	hints         []service.Text
}

// complaint is one thing that is wrong; it can be said in both languages.
type complaint struct {
	first, second int
	said          sentence
}

func (r *refusal) Error() string { return r.codes() + ": " + r.reason }

// pair returns the two codes as texts.
func (r *refusal) pair() (first, second string) {
	return strconv.Itoa(r.first), strconv.Itoa(r.second)
}

// codes returns them as people write them: 9/158.
func (r *refusal) codes() string { return fmt.Sprintf("%d/%d", r.first, r.second) }

func refuse(first, second int, format string, args ...any) *refusal {
	said := say(format, args...)
	return &refusal{first: first, second: second, reason: said.english(), complaints: []complaint{{first, second, said}}}
}

// First codes: what is wrong (assist-protocol.md section 7).
const (
	firstError     = 1
	firstMissing   = 3
	firstFormat    = 4
	firstValue     = 5
	firstLogin     = 7
	firstDigest    = 9
	firstUnknown   = 10
	firstDuplicate = 11
	firstLocked    = 12
	firstForbidden = 15
	firstLimit     = 17
	firstStep      = 20 // 3-D Secure
)

// Second codes: what it is about. The numbers of parameters are in parameters.go.
const (
	secondUnexpected  = 1
	secondRate        = 3
	secondWindow      = 4
	secondMerchant    = 100
	secondFormat      = 103
	secondPayUntil    = 104
	secondOrderNumber = 107
	secondAmount      = 108
	secondCurrency    = 105
	secondStart       = 129
	secondEnd         = 130
	secondZip         = 132
	secondLogin       = 141
	secondBillNumber  = 143
	secondCheckValue  = 158
	secondBill        = 187
	secondReceipt     = 179
	secondBillState   = 190
	secondOrder       = 201
	secondCustomer    = 202
	secondCard        = 203
	secondPacket      = 215
	secondRefund      = 301
	secondCancel      = 308
	secondRecurring   = 320
	secondService     = 350
	secondWaiting     = 402
	secondStepDenied  = 403
)

// merge joins problems found in one pass: the codes of the first, as the gateway
// sends one pair, and all reasons.
func merge(problems []*refusal) *refusal {
	if len(problems) == 0 {
		return nil
	}
	all := &refusal{first: problems[0].first, second: problems[0].second}
	reasons := make([]string, len(problems))
	for i, p := range problems {
		reasons[i] = p.reason
		all.complaints = append(all.complaints, p.complaints...)
		all.hints = append(all.hints, p.hints...)
	}
	all.reason = strings.Join(reasons, "; ")
	return all
}
