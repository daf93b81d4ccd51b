package bench

import (
	"testing"

	"github.com/assist-soap/toolkit/conformance/bench/workload"
)

func BenchmarkCall(b *testing.B) {
	s, err := StartServer("serve")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Stop()
	call, err := (&Line{URL: s.Plain, Server: s, Workers: 1}).typed()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := call(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSeal(b *testing.B) {
	p, _ := newProduct()
	cred := workload.Credentials()
	b.ReportAllocs()
	for b.Loop() {
		if err := p.codec.Seal(p.op, p.request, cred); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	p, _ := newProduct()
	cred := workload.Credentials()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.codec.Open(p.op, p.request, p.reply, cred); err != nil {
			b.Fatal(err)
		}
	}
}
func BenchmarkDecode(b *testing.B) {
	p, _ := newProduct()
	b.ReportAllocs()
	for b.Loop() {
		if err := p.decode(); err != nil {
			b.Fatal(err)
		}
	}
}
func BenchmarkEncode(b *testing.B) {
	p, _ := newProduct()
	b.ReportAllocs()
	for b.Loop() {
		if err := p.encode(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHandEncode(b *testing.B) {
	h := newBound()
	for b.Loop() {
		_ = h.encode()
	}
}

func BenchmarkHandDecode(b *testing.B) {
	h := newBound()
	for b.Loop() {
		_ = h.decode()
	}
}
