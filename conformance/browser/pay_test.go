package browser_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// state returns the state of a bill, as the ledger has it.
func (d *desk) state(t *testing.T, number string) string {
	t.Helper()
	for _, b := range d.Ledger().Bills("123456") {
		if b.Number == number {
			return b.State
		}
	}
	t.Fatalf("there is no bill %s", number)
	return ""
}

func (d *desk) wantState(t *testing.T, number, want string) {
	t.Helper()
	if got := d.state(t, number); got != want {
		t.Errorf("bill %s is %s, want %s", number, got, want)
	}
}

// A bill is created by SOAP, its link is opened, and each test card ends as it should.
func TestBill_EveryTestCard(t *testing.T) {
	d := sit(t, func(c *sandbox.Config) { c.Clock = sandbox.NewClock(time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)) })
	for _, c := range []struct{ name, card, says, state string }{
		{"approved", "4111111111111111", "The bill is paid", "Approved"},
		{"declined", "4000000000000002", "The payment was declined", "Invoiced"},
		{"no-funds", "4000000000009995", "AS102", "Invoiced"},
		{"wrong-expiry", "4000000000000069", "AS104", "Invoiced"},
		{"other-card", "4242424242424242", "AS101", "Invoiced"},
		{"slow", "5555555555554444", "The payment is in process", "In Payment"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.open(t, d.bill(t, c.name)+"&lang=en")
			d.reads(t, "888.42")
			d.pay(t, c.card)
			d.reads(t, c.says)
			d.wantState(t, c.name, c.state)
			d.shot(t, "bill-"+c.name)
		})
	}
	d.Clock().Advance(3 * time.Second)
	d.wantState(t, "slow", "Approved")
	d.press(t, "a.button") // check again
	d.reads(t, "The bill is paid")
}

func TestBill_ThreeDSecure(t *testing.T) {
	d := sit(t)
	for _, c := range []struct{ choice, says, state string }{
		{"confirm", "The bill is paid", "Approved"},
		{"refuse", "The payment was declined", "Invoiced"},
	} {
		d.open(t, d.bill(t, c.choice)+"&lang=en")
		d.pay(t, "4000000000003220")
		d.reads(t, "Confirm the payment")
		d.wantState(t, c.choice, "In Payment")
		d.shot(t, "step-"+c.choice)
		d.press(t, `button[value="`+c.choice+`"]`)
		d.reads(t, c.says)
		d.wantState(t, c.choice, c.state)
	}
}

func TestBill_LooksAndLanguages(t *testing.T) {
	d := sit(t)
	link := d.bill(t, "4711")
	step := d.bill(t, "4712")
	for _, lang := range []string{"en", "ru"} {
		for _, dark := range []bool{false, true} {
			name := lang
			if dark {
				name += "-dark"
			}
			d.dark(t, dark)
			d.open(t, link+"&lang="+lang)
			d.shot(t, "bill-"+name)
			d.open(t, "/?lang="+lang)
			d.shot(t, "start-"+name)
		}
	}
	d.dark(t, false)
	d.open(t, step+"&lang=ru")
	d.pay(t, "4000000000003220")
	d.reads(t, "Подтвердите платёж")
	d.shot(t, "step-ru")
	d.open(t, link+"&lang=ru")
	d.pay(t, "4111111111111112")
	d.reads(t, "Оплата не выполнена")
	d.shot(t, "bill-wrong-form-ru")
	d.run(t, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	d.open(t, link+"&lang=ru")
	d.shot(t, "bill-phone-ru")
}

// Somebody without a mouse pays: tabs to the fields in the order in which they are read.
func TestBill_IsPaidWithTheKeyboard(t *testing.T) {
	d := sit(t)
	d.open(t, d.bill(t, "keys")+"&lang=en")
	var order []string
	focused := func() string {
		return get(t, d, chromedp.Evaluate[string](`document.activeElement.id || document.activeElement.className || document.activeElement.tagName`))
	}
	for range 12 {
		d.run(t, chromedp.KeyEvent(kb.Tab))
		at := focused()
		order = append(order, at)
		switch at {
		case "number":
			d.run(t, chromedp.KeyEvent("4111111111111111"))
		case "expiry":
			d.run(t, chromedp.KeyEvent("12/30"))
		case "cvc":
			d.run(t, chromedp.KeyEvent("123"))
		}
		if strings.Contains(at, "button") {
			break
		}
	}
	if got := strings.Join(order, " "); !strings.HasPrefix(got, "skip home") || !strings.HasSuffix(got, "number expiry cvc holder button wide") {
		t.Errorf("tabs go %s", got)
	}
	d.run(t, chromedp.KeyEvent(kb.Enter))
	d.reads(t, "The bill is paid")
	d.wantState(t, "keys", "Approved")
}

// Scripts are switched off: everything a payer and a merchant need works all the same.
func TestPages_WorkWithoutJavaScript(t *testing.T) {
	d := sit(t)
	command(t, d, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	link := d.bill(t, "plain")
	d.open(t, link+"&lang=en")
	d.press(t, ".cards li:nth-child(2) a") // the test card fills in the form
	d.press(t, "form.card button")
	d.reads(t, "Confirm the payment")
	d.press(t, `button[value="confirm"]`)
	d.reads(t, "The bill is paid")
	d.wantState(t, "plain", "Approved")
	d.open(t, "/console/exchanges?lang=en")
	d.reads(t, "createbill.create")
	d.press(t, "#rows a")
	d.reads(t, "Request as it came")
	d.open(t, "/console/clock?lang=en")
	d.press(t, `button[value="24h"]`)
	if d.Clock().Now().Before(time.Now().Add(23 * time.Hour)) {
		t.Error("the clock was not moved")
	}
}
