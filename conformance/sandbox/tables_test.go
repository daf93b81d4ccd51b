package sandbox

import (
	"regexp"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
)

func TestTables_EveryParameterHasANumberOfTheGateway(t *testing.T) {
	for _, s := range catalog.Services() {
		for i := range s.Operations {
			fields := s.Type(s.Operations[i].Request.Type).Fields
			for j := range fields {
				code := secondCode(&fields[j])
				if code == secondUnexpected {
					t.Errorf("%s: %s has no secondcode; add it to parameterCodes", s.Name, fields[j].Name)
				}
				if service.FindNumber(s.Codes.Second, code) == nil {
					t.Errorf("%s: %s has secondcode %d, which common.yaml does not know", s.Name, fields[j].Name, code)
				}
			}
		}
	}
}

func TestTables_EveryOperationCanBeDone(t *testing.T) {
	can := behaviours()
	for _, s := range catalog.Services() {
		if !Served(s) {
			continue // the sandbox is the client there, and a shop for those who want to see it
		}
		for i := range s.Operations {
			if can[s.Name+"."+s.Operations[i].Name] == nil {
				t.Errorf("%s.%s has no behaviour", s.Name, s.Operations[i].Name)
			}
		}
	}
}

func TestTables_TestCardsHaveACheckDigitAndAKnownCode(t *testing.T) {
	for _, c := range TestCards() {
		if !checkDigit(c.Number) || codeMeaning(catalog.Services()[0].Codes, c.Code, "ru").meaning == "" {
			t.Errorf("card %+v", c)
		}
	}
}

func TestMasked_HidesCardNumbersInOtherFields(t *testing.T) {
	comment := &service.Field{Name: "bill_comment", Facts: &service.Facts{}}
	if got := masked(comment, "card 4111 1111-11111111, order 123456789012345"); got != "card 411111****1111, order 123456789012345" {
		t.Errorf("got %q", got)
	}
}

func TestCheckValue_ReproducesThePublishedVectors(t *testing.T) {
	for _, v := range []struct{ secretWord, x, want string }{
		{"secret", "111111;100;100.0", "DBE8D1AB4F19A27D161999DC53293881"},
		{"TestSalt", "123456;A-1;10.00;RUB", "25EFF96984EB073442B8B7A1DBCC65C3"},
		{"TestSalt", "423422;login;password;123456;10.00;RUB;Счёт №1;Иван;;;;;;RU;", "948A4414F2C20D80580D7A0B43A40AE4"},
	} {
		if got := checkValue(v.secretWord, v.x); got != v.want {
			t.Errorf("%s: %s, want %s", v.x, got, v.want)
		}
	}
}

func TestTokens_CouldNotBeCardNumbers(t *testing.T) {
	made, runs := newTokens(1), regexp.MustCompile(`[0-9](?:-?[0-9]){11,18}`)
	for range 2000 {
		for _, text := range []string{made.billnumber(), made.reference(), made.uuid()} {
			for _, run := range runs.FindAllString(text, -1) {
				if checkDigit(strings.ReplaceAll(run, "-", "")) {
					t.Errorf("%s could be a card number", text)
				}
			}
		}
	}
	if !mayBeCard("4111111111111111") || mayBeCard("4111111111") {
		t.Error("the test sees nothing")
	}
}
