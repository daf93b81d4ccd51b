package conformance

import (
	"errors"
	"strings"
	"testing"
)

func TestGuard_ProductionNeedsTwoSwitches(t *testing.T) {
	at := func(endpoint string) *Plan {
		p := plan(Target{Endpoint: endpoint}, paid(t, "x/a", ""))
		return &p
	}
	for endpoint, production := range map[string]bool{
		"https://payments.paysecure.ru": true, "https://PAYMENTS.paysecure.ru.:443/x": true, "https://payments123.paysecure.ru": true, "https://pay101.paysec.by": true,
		"https://new.paysecure.ru": true, "https://payments.t.paysecure.ru": false, "https://test.paysec.by": false, "http://127.0.0.1:8642": false, "https://shop.example": false,
	} {
		_, err := at(endpoint).Guard(Consent{})
		if _, refused := errors.AsType[*UnsafeError](err); refused != production {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	host := "payments.paysecure.ru"
	for _, c := range []Consent{{host, ""}, {"", host}, {host, "other"}, {"other", "other"}} {
		if _, err := at("https://" + host).Guard(c); err == nil {
			t.Errorf("%+v is enough", c)
		}
	}
	if evidence, err := at("https://" + host).Guard(Consent{host, host}); err != nil || len(evidence) != 1 || !strings.Contains(evidence[0], "production host") {
		t.Errorf("%v, %v", evidence, err)
	}
}

func TestGuard_CardsThatAreNoTestCards(t *testing.T) {
	strange := "4000000000000010"
	input := mustParse(t, "x/input", caseHead+"-- input --\n"+strings.Replace(payInput, "4111111111111111", strange, 1)+"-- output --\noutcome: succeeded\n")
	raw := mustParse(t, "x/raw", caseHead+"-- raw.xml --\n<a><w:CardNumber xsi:type=\"x\"> "+strange+"</w:CardNumber></a>\n-- error --\nkind: gateway\n")
	form := mustParse(t, "x/form", caseHead+"-- raw.form --\nCardnumber="+strange+"\n-- error --\nkind: gateway\n")
	p := plan(Target{Endpoint: "https://shop.example"}, input, raw, form, paid(t, "x/fine", ""))
	_, err := p.Guard(Consent{})
	if err == nil || strings.Contains(err.Error(), strange) {
		t.Fatalf("got %v", err)
	}
	for _, name := range []string{"x/input", "x/raw", "x/form"} {
		if !strings.Contains(err.Error(), name+": step call holds a card number that is no test card") {
			t.Errorf("%s is not told: %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "x/fine") {
		t.Errorf("got %v", err)
	}
	p.TestCards = []string{strange}
	if _, err := p.Guard(Consent{}); err != nil {
		t.Error(err)
	}
	suite := plan(Target{Endpoint: "https://shop.example"}, builtIn(t)...)
	if _, err := suite.Guard(Consent{}); err != nil {
		t.Errorf("the built-in cases: %v", err)
	}
}

// The file of --config may name test cards, but saying so there alone does not make one.
func TestGuard_CardsOfTheConfig(t *testing.T) {
	own := "4000000000000010"
	p := plan(Target{Endpoint: "https://shop.example", Cards: map[string]TestCard{"AS000": {Number: own}, "AS100": {Number: "4242424242424242"}}}, paid(t, "x/fine", ""))
	_, err := p.Guard(Consent{})
	if err == nil || strings.Contains(err.Error(), own) || !strings.Contains(err.Error(), "test_card.AS000 ") || strings.Contains(err.Error(), "AS100") {
		t.Errorf("got %v", err)
	}
	p.TestCards = []string{own}
	if _, err := p.Guard(Consent{}); err != nil {
		t.Error(err)
	}
}
