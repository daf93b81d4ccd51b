package soapclient_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"
)

// The server's own allocations are in both counts and cancel out.
func TestInvoke_AllocatesLittleMoreThanRawHTTP(t *testing.T) {
	g := newGateway(t, approve)
	client, s := newClient(t, g.URL), toy()
	ours := testing.AllocsPerRun(200, func() {
		if _, err := pay(t.Context(), client, s); err != nil {
			t.Fatal(err)
		}
	})
	plain := &http.Client{Transport: &http.Transport{}}
	defer plain.CloseIdleConnections()
	raw := testing.AllocsPerRun(200, func() { post(t, plain, g.URL) })
	t.Logf("a call costs %.0f allocations, raw net/http %.0f", ours, raw)
	if ours-raw > 60 {
		t.Errorf("%.0f allocations beyond raw net/http, at most 60", ours-raw)
	}
}

func post(t testing.TB, client *http.Client, url string) {
	response, err := client.Post(url, "text/xml", bytes.NewReader(make([]byte, 700)))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.ReadAll(response.Body)
	_ = response.Body.Close()
}

func BenchmarkInvoke(b *testing.B) {
	g := newGateway(b, approve)
	client, s := newClient(b, g.URL), toy()
	b.Run("one worker", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := pay(b.Context(), client, s); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("raw net/http", func(b *testing.B) {
		b.ReportAllocs()
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		for b.Loop() {
			post(b, client, g.URL)
		}
	})
	b.Run("parallel", func(b *testing.B) {
		b.SetParallelism(8)
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				if _, err := pay(b.Context(), client, s); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
