package service_test

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/service"
)

func TestDecimal_AnySizeExactly(t *testing.T) {
	for _, text := range []string{"0", "-0.0", "+1.50", ".5", "5.", "123456789012345678901234567890.123456789"} {
		d, err := service.ParseDecimal(text)
		want, _ := new(big.Rat).SetString(text)
		if err != nil || d.String() != text || d.Rat().Cmp(want) != 0 {
			t.Errorf("%s: %s %s, %v", text, d, d.Rat(), err)
		}
	}
	for _, text := range []string{"", ".", "+", "+-1", "--1", "1e5", "1,0", "0x1", "1/2", "INF", "NaN", " 1", "1 ", "1.2.3", "１"} {
		if d, err := service.ParseDecimal(text); err == nil || !d.IsZero() {
			t.Errorf("%q is accepted", text)
		}
	}
	if !service.MustDecimal("1.0").Equal(service.MustDecimal("1.00")) || service.MustDecimal("1").Equal(service.MustDecimal("-1")) {
		t.Error("Equal does not compare values")
	}
}

func TestInteger_AnySizeExactly(t *testing.T) {
	for _, text := range []string{"0", "-1", "+7", "340282366920938463463374607431768211456"} {
		i, err := service.ParseInteger(text)
		want, _ := new(big.Int).SetString(strings.TrimPrefix(text, "+"), 10)
		if err != nil || i.String() != text || i.Int().Cmp(want) != 0 {
			t.Errorf("%s: %s, %v", text, i, err)
		}
	}
	for _, text := range []string{"", "-", "1.0", "+-2", "1e2", "0x1", " 1", "1_0"} {
		if i, err := service.ParseInteger(text); err == nil || !i.IsZero() {
			t.Errorf("%q is accepted", text)
		}
	}
}

func TestTime_ReadsTheGatewaysLayoutsAsGMT(t *testing.T) {
	noon := time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"21.11.2026 12:05:09":       noon.Add(9 * time.Second),
		"21.11.2026 12:05":          noon,
		"21.11.2026":                noon.Truncate(24 * time.Hour),
		"20261121T1205":             noon,
		"2026-11-21T15:05:00+03:00": noon,
		"2026-11-21T12:05:00.5Z":    noon.Add(500 * time.Millisecond),
		"2026-11-21T12:05:00":       noon,
		"  21.11.2026 12:05 ":       noon,
	} {
		at, err := service.ParseTime(text)
		if err != nil || !at.Time().Equal(want) || at.Time().Location() != time.UTC || at.String() != text {
			t.Errorf("%q: %v %q, %v", text, at.Time(), at, err)
		}
	}
}

func TestTime_KeepsATextItCannotRead(t *testing.T) {
	for _, text := range []string{"1.11.2026 12:05", "32.01.2026", "soon", "0261121T1205", ""} {
		at, err := service.ParseTime(text)
		if err == nil || at.String() != text || !at.Time().IsZero() || at.IsZero() != (text == "") {
			t.Errorf("%q: %v, %v", text, at, err)
		}
	}
}

func TestTime_WritesEachLayoutInGMT(t *testing.T) {
	at := time.Date(2026, 1, 2, 1, 4, 5, 6, time.FixedZone("MSK", 3*3600))
	for got, want := range map[string]string{
		service.Minute(at).String():   "20260101T2204",
		service.Date(at).String():     "01.01.2026",
		service.DateTime(at).String(): "01.01.2026 22:04:05",
		service.Stamp(at).String():    "2026-01-01T22:04:05.000000006Z",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestTime_RoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(0, 4102444800).Draw(t, "unix"), 0)
		for _, written := range []service.Time{service.Minute(at), service.Date(at), service.DateTime(at), service.Stamp(at)} {
			back, err := service.ParseTime(written.String())
			if err != nil || back.String() != written.String() {
				t.Fatalf("%s: %v", written, err)
			}
		}
		if back, _ := service.ParseTime(service.DateTime(at).String()); !back.Time().Equal(at) {
			t.Fatalf("%v came back as %v", at, back.Time())
		}
	})
}

func TestQName_PrintsInClarkNotation(t *testing.T) {
	if got := (service.QName{Space: "urn:x", Local: "a"}).String(); got != "{urn:x}a" {
		t.Error(got)
	}
	if got := (service.QName{Local: "a"}).String(); got != "a" {
		t.Error(got)
	}
}

func FuzzParseDecimalAndInteger(f *testing.F) {
	for _, seed := range []string{"0", "-1.5", "+.5", "", "..", "1e5", "٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := service.ParseDecimal(text); err == nil {
			exact, ok := new(big.Rat).SetString(text)
			if !ok || d.String() != text || d.Rat().Cmp(exact) != 0 {
				t.Errorf("decimal %q became %s", text, d.Rat())
			}
		}
		if i, err := service.ParseInteger(text); err == nil {
			exact, ok := new(big.Int).SetString(text, 10)
			if !ok || i.String() != text || i.Int().Cmp(exact) != 0 {
				t.Errorf("integer %q became %s", text, i.Int())
			}
		}
	})
}

func FuzzParseTime(f *testing.F) {
	for _, seed := range []string{"21.11.2026 12:05:09", "20261121T1205", "", "2026-11-21T12:05:00+24:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := service.ParseTime(text)
		if at.String() != text || (err == nil) != !at.Time().IsZero() && at.Time().Year() != 1 {
			t.Errorf("%q became %q %v, %v", text, at, at.Time(), err)
		}
	})
}

func FuzzParseCard(f *testing.F) {
	for _, seed := range []string{"4111111111111111", "4111 1111 1111 1111", "123", "", "٣٣٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if pan, err := service.ParsePAN(text); err == nil {
			again, err := service.ParsePAN(pan.Reveal())
			if err != nil || !again.Equal(pan) || !service.Luhn(pan.Reveal()) {
				t.Errorf("card number %q: %v", text, err)
			}
		}
		if cvc, err := service.ParseCVC(text); err == nil && cvc.Reveal() != text {
			t.Errorf("code %q", text)
		}
	})
}
