package sandbox_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/assist-soap/toolkit/conformance/cardscan"
	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// reopened saves a sandbox and starts another one from its file.
func reopened(t *testing.T, b *bench, config sandbox.Config) *bench {
	t.Helper()
	if err := b.Save(); err != nil {
		t.Fatal(err)
	}
	sb, err := sandbox.New(config)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	return &bench{sb, server}
}

func TestState_GoesOnWhereItWasLeft(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	config := sandbox.Config{Clock: sandbox.NewClock(noon), Seed: 7, State: file}
	b := start(t, func(c *sandbox.Config) { c.State = file })
	link := b.billLink(t, "A-1")
	slow := b.billLink(t, "A-2")
	b.payBill(t, slow, "5555555555554444")
	step := b.billLink(t, "A-3")
	stepPage := b.payBill(t, step, "4000000000003220").header.Get("Location")
	held := b.pay(t, "A-4", "4111111111111111", "delay", "1")
	first := b.pay(t, "A-5", "4111111111111111", "recurringindicator", "1", "recurringminamount", "1.00", "recurringmaxamount", "50.00",
		"recurringperiod", "30", "recurringmaxdate", "01.01.2030")
	b.pay(t, "A-6", "4242424242424242", "savecard", "1", "customernumber", "C-9")
	b.pay(t, "A-7", "4111111111111111", "savecard", "1", "customernumber", "C-9")
	b.noticed(t, "A-8", "sendnotification", "1")
	b.Clock().Advance(2 * time.Second)

	c := reopened(t, b, config)
	if got := c.Clock().Now(); !got.Equal(noon.Add(2 * time.Second)) {
		t.Errorf("the clock says %s", got)
	}
	c.get(t, link).shows(t, 200, "Bill payment", "100.10")
	c.get(t, stepPage).shows(t, 200, "Confirm the payment")
	c.Clock().Advance(time.Second)
	c.get(t, slow).shows(t, 200, "The bill is paid")
	c.soap(t, "charge", "billnumber", held).want(t, "orderstate", "Approved")
	if got := c.Ledger().Subscriptions("123456"); len(got) != 1 || got[0].First.BillNumber != first {
		t.Errorf("subscriptions %+v", got)
	}
	if got := c.Ledger().StoredCards("123456"); len(got) != 1 || got[0].Card.Masked != "411111****1111" {
		t.Errorf("stored cards %+v", got)
	}
	if got := c.Outbox(); len(got) != 1 || got[0].Bill != "A-8" {
		t.Errorf("outbox %+v", got)
	}
	numbers := map[string]bool{}
	for _, o := range append(b.Ledger().Orders("123456"), c.Ledger().Orders("123456")...) {
		numbers[o.BillNumber] = true
	}
	if next := c.pay(t, "A-9", "4111111111111111"); numbers[next] {
		t.Errorf("number %s was given out twice", next)
	}
}

func TestState_HoldsNoSecrets(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	b := start(t, func(c *sandbox.Config) { c.State = file })
	b.busy(t)
	if err := b.Save(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"sandbox_pass1", "TestSalt", "4111111111111111", "4242424242424242", "5555555555554444"} {
		if strings.Contains(string(content), secret) {
			t.Errorf("the state holds %s", secret)
		}
	}
	for _, f := range cardscan.New(cardscan.WithFields()).Scan("state", content) {
		if !strings.Contains(string(content), "4012888888881881") { // somebody wrote it into a comment
			t.Error(f)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
}

func TestState_WrongFilesAreRefused(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "sandbox.json")
	for _, c := range []struct{ content, says string }{
		{"", "no state of this version"},
		{`{"Version":99}`, "no state of this version"},
		{`{"Version":1,"Books":{"777":{}}}`, "merchant 777, who is not configured"},
		{`{"Version":1,"Random":"AAAA"}`, "sandbox:"},
	} {
		if err := os.WriteFile(file, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := sandbox.New(sandbox.Config{State: file}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v", c.content, err)
		}
	}
	if _, err := sandbox.New(sandbox.Config{State: filepath.Join(folder, "nothing", "x.json")}); err == nil {
		t.Error("a folder that is not there is accepted")
	}
}

func TestState_IsSavedWhenTheSandboxIsClosed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	sb, err := sandbox.New(sandbox.Config{State: file})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	if err := sb.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

func TestMerchants_AreReadFromAFile(t *testing.T) {
	list, err := sandbox.ReadMerchants(fstest.MapFS{"m.json": {Data: []byte(`[
		{"id": "111", "name": "One", "login": "one_login", "password": "one_pass11", "secret_word": "w", "auto_number": true, "emails": ["one@shop.example"]},
		{"id": "222", "login": "two_login", "password": "two_pass11", "secret_word": "w", "notify_url": "http://127.0.0.1:1/x", "notify_as": "soap"}
	]`)}}, "m.json")
	if err != nil || len(list) != 2 || !list[0].AutoNumber || list[1].Currency != "RUB" || list[1].Name != "Merchant 222" {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := sandbox.New(sandbox.Config{Merchants: list}); err != nil {
		t.Error(err)
	}
	for _, c := range []struct{ content, says string }{
		{`{}`, "no JSON list"},
		{`[]`, "names none"},
		{`[{"id":"1","pasword":"x"}]`, `entry 1: json: unknown field "pasword"`},
		{`[{"id":"1","public_key_file":"none.pem"}]`, "none.pem"},
		{`[{"id":"1","public_key_file":"m.json"}]`, "no PEM file"},
	} {
		if _, err := sandbox.ReadMerchants(fstest.MapFS{"m.json": {Data: []byte(c.content)}}, "m.json"); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.content, err)
		}
	}
}
