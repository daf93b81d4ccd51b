package sandbox_test

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
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

func TestFault_EveryKindIsParsedAndSaysWhatItDoes(t *testing.T) {
	values := map[string]string{"delay": "=1ms", "dribble": "=1ns", "redirect": "=307"}
	seen := map[string]bool{}
	for _, kind := range sandbox.FaultKinds() {
		f := fault(t, kind.Name+values[kind.Name])
		if seen[kind.Name] || kind.Summary == "" || !strings.HasPrefix(kind.Usage, kind.Name) || f.Kind() != kind.Name || f.Stage() != kind.Stage {
			t.Errorf("%+v", kind)
		}
		seen[kind.Name] = true
	}
	if len(seen) < 30 {
		t.Errorf("only %d kinds", len(seen))
	}
	for text, part := range map[string]string{
		"reset@0": "above 0", "reset@2": "above 0", "reset@x": "above 0", "redirect": "redirect=307", "redirect=200": "redirect=307",
		"deep=-1": "number", "skew=late": "duration", "tls10=1": "no value", "replay=1": "no value",
	} {
		if _, err := sandbox.ParseFault(text); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestFault_TheStageSaysWhetherMoneyMoved: the stage says whether money moved.
func TestFault_TheStageSaysWhetherMoneyMoved(t *testing.T) {
	values := map[string]string{"delay": "=1ms", "dribble": "=1ns", "redirect": "=307", "huge": "=1", "deep": "=1000"}
	for _, kind := range sandbox.FaultKinds() {
		if kind.Stage == sandbox.AtConnection {
			continue
		}
		f := fault(t, kind.Name+values[kind.Name])
		b := start(t, func(config *sandbox.Config) { config.Faults = []sandbox.Fault{f} })
		got, err := http.Post(b.server.URL+pathSilent, "text/xml", strings.NewReader(silentPay("A-1", "4111111111111111")))
		if err == nil {
			_, _ = io.Copy(io.Discard, got.Body)
			got.Body.Close()
		}
		moved := b.Ledger().Charged("123456", "A-1") == 1050
		if moved != (kind.Stage == sandbox.AfterGateway) || f.Struck() == 0 {
			t.Errorf("%s: money moved is %v, struck %d times", kind.Name, moved, f.Struck())
		}
	}
}

func TestFault_AChanceIsSeeded(t *testing.T) {
	pattern := func(seed uint64) string {
		var hits strings.Builder
		f := fault(t, "overload@0.3").Seeded(seed)
		h := f.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.WriteByte('.') }))
		for range 200 {
			before := f.Struck()
			h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/", nil))
			if f.Struck() > before {
				hits.WriteByte('x')
			}
		}
		return hits.String()
	}
	if pattern(1) != pattern(1) || pattern(1) == pattern(2) {
		t.Error("the seed does not decide")
	}
	if hits := strings.Count(pattern(1), "x"); hits < 30 || hits > 90 {
		t.Errorf("%d of 200 were struck, at a chance of 0.3", hits)
	}
}

func TestFault_ReplaySendsWhatWasSentBefore(t *testing.T) {
	b := start(t, func(config *sandbox.Config) { config.Faults = []sandbox.Fault{fault(t, "replay")} })
	read := func(order string) string {
		got, err := http.Post(b.server.URL+pathSilent, "text/xml", strings.NewReader(silentPay(order, "4111111111111111")))
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		body, _ := io.ReadAll(got.Body)
		return string(body)
	}
	first, second, third := read("A-1"), read("A-2"), read("A-3")
	if first != second || third == second || !strings.Contains(third, "A-2") {
		t.Error("not the answer before")
	}
}

func TestFault_OfTheConnectionActsFromTheStart(t *testing.T) {
	for text, part := range map[string]string{
		"refuse": "connection refused", "reset-early": "", "tls10": "protocol version", "tls-expired": "expired",
		"tls-wrong-host": "127.0.0.1", "tls-untrusted": "unknown authority",
	} {
		f := fault(t, text)
		sb, err := sandbox.New(sandbox.Config{Faults: []sandbox.Fault{f}})
		if err != nil {
			t.Fatal(err)
		}
		if err = sb.Start("127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: f.Roots()}}
		_, err = (&http.Client{Transport: transport}).Post(sb.URL()+pathSilent, "text/xml", strings.NewReader("x"))
		if err == nil || !strings.Contains(err.Error(), part) || strings.HasPrefix(sb.URL(), "https") != f.Secure() {
			t.Errorf("%s at %s: %v", text, sb.URL(), err)
		}
		transport.CloseIdleConnections()
		if err = sb.Close(); err != nil {
			t.Error(err)
		}
	}
}
