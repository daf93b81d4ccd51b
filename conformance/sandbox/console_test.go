package sandbox_test

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/cardscan"
	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// consolePaths are the pages of the console that need no number.
func consolePaths() []string {
	return []string{
		"/console/exchanges", "/console/bills", "/console/orders", "/console/operations", "/console/subscriptions",
		"/console/cards", "/console/outbox", "/console/notifications", "/console/faults", "/console/clock",
	}
}

func TestConsole_EveryPageIsThereInBothLanguages(t *testing.T) {
	x := newInbox(t)
	b := start(t, x.merchant(sandbox.NotifyForm))
	b.busy(t)
	for _, path := range consolePaths() {
		for lang, word := range map[string]string{"en": "Merchant&#39;s console", "ru": "Кабинет магазина"} {
			got := b.get(t, path+"?lang="+lang)
			got.shows(t, 200, `<html lang="`+lang+`"`, word, `aria-current="page"`, "<h1>")
			if lang == "ru" {
				for _, link := range regexp.MustCompile(`href="(/console/[^"]*)"`).FindAllStringSubmatch(got.body, -1) {
					if !strings.Contains(link[1], "lang=") {
						t.Errorf("%s: %s loses the language", path, link[1])
					}
				}
			}
		}
	}
	if got := b.get(t, "/console"); got.status != http.StatusSeeOther {
		t.Errorf("HTTP %d", got.status)
	}
	for _, path := range []string{"/console/exchanges/99999", "/console/bills/none", "/console/orders/1", "/console/outbox/99", "/console/notifications/99"} {
		b.get(t, path).shows(t, 404, "There is nothing here")
	}
}

// busy makes something of everything the console shows.
func (b *bench) busy(t *testing.T) (link string) {
	t.Helper()
	link = b.billLink(t, "A-1")
	b.payBill(t, link, "4111111111111111")
	b.post(t, pathCreate, strings.Replace(newBill("A-2"), ">100.10<", ">100.11<", 1))
	b.post(t, pathCreate, strings.Replace(newBill("A-3"), "sandbox_pass1", "wrong_pass99", 1))
	b.post(t, pathCreate, strings.Replace(newBill("A-4"), "</bill>", "</billl>", 1))
	b.post(t, pathSilent, silentPay("A-5", "4242424242424242"))
	b.pay(t, "A-6", "5555555555554444")
	b.pay(t, "A-7", "4111111111111111", "recurringindicator", "1", "recurringminamount", "1.00", "recurringmaxamount", "50.00",
		"recurringperiod", "30", "recurringmaxdate", "01.01.2030")
	b.pay(t, "A-8", "4111111111111111", "savecard", "1", "customernumber", "C-9")
	b.pay(t, "A-9", "4111111111111111", "delay", "1", "ordercomment", "card 4012888888881881 was written here")
	b.form(t, "/console/faults", "add", "delay=1ms")
	b.post(t, pathStatus, billStatus("A-1"))
	b.Deliver(t.Context())
	return link
}

// The console must never show a card number, a card code, a password or a secret word,
// wherever they were written.
func TestConsole_ShowsNothingSecret(t *testing.T) {
	x := newInbox(t)
	b := start(t, x.merchant(sandbox.NotifyForm))
	b.busy(t)
	scan := cardscan.New(cardscan.WithFields())
	secrets := []string{"sandbox_pass1", "second_pass1", "TestSalt", "OtherSalt", "wrong_pass99", "4012888888881881", "4242424242424242"}
	for _, card := range sandbox.TestCards() {
		secrets = append(secrets, card.Number, card.Spaced())
	}
	paths := consolePaths()
	for i := len(b.Exchanges()); i > 0; i-- {
		paths = append(paths, fmt.Sprintf("/console/exchanges/%d", i))
	}
	for seen := map[string]bool{}; len(paths) > 0; paths = paths[1:] {
		path, _, _ := strings.Cut(paths[0], "?")
		if seen[path] {
			continue
		}
		seen[path] = true
		page := b.get(t, path)
		for _, secret := range secrets {
			if strings.Contains(page.body, secret) {
				t.Errorf("%s shows %s", path, secret)
			}
		}
		if cvc := regexp.MustCompile(`(?i)cvc2\W{1,12}[0-9]{3}\b`).FindString(page.body); cvc != "" {
			t.Errorf("%s shows %s", path, cvc)
		}
		for _, f := range scan.Scan(path, []byte(page.body)) {
			t.Errorf("%s", f)
		}
		for _, link := range regexp.MustCompile(`href="(/console/[a-z]+/[^"]*)"`).FindAllStringSubmatch(page.body, -1) {
			paths = append(paths, link[1])
		}
	}
}

func TestConsole_RefusedRequestIsExplained(t *testing.T) {
	b := start(t)
	b.post(t, pathCreate, strings.Replace(newBill("A-1"), ">100.10<", ">100.1<", 1))
	page := b.get(t, "/console/exchanges/1")
	page.shows(t, 200, "Why it was refused", "checkvalue", "9/158", "X = 123456;sandbox_login;***;A-1;100.1;RUB",
		"bill_amount was sent as 100.1 but is 100.10 in X", "assist-soapgen checkvalue explain --sandbox createbill.request",
		"<dt>Second code 158</dt>", "&lt;password&gt;***&lt;/password&gt;", "not sent: its place stays empty")
	b.get(t, "/console/exchanges/1?lang=ru").shows(t, 200, "Почему отклонено", "bill_amount передана как 100.1, а в X — 100.10",
		"неверен: ожидается от X", "не передан: место остаётся пустым")
	b.get(t, "/console/exchanges").shows(t, 200, "refused 9/158", "bill_amount was sent as 100.1")
}

func TestConsole_ExchangesAreFilteredAndPaged(t *testing.T) {
	b := start(t)
	for i := range 120 {
		b.post(t, pathStatus, billStatus(fmt.Sprintf("N-%d", i)))
	}
	b.billLink(t, "A-1")
	first := b.get(t, "/console/exchanges")
	first.shows(t, 200, "1–100 of 121", `rel="next"`, `data-after="121"`)
	b.get(t, "/console/exchanges?page=2").shows(t, 200, "101–121 of 121", `rel="prev"`)
	b.get(t, "/console/exchanges?outcome=done").shows(t, 200, "1–1 of 1", "createbill.create")
	b.get(t, "/console/exchanges?q=N-77").shows(t, 200, "1–1 of 1")
	b.get(t, "/console/exchanges?merchant=654321").shows(t, 200, "Nothing fits the filter")
	b.get(t, "/console/exchanges?service=createbill&lang=ru").shows(t, 200, "1–1 из 1")
}

func TestConsole_LiveListSendsWhatComes(t *testing.T) {
	b := start(t)
	b.billLink(t, "A-1")
	got, err := http.Get(b.server.URL + "/console/events?after=1&outcome=refused")
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if kind := got.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("Content-Type %q", kind)
	}
	b.post(t, pathStatus, billStatus("nothing"))
	lines := make(chan string, 10)
	go func() { // ends when the body is closed
		defer close(lines)
		for scanner := bufio.NewScanner(got.Body); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	for timeout := time.After(10 * time.Second); ; {
		select {
		case line, open := <-lines:
			if data, found := strings.CutPrefix(line, "data: "); found {
				if !strings.Contains(data, "billstatus.status") || !strings.Contains(data, `"count":1,"refused":1`) {
					t.Errorf("sent %s", data)
				}
				return
			}
			if !open {
				t.Fatal("the stream ended")
			}
		case <-timeout:
			t.Fatal("nothing came")
		}
	}
}

func TestConsole_ClosingTheSandboxEndsTheLiveList(t *testing.T) {
	sb, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	got, err := http.Get(sb.URL() + "/console/events?after=0")
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	began := time.Now()
	if err := sb.Close(); err != nil || time.Since(began) > 4*time.Second {
		t.Errorf("Close took %s: %v", time.Since(began), err)
	}
}

func TestConsole_FaultsAreSwitchedWhileRunning(t *testing.T) {
	b := start(t)
	b.form(t, "/console/faults", "add", "status500")
	if got := b.post(t, pathStatus, billStatus("A-1")); !strings.Contains(got.body, "Internal Server Error") {
		t.Errorf("the fault is not on: %s", got.body)
	}
	b.get(t, "/console/faults").shows(t, 200, "<code>status500</code>", "1 times struck", "Faults are on")
	b.get(t, "/console/exchanges/1").shows(t, 200, "status500", "A fault changed the answer")
	b.form(t, "/console/faults", "remove", "status500")
	b.form(t, "/console/faults", "add", "lose", "chance", "1")
	b.get(t, "/console/faults?lang=ru").shows(t, 200, "<code>lose@1</code>", "запрос прочитан и потерян")
	b.form(t, "/console/faults", "clear", "all")
	b.get(t, "/console/faults").shows(t, 200, "Everything works as it should")
	b.form(t, "/console/faults", "add", "fire").shows(t, 422, "no fault that can be switched on", `value="fire"`)
	b.form(t, "/console/faults", "add", "refuse").shows(t, 422, "--fault")
}

func TestConsole_RequestsThatAFaultSwallowedAreListed(t *testing.T) {
	b := start(t)
	b.form(t, "/console/faults", "add", "overload")
	b.post(t, pathStatus, billStatus("A-1"))
	b.get(t, "/console/exchanges").shows(t, 200, "never reached the gateway", "overload", "/bill/billstatus.cfm")
}

func TestConsole_ClockIsMoved(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	b.get(t, "/console/clock").shows(t, 200, "stands still", "The bill expires", "15.03.2026 12:00:00")
	b.form(t, "/console/clock", "advance", "25h")
	b.get(t, link).shows(t, 200, "The time to pay this bill is over")
	for _, wrong := range []string{"", "x", "-1h", "0s", "999999h"} {
		b.form(t, "/console/clock", "advance", wrong).shows(t, 422, "Give a length of time")
	}
}

func TestClock_StopsAndRuns(t *testing.T) {
	c := sandbox.WallClock()
	c.Stop()
	stood := c.Now()
	c.Advance(time.Hour)
	if got := c.Now(); !got.Equal(stood.Add(time.Hour)) || !c.Stands() {
		t.Errorf("it moved from %s to %s", stood, got)
	}
	c.Run()
	if c.Stands() || c.Now().Before(stood.Add(time.Hour)) || c.Now().After(stood.Add(time.Hour+time.Minute)) {
		t.Errorf("it runs on from %s", c.Now())
	}
	if got := sandbox.ClockFrom(noon).Now(); got.Before(noon) || got.After(noon.Add(time.Minute)) {
		t.Errorf("it starts at %s", got)
	}
}

func TestConsole_ActsForTheMerchant(t *testing.T) {
	b := start(t)
	held := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	b.get(t, "/console/orders/"+held).shows(t, 200, "Take the held money", "Delayed")
	b.form(t, "/console/orders/"+held, "do", "confirm")
	if got := b.Ledger().Charged("123456", "A-1"); got != 1050 {
		t.Errorf("charged %d", got)
	}
	b.get(t, "/console/orders/"+held+"?lang=ru").shows(t, 200, "Вернуть все деньги", "Подтверждение")
	b.form(t, "/console/orders/"+held, "do", "cancel")
	b.form(t, "/console/orders/"+held, "do", "cancel") // pressing twice gives back once
	if got := b.Ledger().Charged("123456", "A-1"); got != 0 {
		t.Errorf("charged %d", got)
	}
	link := b.billLink(t, "A-2")
	_, token, _ := strings.Cut(link, "ID=")
	b.get(t, "/console/bills/"+token).shows(t, 200, "Revoke the bill", link)
	b.form(t, "/console/bills/"+token, "do", "revoke")
	b.post(t, pathStatus, billStatus("A-2")).want(t, "bill_status", "Deleted")
	foreign, err := http.NewRequest("POST", b.server.URL+"/console/clock", strings.NewReader(url.Values{"advance": {"1h"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	got, err := http.DefaultClient.Do(foreign)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != http.StatusForbidden || !b.Clock().Now().Equal(noon) {
		t.Errorf("a foreign page moved the clock: HTTP %d", got.StatusCode)
	}
}

func TestConsole_BillIsMadeByHand(t *testing.T) {
	b := start(t)
	b.get(t, "/console/bills/new?lang=ru").shows(t, 200, "Выставить счёт", `<label for="bill_amount">`)
	made := b.form(t, "/console/bills/new", "merchant", "654321", "bill", "HAND-1", "bill_amount", "10.00", "bill_currency", "RUB",
		"customer_email", "payer@sandbox.example", "sendnotification", "1")
	if made.status != http.StatusSeeOther {
		t.Fatalf("HTTP %d\n%s", made.status, made.body)
	}
	b.get(t, made.header.Get("Location")).shows(t, 200, "HAND-1", "10.00 RUB", "The bill has been invoiced for payment")
	b.form(t, "/console/bills/new", "merchant", "654321", "bill", "HAND-1", "bill_amount", "10.00", "bill_currency", "RUB").shows(t, 422, "bill HAND-1 exists already")
	b.form(t, "/console/bills/new?lang=ru", "merchant", "123456", "bill", "HAND-2", "bill_amount", "ten", "bill_currency", "RUB").shows(t, 422,
		"Счёт не выставлен", `href="#bill_amount"`, "не сумма", `value="ten" required aria-invalid="true"`)
	b.form(t, "/console/bills/new", "merchant", "1").shows(t, 404)
}

func TestConsole_NothingForeignIsLoaded(t *testing.T) {
	b := start(t)
	for _, path := range consolePaths() {
		got := b.get(t, path)
		policy := got.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "script-src 'self'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if found := regexp.MustCompile(`(?:src|href)="(?:https?:)?//|<script>|style="|onclick`).FindString(got.body); found != "" {
			t.Errorf("%s has %s", path, found)
		}
	}
}
