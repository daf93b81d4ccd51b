package recording

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/generated/catalog"
)

func TestMask_SameValueSameToken(t *testing.T) {
	m := newMasker(newFields(catalog.Services()), []string{secret})
	got := string(m.mask([]byte(pay(card, "123", "a@b.example")+" "+card+" "+pay(other, "123", "c@d.example")+secret), nil))
	want := "<cardnumber>masked(pan.1)</cardnumber><cvc2>masked(cvc2.1)</cvc2><email>masked(email.1)</email><ordernumber>O1</ordernumber> masked(pan.1) " +
		"<cardnumber>masked(pan.2)</cardnumber><cvc2>masked(cvc2.1)</cvc2><email>masked(email.2)</email><ordernumber>O1</ordernumber>masked(secret.1)"
	if got != want {
		t.Errorf("got %s", got)
	}
	if again := string(m.mask([]byte("Cardnumber="+url.QueryEscape("4111 1111 1111 1111")+"&Email=a%40b.example"), nil)); again != "Cardnumber=masked(pan.1)&Email=masked(email.1)" {
		t.Errorf("the same values in a form: %s", again)
	}
}

func TestMask_TheClientsMaskHasTheLastWord(t *testing.T) {
	m := newMasker(newFields(nil), nil)
	redact := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("hidden"), []byte("***")) }
	if got := string(m.mask([]byte("a hidden thing"), redact)); got != "a *** thing" {
		t.Errorf("got %s", got)
	}
}

func TestMask_NumbersOfTheGatewayStay(t *testing.T) {
	number := "5000000000000009" // its check digit is that of a card number
	m := newMasker(newFields(catalog.Services()), nil)
	message := "<billnumber>" + number + ".1</billnumber> paid under " + number
	if got := string(m.mask([]byte(message), nil)); got != message {
		t.Errorf("got %s", got)
	}
	if leaks := scanText(message, nil, m.numbers); len(leaks) > 0 {
		t.Errorf("got %v", leaks)
	}
}

func TestMask_CheckValuesStay(t *testing.T) {
	m := newMasker(newFields(catalog.Services()), nil)
	message := "<checkvalue>A" + card + "0123456789ABCDE</checkvalue>"
	redact := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(card), []byte("***")) }
	if got := string(m.mask([]byte(message), redact)); got != message {
		t.Errorf("got %s", got)
	}
}

// Whatever stands around a card number, and in whatever field, it does not survive.
func TestMask_NoCardNumberSurvives(t *testing.T) {
	f := newFields(catalog.Services())
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.StringMatching(`[a-z<>&="/ ]{0,20}`).Draw(t, "before")
		after := rapid.StringMatching(`[a-z<>&="/ ]{0,20}`).Draw(t, "after")
		masked := newMasker(f, nil).mask([]byte(before+card+after), nil)
		if bytes.Contains(masked, []byte(card)) {
			t.Fatalf("it is in %s", masked)
		}
	})
}

func BenchmarkMask(b *testing.B) {
	f := newFields(catalog.Services())
	message := []byte(strings.Repeat(pay(card, "123", "a@b.example")+"<amount>1.00</amount><orderdate>01.01.2026</orderdate>", 8))
	b.SetBytes(int64(len(message)))
	for b.Loop() {
		newMasker(f, []string{secret}).mask(message, nil)
	}
}
