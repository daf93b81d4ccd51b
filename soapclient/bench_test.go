package soapclient_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"
)

func TestInvoke_AllocatesLittle(t *testing.T) {
	g := newGateway(t, approve)
	client, s := newClient(t, g.URL), toy()
	ctx := t.Context()
	result := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := pay(ctx, client, s); err != nil {
				b.Fatal(err)
			}
		}
	})
	raw := testing.Benchmark(func(b *testing.B) { postRaw(b, g.URL) })
	t.Logf("call %d allocations, %d bytes; raw net/http and the server %d, %d", result.AllocsPerOp(), result.AllocedBytesPerOp(), raw.AllocsPerOp(), raw.AllocedBytesPerOp())
	if ours := result.AllocsPerOp() - raw.AllocsPerOp(); ours > 80 {
		t.Errorf("%d allocations beyond raw net/http", ours)
	}
}

func postRaw(b *testing.B, url string) {
	b.ReportAllocs()
	body := bytes.Repeat([]byte("x"), 700)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	for b.Loop() {
		response, err := client.Post(url, "text/xml", bytes.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.ReadAll(response.Body)
		_ = response.Body.Close()
	}
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
	b.Run("raw net/http", func(b *testing.B) { postRaw(b, g.URL) })
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
