package soapclient_test

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/soapclient"
)

func TestConnections_AThousandCallsInARowOpenOne(t *testing.T) {
	g := newGateway(t, approve)
	client, s := newClient(t, g.URL), toy()
	for range 1000 {
		if _, err := pay(t.Context(), client, s); err != nil {
			t.Fatal(err)
		}
	}
	if opened := g.connections.Load(); opened != 1 || g.hits.Load() != 1000 {
		t.Errorf("%d connections for %d requests", opened, g.hits.Load())
	}
}

func TestConnections_SixteenWorkersOpenAtMostSixteen(t *testing.T) {
	g := newGateway(t, approve)
	client, s := newClient(t, g.URL), toy()
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 60 {
				if _, err := pay(context.Background(), client, s); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if opened := g.connections.Load(); opened > 16 || g.hits.Load() != 960 {
		t.Errorf("%d connections for %d requests", opened, g.hits.Load())
	}
}

func TestConnections_SurviveErrorsAndFaults(t *testing.T) {
	answers := []func(http.ResponseWriter){
		func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusInternalServerError)
			answerXML(w, fault("e:Client", "no"))
		},
		func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write(make([]byte, 100<<10))
		},
		func(w http.ResponseWriter) {
			http.Redirect(w, &http.Request{Method: "POST"}, "https://example.com/", http.StatusFound)
		},
		func(w http.ResponseWriter) { answerXML(w, "<html><title>busy</title></html>") },
		func(w http.ResponseWriter) { answerXML(w, "") },
	}
	next := 0
	g := newGateway(t, func(w http.ResponseWriter, _ *http.Request) { answers[next%len(answers)](w); next++ })
	client, s := newClient(t, g.URL), toy()
	for range 10 * len(answers) {
		if _, err := pay(t.Context(), client, s); err == nil {
			t.Error("an answer that is none was accepted")
		}
	}
	if opened := g.connections.Load(); opened != 1 {
		t.Errorf("%d connections: bodies are not drained", opened)
	}
}

func TestConnections_CallsBeyondTheLimitWaitAndSendNothing(t *testing.T) {
	inside, release := make(chan struct{}), make(chan struct{})
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) { close(inside); <-release; approve(w, r) })
	client, s := newClient(t, g.URL, soapclient.WithMaxConnections(1)), toy()
	first := make(chan error, 1)
	go func() { _, err := pay(context.Background(), client, s); first <- err }()
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	second := make(chan error, 1)
	go func() { _, err := pay(ctx, client, s); second <- err }()
	cancel()
	transport := mustTransport(t, <-second)
	close(release)
	if transport.Sent || <-first != nil || g.hits.Load() != 1 {
		t.Errorf("%v, %d requests", transport, g.hits.Load())
	}
}

func TestRedirect_IsNeverFollowed(t *testing.T) {
	second := newGateway(t, approve)
	for _, status := range []int{301, 302, 303, 307, 308, 300, 304} {
		g := newGateway(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", second.URL+"/"+toyCard+"?password="+toyPassword)
			w.WriteHeader(status)
		})
		_, err := pay(t.Context(), newClient(t, g.URL), toy())
		unknown, transport := mustUnknown(t, err), mustTransport(t, err)
		if transport.Status != status || !transport.Sent || unknown.Ask != "toy.state" || g.hits.Load() != 1 {
			t.Errorf("%d: %v after %d requests", status, err, g.hits.Load())
		}
		host, _, _ := net.SplitHostPort(second.Listener.Addr().String())
		if text := err.Error(); !contains(text, "redirects (HTTP", host, "not followed") {
			t.Errorf("%d: %s", status, text)
		}
		noSecrets(t, "the error", err.Error())
		g = newGateway(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/other")
			w.WriteHeader(status)
		})
		if _, err := ask(t.Context(), newClient(t, g.URL), toy()); err == nil || g.hits.Load() != 1 {
			t.Errorf("a read after %d: %v after %d requests", status, err, g.hits.Load())
		}
	}
	if hits := second.hits.Load() + second.connections.Load(); hits != 0 {
		t.Errorf("the second host was reached %d times", hits)
	}
}

func TestProxy_TheEnvironmentIsNotAsked(t *testing.T) {
	proxy := newGateway(t, approve)
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("HTTPS_PROXY", proxy.URL)
	t.Setenv("ALL_PROXY", proxy.URL)
	client, err := soapclient.New("http://toy.invalid", merchant(), soapclient.WithPlaintextHTTPThatExposesCardsAndPasswords())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = pay(t.Context(), client, toy()); mustTransport(t, err).Sent || proxy.hits.Load() != 0 {
		t.Errorf("%v; the proxy saw %d requests", err, proxy.hits.Load())
	}
	client, err = soapclient.New("http://toy.invalid", merchant(), soapclient.WithPlaintextHTTPThatExposesCardsAndPasswords(), soapclient.WithProxy(proxy.URL))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if _, err = pay(t.Context(), client, toy()); err != nil || proxy.hits.Load() != 1 {
		t.Errorf("%v; the configured proxy saw %d requests", err, proxy.hits.Load())
	}
}
