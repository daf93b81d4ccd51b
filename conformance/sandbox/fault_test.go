package sandbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func fault(t *testing.T, text string) sandbox.Fault {
	t.Helper()
	f, err := sandbox.ParseFault(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFault_StrikesAfterTheMoneyMoved(t *testing.T) {
	for _, c := range []struct {
		fault string
		seen  func(*http.Response, []byte, error) bool
	}{
		{"status500", func(r *http.Response, body []byte, err error) bool {
			return err == nil && r.StatusCode == 500 && !strings.Contains(string(body), "Envelope")
		}},
		{"reset", func(_ *http.Response, _ []byte, err error) bool { return err != nil }},
		{"html", func(r *http.Response, body []byte, err error) bool {
			return err == nil && r.StatusCode == 200 && strings.HasPrefix(string(body), "<!DOCTYPE html>")
		}},
		{"truncate", func(_ *http.Response, body []byte, err error) bool { return err != nil && len(body) > 100 }},
		{"truncate=20", func(_ *http.Response, body []byte, err error) bool { return err != nil && len(body) == 20 }},
		{"delay=30ms", func(_ *http.Response, body []byte, err error) bool {
			return err == nil && strings.Contains(string(body), "AS000")
		}},
	} {
		b := start(t, func(config *sandbox.Config) { config.Faults = []sandbox.Fault{fault(t, c.fault)} })
		before := time.Now()
		got, err := http.Post(b.server.URL+pathSilent, "text/xml", strings.NewReader(silentPay("A-1", "4111111111111111")))
		var body []byte
		if err == nil {
			body, err = io.ReadAll(got.Body)
			got.Body.Close()
		}
		if !c.seen(got, body, err) {
			t.Errorf("%s: %v, %v, %q", c.fault, got, err, body)
		}
		if c.fault == "delay=30ms" && time.Since(before) < 30*time.Millisecond {
			t.Error("there was no delay")
		}
		if charged := b.Ledger().Charged("123456", "A-1"); charged != 1050 {
			t.Errorf("%s: charged %d", c.fault, charged)
		}
		b.SetFaults()
		b.post(t, pathSilent, silentPay("A-2", "4111111111111111")).want(t)
	}
}

func TestFault_UnknownOnesNameWhatThereIs(t *testing.T) {
	for text, part := range map[string]string{
		"fire": "truncate[=BYTES]", "delay": "duration", "delay=soon": "duration", "reset=1": "no value", "truncate=-1": "number of bytes",
	} {
		if _, err := sandbox.ParseFault(text); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
