package service_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

const (
	hiddenSecret = "Parol&Secret!77"
	hiddenPAN    = "4111111111111111"
	hiddenCVC    = "739"
)

// leaks are texts that must be in nothing anyone can print. The card number's
// middle stands for it: its first six and last four digits may be shown. Numbers
// print as decimal bytes under %v of a slice, so that form counts too.
func leaks(text string) []string {
	var found []string
	for _, secret := range []string{hiddenSecret, hiddenPAN[4:], hiddenCVC} {
		raw := []byte(secret)
		decimal := strings.Trim(fmt.Sprint(raw), "[]")
		for _, form := range []string{
			secret, fmt.Sprintf("%x", raw), fmt.Sprintf("%X", raw), fmt.Sprintf("% x", raw), fmt.Sprintf("% X", raw), decimal,
			fmt.Sprintf("%#v", raw)[7:],
		} {
			if at := strings.Index(text, strings.Trim(form, "{}")); at >= 0 && (len(secret) > 3 || standsAlone(text, at, len(form))) {
				found = append(found, form)
			}
		}
	}
	return found
}

// standsAlone keeps three digits inside a printed address from counting as a leak.
func standsAlone(text string, at, length int) bool {
	const hex = "0123456789abcdefABCDEF"
	before := at > 0 && strings.IndexByte(hex, text[at-1]) >= 0
	after := at+length < len(text) && strings.IndexByte(hex, text[at+length]) >= 0
	return !before && !after
}

type pocket struct {
	Open   service.Secret
	hidden service.Secret
	PAN    service.PAN
	pan    service.PAN
	CVC    service.CVC
	cvc    service.CVC
	Opt    service.Opt[service.Secret]
	opt    service.Opt[service.PAN]
}

func fullPocket(t *testing.T) pocket {
	t.Helper()
	pan, err := service.ParsePAN(hiddenPAN)
	if err != nil {
		t.Fatal(err)
	}
	cvc, err := service.ParseCVC(hiddenCVC)
	if err != nil {
		t.Fatal(err)
	}
	secret := service.NewSecret(hiddenSecret)
	return pocket{
		Open: secret, hidden: secret, PAN: pan, pan: pan, CVC: cvc, cvc: cvc,
		Opt: service.Some(secret), opt: service.Some(pan),
	}
}

// carriers are all the ways a secret may be handed to a printer.
func carriers(p pocket) map[string]any {
	return map[string]any{
		"secret": p.Open, "pointer": &p.Open, "pan": p.PAN, "pan pointer": &p.PAN, "cvc": p.CVC, "cvc pointer": &p.CVC,
		"opt secret": p.Opt, "opt pan": p.opt, "opt cvc": service.Some(p.CVC), "opt pointer": &p.Opt,
		"struct": p, "struct pointer": &p, "nested": struct{ inner pocket }{p}, "interface": struct{ v any }{p.Open},
		"slice": []service.Secret{p.Open}, "pan slice": []service.PAN{p.PAN}, "array": [1]service.CVC{p.CVC},
		"map value": map[string]service.Secret{"k": p.Open}, "map of struct": map[string]pocket{"k": p},
		"pointer to pointer": func() **service.Secret { q := &p.Open; return &q }(),
		"any slice":          []any{p.Open, p.PAN, &p.CVC, p.Opt},
	}
}

func TestSecret_MaskedUnderEveryVerbAndFlag(t *testing.T) {
	const verbs = "vTtbcdoOqxXUeEfFgGspwzZ!"
	extra := "no verb" // a value too many is printed as %!(EXTRA …)
	flags := []string{"", "+", "-", "#", " ", "0", "+#", "# ", "8", "-20", "20.3", ".1", "#+0"}
	for name, carrier := range carriers(fullPocket(t)) {
		for _, verb := range verbs {
			for _, flag := range flags {
				format := "%" + flag + string(verb)
				if found := leaks(fmt.Sprintf(format, carrier)); found != nil {
					t.Errorf("%s under %q leaks %q", name, format, found)
				}
			}
		}
		//lint:ignore SA5009 the value too many is the test
		for _, text := range []string{fmt.Sprint(carrier), fmt.Sprintln(carrier), fmt.Sprintf(extra, carrier)} {
			if found := leaks(text); found != nil {
				t.Errorf("%s leaks %q", name, found)
			}
		}
	}
}

func TestSecret_MaskedInJSONAndXML(t *testing.T) {
	for name, carrier := range carriers(fullPocket(t)) {
		text, err := json.Marshal(carrier)
		if err != nil {
			t.Errorf("%s: json: %v", name, err)
		}
		if found := leaks(string(text)); found != nil {
			t.Errorf("%s: json leaks %q", name, found)
		}
		text, _ = xml.Marshal(carrier) // maps are no XML; what comes out must not leak
		if found := leaks(string(text)); found != nil {
			t.Errorf("%s: xml leaks %q", name, found)
		}
	}
}

func TestSecret_MaskedInSlog(t *testing.T) {
	for name, carrier := range carriers(fullPocket(t)) {
		var text, object bytes.Buffer
		for _, handler := range []slog.Handler{slog.NewTextHandler(&text, nil), slog.NewJSONHandler(&object, nil)} {
			logger := slog.New(handler).With("with", carrier).WithGroup("group")
			logger.Info("m", "value", carrier, "nested", slog.GroupValue(slog.Any("inner", carrier)))
		}
		if found := leaks(text.String() + object.String()); found != nil {
			t.Errorf("%s: slog leaks %q", name, found)
		}
	}
}

func TestSecret_MaskedInErrorsAndPanics(t *testing.T) {
	for name, carrier := range carriers(fullPocket(t)) {
		err := fmt.Errorf("wrapped: %w", fmt.Errorf("with %v", carrier))
		text := err.Error() + errors.Join(err, fmt.Errorf("%+v", carrier)).Error()
		func() {
			defer func() { text += fmt.Sprint(recover()) + fmt.Sprintf("%#v", carrier) }()
			panic(carrier)
		}()
		if found := leaks(text); found != nil {
			t.Errorf("%s leaks %q", name, found)
		}
	}
}

func TestSecret_KeepsItsText(t *testing.T) {
	s := service.NewSecret(hiddenSecret)
	if s.Reveal() != hiddenSecret || s.IsZero() || s.String() != "***" {
		t.Errorf("reveal, zero or mask is wrong: %v", s)
	}
	if !s.Equal(service.NewSecret(hiddenSecret)) || s.Equal(service.NewSecret("other")) || s.Equal(service.Secret{}) {
		t.Error("Equal is wrong")
	}
	var none service.Secret
	if !none.IsZero() || none.Reveal() != "" || fmt.Sprint(none) != "" || !service.NewSecret("").IsZero() || !none.Equal(service.Secret{}) {
		t.Error("the zero Secret is not empty")
	}
}

func TestSecret_ClearWipesEveryCopy(t *testing.T) {
	s := service.NewSecret("wipe me")
	copied := s
	s.Clear()
	if got := copied.Reveal(); strings.Trim(got, "\x00") != "" {
		t.Errorf("the copy still holds %q", got)
	}
	service.Secret{}.Clear() // must not panic
	p := fullPocket(t)
	p.PAN.Clear()
	if found := leaks(p.pan.Reveal()); found != nil {
		t.Error("a cleared card number is still there")
	}
}

func TestPAN_ShowsFirstSixAndLastFour(t *testing.T) {
	for number, want := range map[string]string{
		"4111111111111111":    "411111******1111",
		"4111 1111-1111 1111": "411111******1111",
		"5555555555554444":    "555555******4444",
		"6304000000000000":    "630400******0000",
		"4000000000000000006": "400000*********0006",
	} {
		pan, err := service.ParsePAN(number)
		if err != nil || pan.String() != want {
			t.Errorf("%s: %v, %v; want %s", number, pan, err, want)
		}
	}
}

func TestPAN_RefusesWithoutShowing(t *testing.T) {
	for _, number := range []string{"", "4111", "4111111111111112", "41111111111111111111", "4111x11111111111", "٤١١١١١١١١١١١١١١١", "4111111111111111\n"} {
		_, err := service.ParsePAN(number)
		if err == nil {
			t.Errorf("%q is accepted", number)
			continue
		}
		if len(number) > 4 && strings.Contains(err.Error(), number[:5]) {
			t.Errorf("the error shows the number: %v", err)
		}
	}
}

func TestCVC_ThreeOrFourDigits(t *testing.T) {
	for code, fine := range map[string]bool{"123": true, "0123": true, "": false, "12": false, "12345": false, "12a": false, "１２": false} {
		c, err := service.ParseCVC(code)
		if (err == nil) != fine || err == nil && c.Reveal() != code {
			t.Errorf("%q: %v", code, err)
		}
		if err != nil && len(code) > 1 && strings.Contains(err.Error(), code) {
			t.Errorf("the error shows the code: %v", err)
		}
	}
}

func TestLuhn_ChecksTheLastDigit(t *testing.T) {
	for digits, want := range map[string]bool{"79927398713": true, "79927398710": false, "0": true, "": false, "18": true} {
		if service.Luhn(digits) != want {
			t.Errorf("Luhn(%q) is %v", digits, !want)
		}
	}
}
