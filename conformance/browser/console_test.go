package browser_test

import (
	"crypto/md5"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/service"
)

// consolePaths are the lists of the console.
func consolePaths() []string {
	return []string{"exchanges", "bills", "orders", "operations", "subscriptions", "cards", "outbox", "notifications", "faults", "clock"}
}

// post sends a request by hand.
func (d *desk) post(t *testing.T, path, body string) {
	t.Helper()
	got, err := http.Post(d.URL()+path, "text/xml; charset=utf-8", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if _, err := io.Copy(io.Discard, got.Body); err != nil {
		t.Fatal(err)
	}
}

func envelope(body string) string {
	return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/"><soapenv:Body>` + body + `</soapenv:Body></soapenv:Envelope>`
}

const credentials = `<merchant_id>123456</merchant_id><login>sandbox_login</login><password>sandbox_pass1</password>`

// wrongBill is a bill whose check value is the MD5 of nothing that fits.
func wrongBill(checkvalue string) string {
	return envelope(`<ws:CreateBill><Bill>` + credentials + `<bill>B-77</bill><bill_amount>100.10</bill_amount><bill_currency>RUB</bill_currency><checkvalue>` +
		checkvalue + `</checkvalue></Bill></ws:CreateBill>`)
}

// lowerCaseMistake is the check value of wrongBill as it comes out when the inner MD5s
// are left in lower case, which happens to everybody once.
func lowerCaseMistake() string {
	lower := func(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }
	return strings.ToUpper(lower(lower("TestSalt") + lower("123456;sandbox_login;sandbox_pass1;B-77;100.10;RUB;;;;;;;;;")))
}

func silentPay(number, more string) string {
	return envelope(`<ws:SilentPay>` + credentials + `<ordernumber>` + number + `</ordernumber><orderamount>10.50</orderamount><ordercurrency>RUB</ordercurrency>` +
		`<cardnumber>4111111111111111</cardnumber><expiremonth>12</expiremonth><expireyear>2030</expireyear><cvc2>123</cvc2>` + more + `</ws:SilentPay>`)
}

// busy makes something of everything the console shows.
func (d *desk) busy(t *testing.T) {
	t.Helper()
	mailed := func(r *createbill.CreateRequest) {
		r.CustomerEmail, r.SendNotification = service.Some("payer@sandbox.example"), service.Some(createbill.SendNotification("1"))
		r.CustomerName, r.CustomerLastname = service.Some("Test"), service.Some("Testov")
	}
	d.bill(t, "A-1", mailed)
	d.bill(t, "A-2")
	for i := range 6 {
		d.post(t, "/pay/silentpay.cfm", silentPay(fmt.Sprintf("ORDER-%d", i), ""))
	}
	for _, end := range []string{"AS100", "AS102", "AS300", "AS110"} {
		d.post(t, "/pay/silentpay.cfm", silentPay("ORDER-7-"+end, ""))
	}
	d.post(t, "/pay/silentpay.cfm", silentPay("HELD", "<delay>1</delay>"))
	d.post(t, "/pay/silentpay.cfm", silentPay("SUBSCRIPTION", "<recurringindicator>1</recurringindicator><recurringminamount>1.00</recurringminamount>"+
		"<recurringmaxamount>50.00</recurringmaxamount><recurringperiod>30</recurringperiod><recurringmaxdate>01.01.2030</recurringmaxdate>"))
	d.post(t, "/pay/silentpay.cfm", silentPay("SAVED", "<savecard>1</savecard><customernumber>C-9</customernumber>"))
	d.post(t, "/bill/createbill.cfm", wrongBill("9AA3D7E0D2B4EDC8C1B6A3B1F5E5C1D0"))
	d.post(t, "/bill/createbill.cfm", wrongBill(lowerCaseMistake()))
	d.post(t, "/bill/createbill.cfm", `<Envelope><Body><CreateBill><Bill><bill>1</bil></Bill></CreateBill></Body></Envelope>`)
	d.post(t, "/bill/createbill.cfm", strings.Replace(wrongBill("9AA3D7E0D2B4EDC8C1B6A3B1F5E5C1D0"), "100.10", "100,10", 1))
	d.post(t, "/bill/createbill.cfm", strings.Replace(wrongBill(""), "sandbox_pass1", "SANDBOX_PASS1", 1))
}

// told reports operations to the sandbox's own shop.
func told(t *testing.T) func(*sandbox.Config) {
	t.Helper()
	return func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].NotifyURL = "http://127.0.0.1:1/result"
	}
}

func TestConsole_LooksAndLanguages(t *testing.T) {
	d := sit(t, told(t))
	d.busy(t)
	time.Sleep(300 * time.Millisecond) // notifications are sent by themselves
	for _, lang := range []string{"en", "ru"} {
		for _, name := range consolePaths() {
			d.open(t, "/console/"+name+"?lang="+lang)
			d.shot(t, "console-"+name+"-"+lang)
		}
		d.open(t, "/console/bills/new?lang="+lang)
		d.shot(t, "console-new-bill-"+lang)
		for i, e := range d.Exchanges() {
			if e.Refusal != "" {
				d.open(t, fmt.Sprintf("/console/exchanges/%d?lang=%s", e.Number, lang))
				d.shot(t, fmt.Sprintf("console-refused-%d-%s", i, lang))
			}
		}
		for _, link := range []struct{ list, name string }{{"bills", "bill"}, {"orders", "order"}, {"outbox", "notice"}, {"notifications", "notification"}} {
			d.open(t, "/console/"+link.list+"?lang="+lang)
			d.press(t, "tbody a")
			d.shot(t, "console-one-"+link.name+"-"+lang)
		}
	}
	d.dark(t, true)
	d.open(t, "/console/exchanges?lang=en")
	d.shot(t, "console-exchanges-dark")
	d.open(t, fmt.Sprintf("/console/exchanges/%d?lang=en", d.wrongDigest(t)))
	d.shot(t, "console-refused-dark")
	d.run(t, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	d.open(t, "/console/exchanges?lang=ru")
	d.shot(t, "console-exchanges-phone-ru")
}

// wrongDigest returns the number of the exchange that was refused for its check value.
func (d *desk) wrongDigest(t *testing.T) int {
	t.Helper()
	for _, e := range d.Exchanges() {
		if e.Diagnosis != nil {
			return e.Number
		}
	}
	t.Fatal("no exchange was refused for its check value")
	return 0
}

// From the list to the mistake in two steps.
func TestConsole_NamesTheMistake(t *testing.T) {
	d := sit(t)
	d.post(t, "/bill/createbill.cfm", wrongBill(lowerCaseMistake()))
	d.open(t, "/console?lang=en")
	d.reads(t, "the inner MD5s were written in lower case")
	d.press(t, "#rows a")
	d.reads(t, "Why it was refused")
	d.reads(t, "assist-soapgen checkvalue explain --sandbox createbill.request")
	d.run(t, chromedp.Click(chromedp.CSS("a.lang")))
	d.reads(t, "внутренние MD5 записаны строчными буквами")
	d.shot(t, "console-mistake-ru")
}

func TestConsole_WithFaults(t *testing.T) {
	d := sit(t)
	d.open(t, "/console/faults?lang=en")
	d.run(t, chromedp.SetValue(chromedp.CSS("#text"), "overload"))
	d.press(t, "form.card button")
	d.reads(t, "Faults are on")
	d.run(t, chromedp.SetValue(chromedp.CSS("#text"), "html"), chromedp.SetValue(chromedp.CSS("#chance"), "0.5"))
	d.press(t, "form.card button")
	for range 20 {
		d.post(t, "/bill/createbill.cfm", wrongBill("9AA3D7E0D2B4EDC8C1B6A3B1F5E5C1D0"))
	}
	d.open(t, "/console/faults?lang=ru")
	d.reads(t, "Включены сбои")
	d.shot(t, "faults-on-ru")
	d.press(t, `button[value="overload"][name="remove"]`)
	for range 20 {
		d.post(t, "/bill/createbill.cfm", wrongBill("9AA3D7E0D2B4EDC8C1B6A3B1F5E5C1D0"))
	}
	for _, lang := range []string{"en", "ru"} {
		d.open(t, "/console/exchanges?lang="+lang)
		d.shot(t, "faults-exchanges-"+lang)
	}
	d.run(t, chromedp.SetValue(chromedp.CSS("#f-outcome"), "disturbed"))
	d.press(t, ".filters button")
	d.reads(t, "не дошёл до шлюза")
	d.open(t, "/console/faults?lang=en")
	d.press(t, `button[name="clear"]`)
	d.reads(t, "Everything works as it should")
}

// With 5,000 exchanges the list opens at once, goes on growing and can be searched.
func TestConsole_FiveThousandExchanges(t *testing.T) {
	d := sit(t)
	var senders sync.WaitGroup
	for part := range 10 {
		senders.Go(func() {
			for i := part; i < 5000; i += 10 {
				if part == 0 {
					d.post(t, "/bill/createbill.cfm", wrongBill(fmt.Sprintf("%032X", i)))
					continue
				}
				d.post(t, "/pay/silentpay.cfm", silentPay(fmt.Sprintf("ORDER-%d", i), ""))
			}
		})
	}
	senders.Wait()
	for _, lang := range []string{"en", "ru"} {
		d.open(t, "/console/exchanges?lang="+lang)
		d.reads(t, "5000")
		d.shot(t, "many-exchanges-"+lang)
		d.open(t, "/console/orders?lang="+lang)
		d.reads(t, "4500")
		d.shot(t, "many-orders-"+lang)
	}
	d.open(t, "/console/exchanges?lang=en&outcome=refused&page=5")
	d.reads(t, "401–500 of 500")
	d.open(t, "/console/exchanges?lang=en&q=ORDER-4321")
	d.reads(t, "1–1 of 1")
	d.open(t, "/console/exchanges?lang=en")
	for i := range 300 { // more than the live list keeps
		d.post(t, "/pay/silentpay.cfm", silentPay(fmt.Sprintf("LATER-%d", i), ""))
	}
	d.reads(t, "300 new since you opened the page")
	if rows := get(t, d, chromedp.Evaluate[int](`document.getElementById("rows").rows.length`)); rows > 200 {
		t.Errorf("the live list holds %d rows", rows)
	}
	if first := get(t, d, chromedp.Text(chromedp.CSS("#rows tr:first-child td:first-child"))); first != "5300" {
		t.Errorf("the first row is %s", first)
	}
	d.shot(t, "many-exchanges-live")
}

func TestConsole_LiveListPauses(t *testing.T) {
	d := sit(t)
	d.open(t, "/console/exchanges?lang=en")
	d.reads(t, "Live")
	d.post(t, "/pay/silentpay.cfm", silentPay("ONE", ""))
	d.reads(t, "1 new since you opened the page")
	d.run(t, chromedp.Click(chromedp.CSS(".live button")))
	d.reads(t, "Go on")
	d.post(t, "/pay/silentpay.cfm", silentPay("TWO", ""))
	time.Sleep(600 * time.Millisecond)
	if rows := get(t, d, chromedp.Evaluate[int](`document.getElementById("rows").rows.length`)); rows != 1 {
		t.Errorf("%d rows while paused", rows)
	}
	d.run(t, chromedp.Click(chromedp.CSS(".live button")))
	d.reads(t, "2 new since you opened the page")
}
