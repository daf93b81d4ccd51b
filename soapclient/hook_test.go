package soapclient_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

func TestHook_SeesEveryExchangeWithItsOutcome(t *testing.T) {
	tries := 0
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		approve(w, r)
	})
	var seen []soapclient.Exchange
	client := newClient(t, g.URL, soapclient.WithHook(func(_ context.Context, x *soapclient.Exchange) { seen = append(seen, *x) }))
	if _, err := ask(t.Context(), client, toy()); err != nil || len(seen) != 3 {
		t.Fatalf("%d exchanges, %v", len(seen), err)
	}
	for i, x := range seen {
		last := i == 2
		if x.Attempt != i+1 || x.Service != "toy" || x.Operation != "state" || x.Key.Value != "A-1" || !x.Sent || x.RequestBytes == 0 ||
			(x.Err == nil) != last || (x.Outcome == service.Succeeded) != last || (x.Status == 200) != last || (x.ReplyBytes > 0) != last ||
			x.Phases.Total <= 0 || x.Phases.Send+x.Phases.Wait <= 0 || x.Phases.Reused != (i > 0) || (x.Phases.Connect > 0) != (i == 0) {
			t.Errorf("exchange %d: %+v", i+1, x)
		}
	}
}

func TestHook_ShowsBodiesMaskedAndOnlyWhenAsked(t *testing.T) {
	g := newGateway(t, func(w http.ResponseWriter, _ *http.Request) {
		answerXML(w, toyAnswer("A-1", "100.10", "Approved", "<note>"+toyCard+"</note>"))
	})
	var request, reply, print string
	client := newClient(t, g.URL, soapclient.WithHook(func(_ context.Context, x *soapclient.Exchange) {
		request, reply, print = string(x.MaskedRequest()), string(x.MaskedReply()), fmt.Sprintf("%v %+v %s %q %x %d %#v", x, *x, x, *x, x, *x, *x)
	}))
	if _, err := pay(t.Context(), client, toy()); err != nil {
		t.Fatal(err)
	}
	noSecrets(t, "the request", request)
	noSecrets(t, "the reply", reply)
	noSecrets(t, "a print", print)
	if strings.Contains(print, "60 63 120") { // "<?x" as decimal bytes
		t.Error("a print shows the reply as numbers")
	}
	if !contains(request, "<ordernumber>A-1<", "<amount>100.10<") || !contains(reply, "Approved") {
		t.Errorf("masked too much: %s %s", request, reply)
	}
}

// steady removes what differs from run to run.
func steady(_ []string, a slog.Attr) slog.Attr {
	switch a.Key {
	case slog.TimeKey, "total":
		return slog.Attr{}
	}
	return a
}

func TestLogger_LevelsFitForBusiness(t *testing.T) {
	for name, test := range map[string]struct {
		answer canned
		want   string
	}{
		"succeeded": {good("Approved"), `level=INFO msg="assist call" operation=toy.pay outcome=succeeded status=200 attempt=1 key="ordernumber=A-1"`},
		"refused":   {good("Declined"), `level=INFO msg="assist call" operation=toy.pay outcome=refused status=200 attempt=1 key="ordernumber=A-1"`},
		"not processed": {
			func(*http.Request) (*http.Response, error) { return response(500, fault("9", "158")), nil },
			`level=WARN msg="assist call" operation=toy.pay outcome=refused status=500 attempt=1 key="ordernumber=A-1" error="toy.pay: the gateway refused: 9/158" sent=true`,
		},
		"unknown": {
			func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF },
			`level=ERROR msg="assist call" operation=toy.pay outcome=unknown status=0 attempt=1 key="ordernumber=A-1" error="toy.pay ordernumber=A-1: outcome unknown, it may have been carried out; do not send it again, ask toy.state with the same ordernumber: no answer from example.com: the server closed the connection; the request may have arrived" sent=true`,
		},
	} {
		var out bytes.Buffer
		logger := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: steady, Level: slog.LevelDebug}))
		client := newClient(t, "https://example.com", instead(test.answer), soapclient.WithLogger(logger))
		_, _ = pay(t.Context(), client, toy())
		if got := strings.TrimSpace(out.String()); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
		noSecrets(t, name, out.String())
	}
}

func good(state string) canned {
	return func(*http.Request) (*http.Response, error) {
		return response(200, toyAnswer("A-1", "100.10", state, "")), nil
	}
}

func TestLogger_DisabledLevelsCostNothingAndNeverSayBodies(t *testing.T) {
	var out bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelError}))
	client := newClient(t, "https://example.com", instead(good("Approved")), soapclient.WithLogger(logger))
	if _, err := pay(t.Context(), client, toy()); err != nil || out.Len() > 0 {
		t.Errorf("%v, %s", err, out.String())
	}
}

func TestClock_TimesThePhases(t *testing.T) {
	var total time.Duration
	clock := &stepClock{}
	client := newClient(t, "https://example.com", soapclient.WithClock(clock), soapclient.WithHook(func(_ context.Context, x *soapclient.Exchange) { total = x.Phases.Total }),
		instead(func(*http.Request) (*http.Response, error) {
			_ = clock.Sleep(context.Background(), 3*time.Second)
			return response(200, toyAnswer("A-1", "100.10", "Approved", "")), nil
		}))
	if _, err := pay(t.Context(), client, toy()); err != nil || total != 3*time.Second {
		t.Errorf("%v, %v", total, err)
	}
}
