package service_test

import (
	"testing"

	"github.com/assist-soap/toolkit/service"
)

func TestCodes_FoundBySpellingAliasAndNumber(t *testing.T) {
	codes := service.Codes{
		First:  []service.NumberedCode{{Code: 3, Meaning: service.Text{EN: "missing"}}, {Code: 5}},
		States: []service.Code{{Code: "Approved", Aliases: []string{"Оплачен", "APPROVE"}}, {Code: "In Process"}},
	}
	for text, want := range map[string]string{"approved": "Approved", " Approved\n": "Approved", "оплачен": "Approved", "approve": "Approved", "IN PROCESS": "In Process"} {
		if row := service.FindCode(codes.States, text); row == nil || row.Code != want {
			t.Errorf("%q: %v", text, row)
		}
	}
	for _, text := range []string{"", "Approve d", "InProcess"} {
		if row := service.FindCode(codes.States, text); row != nil {
			t.Errorf("%q found %v", text, row)
		}
	}
	if row := service.FindNumber(codes.First, 3); row == nil || row.Meaning.In("ru") != "missing" {
		t.Errorf("3: %v", row)
	}
	if service.FindNumber(codes.First, 4) != nil || service.FindNumber(nil, 3) != nil {
		t.Error("a code that is not there was found")
	}
}

func TestText_FallsBackToEnglish(t *testing.T) {
	both := service.Text{EN: "bill", RU: "счёт"}
	if both.In("ru") != "счёт" || both.In("RU") != "счёт" || both.In("en") != "bill" || both.In("") != "bill" {
		t.Error("the wrong language")
	}
}

func TestWords_EveryEnumerationHasItsSidecarWord(t *testing.T) {
	for want, got := range map[string]string{
		"unstated": service.Unstated.String(), "conflict": service.Conflict.String(), "link": service.RoleLink.String(),
		"merchant": service.RoleMerchant.String(), "smallint": service.FormatSmallint.String(), "text": service.FormatText.String(),
		"cvc": service.StripCVC.String(), "nothing": service.StripNothing.String(), "checkvalue": service.CheckValue.String(),
		"signed-message": service.SignedMessage.String(), "nonzero": service.DropZero.String(), "request": service.FromRequest.String(),
		"unknown": service.Unknown.String(), "pending": service.Pending.String(), "ordered": service.Ordered.String(),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestFacts_SecretByRoleOrFormat(t *testing.T) {
	for _, facts := range []service.Facts{{Role: service.RolePassword}, {Role: service.RoleCardholder}, {Role: service.RoleToken}, {Format: service.FormatPAN}, {Format: service.FormatCVC}, {Format: service.FormatSecret}} {
		if !facts.Secret() {
			t.Errorf("%+v is not secret", facts)
		}
	}
	var none *service.Facts
	if none.Secret() || (&service.Facts{Role: service.RoleMaskedPAN}).Secret() {
		t.Error("what may be shown is secret")
	}
}
