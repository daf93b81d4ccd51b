package checkvalue_test

import (
	"crypto/md5"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

const cyrillicBill = "423422;login;password;123456;10.00;RUB;Счёт №1;Иван;;;;;;RU;"

func TestCheckValue_KnownVectors(t *testing.T) {
	cp1251, err := charmap.Windows1251.NewEncoder().String(cyrillicBill)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ word, x, want string }{
		{"secret", "111111;100;100.0", "DBE8D1AB4F19A27D161999DC53293881"},         // V1
		{"secret", "111111ok4.00RUBCanceled", "74DEB154081757F1E8097DDFAC35FC5C"},  // V2
		{"secret", "1111111004.00RUBCanceled", "ABAA41AC29744E60B4918DC798C79916"}, // V2 with the number of the answer
		{word, "123456;A-1;10.00;RUB", "25EFF96984EB073442B8B7A1DBCC65C3"},
		{word, "123456;A-1;10;RUB", "1DCAD5716E38B4CC2FC23FD6EE3336ED"},
		{word, "123456;A-1;10.00;RUB;C42", "08617AB2022A18123F03F0CD6E2FE22B"},
		{word, "123456A-110.00RUB", "B3A3669CDB75C8CA8218273E9A8C626C"},
		{word, "123456A-110.00RUBApproved", "EDEB1E9267D7F07986066041631198D7"},
		{word, "423422;login;password;123456;23.23;RUB;;Test;Testov;Testovich;test@testpost.ru;;;RU;20150611T1212", "11C6AF3D2EE901642E44E2B681E66E7C"},
		{word, "423422;login;password;123456", "36E04CBA0CE60A05D31D0602573A3B15"},
		{word, cyrillicBill, "948A4414F2C20D80580D7A0B43A40AE4"},
		{word, cp1251, "9E5873250548A2760BECC6D5CE4E3249"},
	} {
		if got := checkvalue.Compute(service.NewSecret(test.word), test.x); got != test.want {
			t.Errorf("X %q: got %s, want %s", test.x, got, test.want)
		}
	}
}

func TestCheckValue_LongTextIsComputedRight(t *testing.T) {
	x := strings.Repeat("comment ", 500)
	key, err := checkvalue.NewKey(secretWord)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := key.Compute(x), naive(word, x); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// naive is the formula as the documents print it.
func naive(word, x string) string {
	inner := fmt.Sprintf("%x%x", md5.Sum([]byte(word)), md5.Sum([]byte(x)))
	return fmt.Sprintf("%X", md5.Sum([]byte(strings.ToUpper(inner))))
}

func TestCheckValue_EmptySecretWordComputesNothing(t *testing.T) {
	if _, err := checkvalue.NewKey(service.Secret{}); !errors.Is(err, checkvalue.ErrNoSecretWord) {
		t.Errorf("got %v", err)
	}
	if got := checkvalue.Compute(service.Secret{}, "x") + (checkvalue.Key{}).Compute("x"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestCheckValue_EqualIgnoresCaseAndBlanksOnly(t *testing.T) {
	const value = "DBE8D1AB4F19A27D161999DC53293881"
	for other, want := range map[string]bool{
		value: true, strings.ToLower(value): true, "  " + value + "\r\n": true,
		"": false, value[:31]: false, value + "0": false, "EBE8D1AB4F19A27D161999DC53293881": false,
		"DBE8D1AB4F19A27D161999DC5329388\x11": false, "ÿ" + value[2:]: false,
	} {
		if got := checkvalue.Equal(value, other); got != want {
			t.Errorf("%q: got %v", other, got)
		}
	}
	if checkvalue.Equal("", "") {
		t.Error("two missing values are equal")
	}
}

func TestKey_PrintsAsMask(t *testing.T) {
	key, err := checkvalue.NewKey(secretWord)
	if err != nil {
		t.Fatal(err)
	}
	keys := checkvalue.Keys{Word: key}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown := fmt.Sprintf(verb, key) + fmt.Sprintf(verb, keys) + fmt.Sprintf(verb, &keys)
		if digest := fmt.Sprintf("%X", md5.Sum([]byte(word))); strings.Contains(strings.ToUpper(shown), digest) {
			t.Errorf("%s shows the digest of the secret word: %s", verb, shown)
		}
	}
}

func TestCheckValue_AllocatesNothingButItsResult(t *testing.T) {
	s := example()
	v := s.Operations[1].Request.Digest(service.CheckValue).Variant("")
	r := record(t, s, orderType, "merchant_id=123456", "ordernumber=A-1", "orderamount=10.00", "ordercurrency=RUB")
	key, err := checkvalue.NewKey(secretWord)
	if err != nil {
		t.Fatal(err)
	}
	x, value := make([]byte, 0, 256), make([]byte, 0, checkvalue.Size)
	if n := testing.AllocsPerRun(100, func() {
		composed, _ := checkvalue.AppendX(x[:0], v, r, nil)
		value = key.Append(value[:0], composed)
	}); n != 0 {
		t.Errorf("composing and appending allocate %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { key.Compute("123456;A-1;10.00;RUB") }); n > 1 {
		t.Errorf("Compute allocates %v times", n)
	}
}

// BenchmarkCheckValue is to stay below 1.2 times BenchmarkThreeMD5.
func BenchmarkCheckValue(b *testing.B) {
	key, err := checkvalue.NewKey(secretWord)
	if err != nil {
		b.Fatal(err)
	}
	x, value := []byte(benchmarkX), make([]byte, 0, checkvalue.Size)
	b.ReportAllocs()
	for b.Loop() {
		value = key.Append(value[:0], x)
	}
}

const benchmarkX = "123456;ORDER-2024-000017;1234567.10;RUB;C-42"

func BenchmarkThreeMD5(b *testing.B) {
	x, inner := []byte(benchmarkX), make([]byte, 2*checkvalue.Size)
	b.ReportAllocs()
	for b.Loop() {
		md5.Sum([]byte(word))
		md5.Sum(x)
		md5.Sum(inner)
	}
}

func BenchmarkCompose(b *testing.B) {
	s := example()
	v := s.Operations[0].Request.Digest(service.CheckValue).Variant("")
	r := billRecord(b, s)
	x := make([]byte, 0, 256)
	b.ReportAllocs()
	for b.Loop() {
		x, _ = checkvalue.AppendX(x[:0], v, r, nil)
	}
}

func BenchmarkComposeAndCompute(b *testing.B) {
	s := example()
	v := s.Operations[1].Request.Digest(service.CheckValue).Variant("")
	r := record(b, s, orderType, "merchant_id=123456", "ordernumber=ORDER-2024-000017", "orderamount=1234567.10", "ordercurrency=RUB", "customernumber=C-42")
	key, _ := checkvalue.NewKey(secretWord)
	x, value := make([]byte, 0, 256), make([]byte, 0, checkvalue.Size)
	b.ReportAllocs()
	for b.Loop() {
		x, _ = checkvalue.AppendX(x[:0], v, r, nil)
		value = key.Append(value[:0], x)
	}
}
