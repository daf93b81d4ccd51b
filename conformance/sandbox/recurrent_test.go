package sandbox_test

import (
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// subscribe makes the first payment of a subscription: 10 to 50 roubles every 30 days
// until the end of May.
func (b *bench) subscribe(t *testing.T, number string, more ...string) string {
	t.Helper()
	return b.pay(t, number, "4111111111111111", append([]string{
		"recurringindicator", "1", "recurringminamount", "10.00",
		"recurringmaxamount", "50.00", "recurringperiod", "30", "recurringmaxdate", "31.05.2026",
	}, more...)...)
}

func (b *bench) next(t *testing.T, first, number, amount, currency string) reply {
	t.Helper()
	return b.soap(t, "recurrent", "billnumber", first, "ordernumber", number, "amount", amount, "currency", currency)
}

func TestRecurrent_PaysUnderANewOrderNumber(t *testing.T) {
	b := start(t)
	first := b.subscribe(t, "A-1")
	got := b.next(t, first+".1", "A-2", "50.00", "RUR")
	got.want(t, "responsecode", "AS000", "orderstate", "Approved", "ordernumber", "A-2", "orderamount", "50.00", "ordercurrency", "RUR",
		"meannumber", "411111****1111", "operationtype", "100", "protocolname", "NET")
	b.charged(t, "A-2", 5000)
	b.next(t, first, "A-2", "10.00", "RUB").wantRefusal(t, "11/107", "paid already")
	b.soap(t, "orderresult", "ordernumber", "A-2").want(t, "orderstate", "Approved")
	b.soap(t, "wscancel", "billnumber", got.value("billnumber")).want(t, "orderstate", "Canceled")
	b.charged(t, "A-2", 0)
	b.charged(t, "A-1", 1050)
}

func TestRecurrent_KeepsToTheTermsOfTheFirstPayment(t *testing.T) {
	b := start(t)
	first, ordinary := b.subscribe(t, "A-1"), b.pay(t, "A-2", "4111111111111111")
	b.next(t, first, "B-1", "9.99", "RUB").wantRefusal(t, "5/108", "between 10.00 and 50.00")
	b.next(t, first, "B-1", "50.01", "RUB").wantRefusal(t, "5/108", "between")
	b.next(t, "5000000000000000", "B-1", "10.00", "RUB").wantRefusal(t, "5/143", "no payment")
	b.next(t, ordinary, "B-1", "10.00", "RUB").wantRefusal(t, "15/320", "RecurringIndicator")
	b.next(t, first, "B-1", "10.00", "XYZ").wantRefusal(t, "5/105", "currency")
	b.next(t, first, "B-2", "10.00", "EUR").want(t, "responsecode", "AS100", "orderstate", "Declined") // S3: it closes with an error
	b.charged(t, "B-2", 0)
	b.Clock().Advance(79 * 24 * time.Hour) // 1 June
	b.next(t, first, "B-3", "10.00", "RUB").wantRefusal(t, "15/320", "31.05.2026")
}

func TestRecurrent_EndsWithTheFirstPayment(t *testing.T) {
	b := start(t)
	first := b.subscribe(t, "A-1")
	b.soap(t, "wscancel", "billnumber", first).want(t)
	b.next(t, first, "A-2", "10.00", "RUB").wantRefusal(t, "15/320", "Canceled")
}

func TestRecurrent_PeriodIsKeptWhenTheMerchantIsSoSet(t *testing.T) {
	b := start(t, func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].StrictPeriod = true
	})
	first := b.subscribe(t, "A-1")
	b.next(t, first, "A-2", "10.00", "RUB").wantRefusal(t, "15/320", "13.04.2026")
	b.Clock().Advance(30 * 24 * time.Hour)
	b.next(t, first, "A-2", "10.00", "RUB").want(t, "responsecode", "AS000")
	b.next(t, first, "A-3", "10.00", "RUB").wantRefusal(t, "15/320", "13.05.2026")
}

func TestRecurrent_NobodyIsThereFor3DSecure(t *testing.T) {
	b := start(t)
	first := b.pay(t, "A-1", "4000000000003220", "disable3ds", "1", "recurringindicator", "1", "recurringminamount", "1.00",
		"recurringmaxamount", "50.00", "recurringperiod", "30", "recurringmaxdate", "31.05.2026")
	b.next(t, first, "A-2", "10.00", "RUB").want(t, "responsecode", "AS000", "orderstate", "Approved")
	slow := b.pay(t, "A-3", "5555555555554444", "recurringindicator", "1", "recurringminamount", "1.00",
		"recurringmaxamount", "50.00", "recurringperiod", "30", "recurringmaxdate", "31.05.2026")
	b.next(t, slow, "A-4", "10.00", "RUB").wantRefusal(t, "15/320", "In Process")
	b.Clock().Advance(3 * time.Second)
	b.next(t, slow, "A-4", "10.00", "RUB").want(t, "responsecode", "AS300", "orderstate", "In Process")
}
