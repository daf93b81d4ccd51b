package bench

import (
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "serve" {
		if err := Serve(os.Stdin, os.Stdout); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

func show(t *testing.T, r Result, err error, base string) {
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range r.Lanes {
		least, median := r.Cost(&l)
		ratio, lo, hi := r.Ratio(l.Name, base)
		t.Logf("%-8s %-30s min %8.0f med %8.0f  x base %.2f (%.2f-%.2f) cpu %.2f  %6.0f B %4.0f allocs", r.Name, l.Name, least, median, ratio, lo, hi, r.CPURatio(l.Name, base), l.Bytes, l.Allocs)
	}
}

func TestQuick(t *testing.T) {
	races, err := Codecs(60)
	if err != nil {
		t.Fatal(err)
	}
	for i := range races {
		r, err := races[i].Run()
		show(t, r, err, Hand)
	}
}

func TestCalls(t *testing.T) {
	s, err := StartServer("serve")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	for _, l := range Lines(s) {
		race, err := Calls(l, 11, 100*time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		r, err := race.Run()
		show(t, r, err, Raw)
	}
}
