package sandbox_test

import (
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func TestOrderState_EachAttemptHasItsOwnCheckValue(t *testing.T) {
	b := start(t)
	first := b.pay(t, "A-1", "4000000000000002")
	b.Clock().Advance(time.Hour)
	second := b.pay(t, "A-1", "4111111111111111")
	got := b.soap(t, "orderstate", "ordernumber", "A-1")
	got.holds(t, "<ws:orderstateResponse><orderstate><order>")
	got.wantAll(t, "billnumber", first, second)
	got.wantAll(t, "checkvalue", checkValue("TestSalt", "123456A-110.50RUBDeclined"), checkValue("TestSalt", "123456A-110.50RUBApproved"))
	got.wantAll(t, "packetdate", "14.03.2026 13:00", "14.03.2026 13:00")
	b.soap(t, "orderstate", "ordernumber", "A-2").wantRefusal(t, "10/201", "no such order")
}

func TestOrderResult_WindowIsTheLastThreeDays(t *testing.T) {
	b := start(t)
	b.pay(t, "A-1", "4111111111111111")
	ask := func(pairs ...string) reply {
		return b.soap(t, "orderresult", append([]string{"ordernumber", "A-1"}, pairs...)...)
	}
	b.Clock().Advance(72 * time.Hour)
	ask().want(t, "ordernumber", "A-1")
	b.Clock().Advance(time.Minute)
	ask().wantRefusal(t, "10/201", "between 14.03.2026 12:01:00 and 17.03.2026 12:01:00")
	ask("startyear", "2026", "startmonth", "3", "startday", "14").wantRefusal(t, "10/201", "12:01:00") // what is missing is taken from there
	ask("startyear", "2026", "startmonth", "3", "startday", "14", "starthour", "12", "startmin", "0").want(t, "ordernumber", "A-1")
}

func TestOrderResult_PartsOfTheWindowAreGMT(t *testing.T) {
	b := start(t)
	b.Clock().Advance(11*time.Hour + 30*time.Minute) // 23:30
	b.pay(t, "A-1", "4111111111111111")
	b.Clock().Advance(10 * 24 * time.Hour)
	day := func(from, to string, more ...string) reply {
		return b.soap(t, "orderresult", append([]string{
			"ordernumber", "A-1",
			"startyear", "2026", "startmonth", "03", "startday", from, "starthour", "0", "startmin", "0",
			"endyear", "2026", "endmonth", "3", "endday", to, "endhour", "23", "endmin", "30",
		}, more...)...)
	}
	day("14", "14").want(t, "ordernumber", "A-1") // to the end of the minute
	day("15", "15").wantRefusal(t, "10/201", "between 15.03.2026 00:00:00")
	day("15", "14").wantRefusal(t, "5/130", "ends before it begins")
	b.soap(t, "orderresult", "ordernumber", "A-1", "startyear", "2026").wantRefusal(t, "3/129", "startmonth, startday")
	b.soap(t, "orderresult", "ordernumber", "A-1", "startyear", "2026", "startmonth", "13", "startday", "1").wantRefusal(t, "4/129", "startmonth")
	b.soap(t, "orderresult", "ordernumber", "A-1", "startyear", "2026", "startmonth", "2", "startday", "30").wantRefusal(t, "5/129", "no such day")
}

func TestOrderResult_OperationsStandInOrderOfTime(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1", "firstname", "Ivan")
	b.soap(t, "charge", "billnumber", number).want(t)
	b.soap(t, "wscancel", "billnumber", number, "amount", "1.00", "currency", "RUB").want(t)
	got := b.soap(t, "orderresult", "ordernumber", "A-1")
	got.want(t, "orderstate", "PartialCanceled", "firstname", "Ivan", "testmode", "1")
	got.wantAll(t, "operationtype", "100", "200", "300")
	got.wantAll(t, "billnumber", number, number+".1", number+".2", number+".3")
	got.wantAll(t, "amount", "10.50", "10.50", "1.00")
	if rrn := got.values("rrn"); len(rrn) != 3 || len(rrn[0]) != 12 {
		t.Errorf("rrn is %q", rrn)
	}
}

func TestOrderResult_IsAskedByPaymentNumberToo(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111")
	b.pay(t, "A-2", "4111111111111111")
	for _, asked := range []string{number, number + ".1"} {
		got := b.soap(t, "orderresult", "billnumber", asked)
		got.want(t, "ordernumber", "A-1", "checkvalue", checkValue("TestSalt", "123456A-110.50RUBApproved"))
		got.wantAll(t, "ordernumber", "A-1")
	}
	b.soap(t, "orderresult", "billnumber", number+".2").wantRefusal(t, "10/201", "no such order")
	b.soap(t, "orderresult").wantRefusal(t, "3/107", "one of ordernumber, billnumber")
}

func TestOrderResult_BillPaidOnItsPageAppears(t *testing.T) {
	b := start(t)
	b.payBill(t, b.billLink(t, "B-1"), "4111111111111111")
	got := b.soap(t, "orderresult", "ordernumber", "B-1")
	got.want(t, "orderstate", "Approved", "orderamount", "100.10")
	b.soap(t, "wscancel", "billnumber", got.value("billnumber"), "amount", "0.10", "currency", "RUB").want(t, "orderstate", "PartialCanceled")
	b.post(t, pathStatus, billStatus("B-1")).want(t, "bill_status", "Partial Canceled", "refund_amount", "0.10")
	b.soap(t, "wscancel", "billnumber", got.value("billnumber")).want(t)
	b.post(t, pathStatus, billStatus("B-1")).want(t, "bill_status", "Canceled", "refund_amount", "100.10")
}

func TestOrderResult_RussianStatesEnterTheCheckValue(t *testing.T) {
	b := start(t)
	b.pay(t, "A-1", "4111111111111111")
	b.soap(t, "orderresult", "ordernumber", "A-1", "language", "RU").want(t, "orderstate", "Оплачен",
		"operationstate", "Завершено успешно.", "checkvalue", checkValue("TestSalt", "123456A-110.50RUBОплачен"))
}

func TestResultByDate_RowsStandInOrderOfTime(t *testing.T) {
	b := start(t)
	one := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	b.Clock().Advance(time.Minute)
	two := b.pay(t, "A-2", "4000000000000002")
	b.Clock().Advance(time.Minute)
	b.soap(t, "charge", "billnumber", one).want(t)
	b.Clock().Advance(time.Minute)
	b.soap(t, "wscancel", "billnumber", one).want(t)
	got := b.soap(t, "resultbydate", "testmode", "1")
	got.wantAll(t, "billnumber", one+".1", two+".1", one+".2", one+".3")
	got.wantAll(t, "operationtype", "100", "100", "200", "300")
	got.wantAll(t, "responsecode", "AS000", "AS100", "AS000", "AS000")
}

func TestResultByDate_FiltersAndWindow(t *testing.T) {
	b := start(t)
	b.pay(t, "A-1", "4111111111111111")
	b.pay(t, "A-2", "4000000000000002")
	b.pay(t, "A-3", "5555555555554444")
	b.soap(t, "wscancel", "billnumber", b.pay(t, "A-4", "4111111111111111")).want(t)
	b.pay(t, "A-5", "4000000000003220")
	b.Clock().Advance(time.Second)
	ask := func(want string, pairs ...string) {
		t.Helper()
		got := b.soap(t, "resultbydate", append([]string{"testmode", "1"}, pairs...)...)
		got.want(t)
		if names := join(got.values("ordernumber")); names != want {
			t.Errorf("%v: %s, want %s", pairs, names, want)
		}
		b.Clock().Advance(10 * time.Minute)
	}
	ask("A-1 A-2 A-3 A-4 A-4 A-5")
	ask("A-2", "operationstate", "F")
	ask("A-1 A-3 A-4 A-4", "operationstate", "S") // A-3 has settled
	ask("A-5", "operationstate", "T")
	ask("A-4", "operationtype", "R")
	ask("A-3", "meantype_id", "2")
	ask("A-1 A-2 A-4 A-4 A-3 A-5", "datetimemode", "2")
	b.soap(t, "resultbydate", "testmode", "0").wantAll(t, "ordernumber") // real payments
	b.Clock().Advance(10 * time.Minute)
	ask("", "startyear", "2026", "startmonth", "3", "startday", "13", "starthour", "11", "endyear", "2026", "endmonth", "3", "endday", "14", "endhour", "11", "endmin", "0", "startmin", "0")
	b.soap(t, "resultbydate", "testmode", "1", "startyear", "2026", "startmonth", "3", "startday", "13", "starthour", "0", "startmin", "0").
		wantRefusal(t, "17/4", "longer than 24h")
	b.soap(t, "resultbydate", "testmode", "1", "zipflag", "2").wantRefusal(t, "5/132", "zipflag")
	b.soap(t, "resultbydate").wantRefusal(t, "3/212", "testmode")
	b.Clock().Advance(3 * time.Hour)
	ask("") // the last three hours
}

func TestResultByDate_OneCallInTenMinutes(t *testing.T) {
	b := start(t)
	b.soap(t, "resultbydate", "testmode", "1").want(t)
	b.Clock().Advance(9*time.Minute + 59*time.Second)
	b.soap(t, "resultbydate", "testmode", "1").wantRefusal(t, "17/3", "9m59s ago")
	b.Clock().Advance(time.Second)
	b.soap(t, "resultbydate", "testmode", "1", "operationstate", "X").wantRefusal(t, "5/146", "operationstate") // does not count
	b.soap(t, "resultbydate", "testmode", "1").want(t)
}

func TestResultByDate_WindowIsReplacedWhenTheMerchantIsSoSet(t *testing.T) {
	b := start(t, func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].ReplaceWindow = true
	})
	b.pay(t, "A-1", "4111111111111111")
	b.soap(t, "resultbydate", "testmode", "1", "startyear", "2026", "startmonth", "1", "startday", "1").want(t, "ordernumber", "A-1")
}
