package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
)

// otherTestCard is a number of no special meaning: it is answered with AS101.
const otherTestCard = "4242424242424242"

// takeTestCard fills in the fields of a card that were given nowhere else, with the test
// card that a response code names. Test cards are no secret, and a person who wants to
// try something should not have to write one into a file.
func (in *callInput) takeTestCard(code string, now time.Time) error {
	number, err := testCard(code)
	if err != nil {
		return err
	}
	year := now.AddDate(3, 0, 0)
	found := false
	for i := range in.record.Fields() {
		f, v := &in.record.Fields()[i], &in.record.Values()[i]
		text := ""
		switch {
		case f.Facts == nil || v.State != service.Absent:
		case f.Facts.Format == service.FormatPAN:
			text, found = number, true
		case f.Facts.Format == service.FormatCVC:
			text = "123"
		case f.Facts.Role == service.RoleCardholder:
			text = "TEST CARD"
		case f.Facts.Role == service.RoleCardExpiry && strings.Contains(strings.ToLower(f.Name), "month"):
			text = "12"
		case f.Facts.Role == service.RoleCardExpiry && strings.Contains(strings.ToLower(f.Name), "year"):
			text = year.Format("2006")
		}
		if text != "" {
			*v = service.Value{State: service.Present, Text: text}
		}
	}
	if !found {
		return fmt.Errorf("--test-card: %s has no card number", in.target.name())
	}
	return nil
}

func testCard(code string) (string, error) {
	var codes []string
	for _, known := range sandbox.TestCards() {
		if strings.EqualFold(known.Code, code) {
			return known.Number, nil
		}
		codes = append(codes, known.Code)
	}
	if strings.EqualFold(code, "AS101") {
		return otherTestCard, nil
	}
	return "", fmt.Errorf("--test-card %s: there are cards for %s and AS101", safeName(code), strings.Join(codes, ", "))
}
