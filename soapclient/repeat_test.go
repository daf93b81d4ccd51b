package soapclient_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
)

// stepClock sleeps at once and remembers for how long.
type stepClock struct {
	mu     sync.Mutex
	now    time.Time
	pauses []time.Duration
}

func (c *stepClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *stepClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.pauses = c.now.Add(d), append(c.pauses, d)
	return ctx.Err()
}

// canned is a transport without a network.
type canned func(*http.Request) (*http.Response, error)

func (f canned) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func response(status int, text string) *http.Response {
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"text/xml; charset=utf-8"}},
		Body: io.NopCloser(strings.NewReader(text)), ContentLength: int64(len(text)),
	}
}

func instead(f canned) soapclient.Option {
	return soapclient.WithTransport(func(http.RoundTripper) http.RoundTripper { return f })
}

func TestRepeat_AReadRecoversAfterAPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tries []time.Time
		client := newClient(t, "https://example.com", instead(func(*http.Request) (*http.Response, error) {
			if tries = append(tries, time.Now()); len(tries) < 3 {
				return nil, io.ErrUnexpectedEOF
			}
			return response(200, toyAnswer("A-1", "100.10", "Approved", "")), nil
		}))
		if _, err := ask(t.Context(), client, toy()); err != nil || len(tries) != 3 {
			t.Fatalf("%d tries: %v", len(tries), err)
		}
		for i, least := range []time.Duration{100 * time.Millisecond, 200 * time.Millisecond} {
			if pause := tries[i+1].Sub(tries[i]); pause < least || pause > 2*least {
				t.Errorf("pause %d is %v, want %v to %v", i+1, pause, least, 2*least)
			}
		}
	})
}

func TestRepeat_MoneyIsNeverRepeatedHoweverItFails(t *testing.T) {
	for name, fail := range map[string]canned{
		"network":  func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF },
		"overload": func(*http.Request) (*http.Response, error) { return response(503, "<html>"), nil },
	} {
		tries := 0
		client := newClient(t, "https://example.com", soapclient.WithRepeats(9), instead(func(r *http.Request) (*http.Response, error) {
			tries++
			if r.GetBody != nil {
				t.Error("net/http could rewind the body")
			}
			return fail(r)
		}))
		if _, err := pay(t.Context(), client, toy()); mustUnknown(t, err) == nil || tries != 1 {
			t.Errorf("%s: %d tries: %v", name, tries, err)
		}
	}
}

func TestRepeat_EndsWithTheContextAndTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		client := newClient(t, "https://example.com", soapclient.WithRepeats(100), instead(func(*http.Request) (*http.Response, error) {
			tries++
			return nil, io.ErrUnexpectedEOF
		}))
		if _, err := ask(t.Context(), client, toy(), soapclient.Timeout(150*time.Millisecond)); mustTransport(t, err).Attempt != tries || tries > 2 {
			t.Errorf("%d tries in 150 ms: %v", tries, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		tries = 0
		time.AfterFunc(50*time.Millisecond, cancel)
		if _, err := ask(ctx, client, toy()); mustTransport(t, err) == nil || tries != 1 {
			t.Errorf("%d tries before the caller gave up: %v", tries, err)
		}
	})
}

func TestRepeat_TheBudgetEndsAStormAndIsEarnedBack(t *testing.T) {
	tries, down := 0, true
	client := newClient(t, "https://example.com", soapclient.WithClock(&stepClock{}), instead(func(*http.Request) (*http.Response, error) {
		tries++
		if down {
			return response(503, ""), nil
		}
		return response(200, toyAnswer("A-1", "100.10", "Approved", "")), nil
	}))
	s := toy()
	count := func(calls int) int {
		tries = 0
		for range calls {
			_, _ = ask(t.Context(), client, s)
		}
		return tries - calls
	}
	if repeats := count(100); repeats != 10 {
		t.Errorf("%d repeats of 100 calls to a dead gateway, want 10", repeats)
	}
	down = false
	count(25)
	down = true
	if repeats := count(100); repeats != 2 {
		t.Errorf("%d repeats after 25 good calls, want 2", repeats)
	}
}

func TestRepeat_CanBeTurnedOff(t *testing.T) {
	for name, off := range map[string]struct {
		client []soapclient.Option
		limit  int
		call   bool
	}{
		"by the client":   {client: []soapclient.Option{soapclient.WithRepeats(0)}},
		"by the call":     {call: true},
		"by a rate limit": {limit: 600},
	} {
		tries := 0
		client := newClient(t, "https://example.com", append(off.client, soapclient.WithClock(&stepClock{}), instead(func(*http.Request) (*http.Response, error) {
			tries++
			return response(503, ""), nil
		}))...)
		s := toy()
		s.Operations[1].Limit.MinInterval = off.limit
		var err error
		if off.call {
			_, err = ask(t.Context(), client, s, soapclient.NoRepeat())
		} else {
			_, err = ask(t.Context(), client, s)
		}
		if _, ok := errors.AsType[*soapclient.NotSOAPError](err); !ok || tries != 1 {
			t.Errorf("%s: %d tries: %v", name, tries, err)
		}
	}
}
