package report

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestText_FailuresThenTableThenVerdict(t *testing.T) {
	want := `FAIL   createbill/fail: It fails: "<&>"
       second: bill_amount: want "1", got "<script>alert(1)</script>"
       second: /a/b: it is missing, ` + "\x01" + ` or not in this place
       again: assist-soapgen conform --run '^createbill/fail$'
ERROR  silentpay/error: It cannot be carried out
       step call: there is no service "x"
SKIP   silentpay/skip: the target offers no clock

suite        pass   fail  error   skip   cases    live
createbill      1      1      ·      ·       2       ·
silentpay       ·      ·      1      1       2       ·

sandbox & friends: 1 pass, 1 fail, 1 error, 1 skip in 1.234s
`
	if diff := cmp.Diff(want, render(t, func(b *strings.Builder) error { return Text(b, sample()) })); diff != "" {
		t.Error(diff)
	}
}

func TestText_OfAGreenRunIsTheTable(t *testing.T) {
	want := `
suite   pass   fail  error   skip   cases    live
a         12      ·      ·      ·      12       ·

embedded sandbox: 12 pass in 2s
`
	if diff := cmp.Diff(want, render(t, func(b *strings.Builder) error { return Text(b, green(12)) })); diff != "" {
		t.Error(diff)
	}
}

// full refuses to be written to after a few bytes, like a full disk.
type full int

func (f *full) Write(p []byte) (int, error) {
	if *f -= full(len(p)); *f < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestWriters_TellThatTheOutputIsFull(t *testing.T) {
	for _, room := range []full{0, 40, 200} {
		for name, write := range map[string]func(*full) error{
			"text":  func(f *full) error { return Text(f, sample()) },
			"junit": func(f *full) error { return JUnit(f, sample()) },
			"json":  func(f *full) error { return JSON(f, sample()) },
			"html":  func(f *full) error { return HTML(f, sample()) },
		} {
			if err := write(&room); err == nil {
				t.Errorf("%s: a report that was not written is no error", name)
			}
		}
	}
}

func TestProgress_OneLineForEachTenth(t *testing.T) {
	var b strings.Builder
	r := sample()
	observe := Progress(&b, false)
	for i := 1; i <= 25; i++ {
		observe(i, 25, &r.Results[i%2])
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 10 {
		t.Errorf("%d lines:\n%s", len(lines), b.String())
	}
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "25/25 cases, 13 failing, about ") {
		t.Errorf("the last line is %q", last)
	}
	if strings.ContainsAny(b.String(), "\r\x1b") {
		t.Error("a log gets terminal codes")
	}
}

func TestProgress_RewritesOneLineOnATerminal(t *testing.T) {
	var b strings.Builder
	r := sample()
	observe := Progress(&b, true)
	observe(1, 2, &r.Results[1])
	observe(2, 2, &r.Results[0])
	if got := b.String(); !strings.HasPrefix(got, "\r\x1b[K\x1b[?7l1/2 cases, 1 failing, about ") || !strings.HasSuffix(got, "  createbill/fail\x1b[?7h\r\x1b[K") || strings.Contains(got, "\n") {
		t.Errorf("got %q", got)
	}
}
