package service_test

import (
	"cmp"
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/service"
)

func TestAmount_KeepsTheTextAndKnowsTheValue(t *testing.T) {
	for text, minor := range map[string]int64{
		"100.10": 10010, "0.00": 0, "1234567.10": 123456710, "100.0": 10000, "100": 10000, "10.5": 1050,
		"0.01": 1, "007": 700, "999999999999999": 99999999999999900, "9999999999999.99": 999999999999999,
	} {
		a, err := service.ParseAmount(text)
		if err != nil || a.String() != text || a.Minor() != minor || a.IsZero() {
			t.Errorf("%s: text %q, minor %d, %v", text, a, a.Minor(), err)
		}
	}
}

func TestAmount_RefusesWhatARequestMayNotCarry(t *testing.T) {
	for _, text := range []string{
		"", " ", ".", "1.", ".5", "1.234", "1..2", "1.2.3", "-1", "+1", "1e3", "1E+06", "1,50", "1 000", " 1", "1 ", "1\n",
		"0x10", "Inf", "NaN", "1_000", "١٢", "１", "1234567890123456", "12345678901234.56", "1.\x00", "100.10 RUB",
		strings.Repeat("9", 1000),
	} {
		if a, err := service.ParseAmount(text); err == nil || !a.IsZero() {
			t.Errorf("%q is accepted as %v", text, a)
		} else if len(err.Error()) > 120 || strings.ContainsRune(err.Error(), '\n') {
			t.Errorf("%q: the error is long or broken: %v", text, err)
		}
	}
}

func TestAmount_TextSurvivesForEveryAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9]{1,13}(\.[0-9]{1,2})?`).Draw(t, "text")
		a, err := service.ParseAmount(text)
		if err != nil {
			t.Fatal(err)
		}
		exact, _ := new(big.Rat).SetString(text)
		if a.String() != text || new(big.Rat).Mul(exact, big.NewRat(100, 1)).Cmp(big.NewRat(a.Minor(), 1)) != 0 {
			t.Fatalf("%s became %s with %d hundredths", text, a, a.Minor())
		}
		var back service.Amount
		data, err := json.Marshal(a)
		if err != nil || json.Unmarshal(data, &back) != nil || back != a {
			t.Fatalf("JSON: %s, %v", data, err)
		}
	})
}

func TestAmount_MinorWritesTwoDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hundredths := rapid.Int64Range(0, 999999999999999).Draw(t, "hundredths")
		a := service.Minor(hundredths)
		back, err := service.ParseAmount(a.String())
		if err != nil || back != a || a.Minor() != hundredths || a.String()[len(a.String())-3] != '.' {
			t.Fatalf("%d became %q, %v", hundredths, a, err)
		}
	})
	if service.Minor(0).String() != "0.00" || service.Minor(5).String() != "0.05" || service.Minor(10010).String() != "100.10" {
		t.Error("small amounts are written wrong")
	}
}

func TestAmount_OrderIsThatOfTheValues(t *testing.T) {
	amount := rapid.Custom(func(t *rapid.T) service.Amount {
		return service.MustAmount(rapid.StringMatching(`0{0,2}[0-9]{1,4}(\.[0-9]{1,2})?`).Draw(t, "amount"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := amount.Draw(t, "a"), amount.Draw(t, "b")
		if a.Cmp(b) != cmp.Compare(a.Minor(), b.Minor()) || a.Cmp(b) != -b.Cmp(a) || a.Equal(b) != (a.Cmp(b) == 0) {
			t.Fatalf("%s and %s: Cmp %d, Equal %v", a, b, a.Cmp(b), a.Equal(b))
		}
	})
}

func TestAmount_NoAmountIsNotNothing(t *testing.T) {
	var none service.Amount
	if !none.IsZero() || none.Equal(service.Minor(0)) || service.Minor(0).IsZero() || none.String() != "" {
		t.Error("no amount and 0.00 are mixed up")
	}
	for _, text := range []string{"10", "10.0", "10.00"} {
		if !service.MustAmount(text).Equal(service.Minor(1000)) {
			t.Errorf("%s is not ten", text)
		}
	}
}

func TestAmount_UnmarshalTextIsAsStrictAsParseAmount(t *testing.T) {
	a := service.Minor(5)
	for _, text := range []string{"1,50", "1 000", "ten"} {
		if err := a.UnmarshalText([]byte(text)); err == nil || !a.IsZero() {
			t.Errorf("%q is read as %v", text, a)
		}
	}
	if err := a.UnmarshalText([]byte("10.0")); err != nil || a.String() != "10.0" {
		t.Error(a, err)
	}
	if err := a.UnmarshalText(nil); err != nil || !a.IsZero() {
		t.Error("empty text is an amount")
	}
}

func TestAmount_PanicsOnProgrammersMistakes(t *testing.T) {
	for name, f := range map[string]func(){
		"MustAmount":  func() { service.MustAmount("ten") },
		"Minor":       func() { service.Minor(-1) },
		"MustDecimal": func() { service.MustDecimal("ten") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not panic", name)
				}
			}()
			f()
		}()
	}
}

func FuzzParseAmount(f *testing.F) {
	for _, seed := range []string{"100.10", "0.00", "1234567.10", "", ".", "1e9", "99999999999999999999", "1.٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := service.ParseAmount(text)
		if err != nil {
			return
		}
		exact, ok := new(big.Rat).SetString(text)
		if !ok || a.String() != text || new(big.Rat).SetFrac64(a.Minor(), 100).Cmp(exact) != 0 {
			t.Errorf("%q became %q, %d", text, a, a.Minor())
		}
	})
}
