package cli

import (
	"strings"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
)

// testCards reads the endpoint's own test cards: conform's cases pay with them instead of
// the sandbox's. No message repeats a number.
func (r *configReader) testCards() {
	var codes []string
	cards := map[string]conformance.TestCard{}
	for _, known := range sandbox.TestCards() {
		codes = append(codes, known.Code)
		var own conformance.TestCard
		if line, ok := r.take("test_card." + known.Code); ok {
			own.Number = strings.NewReplacer(" ", "", "-", "").Replace(line.value)
			if len(own.Number) < 12 || strings.Trim(own.Number, "0123456789") != "" || !service.Luhn(own.Number) {
				r.problem(line, "test_card.%s is no card number", known.Code)
			}
		}
		own.Token = r.text("test_token." + known.Code)
		if own != (conformance.TestCard{}) {
			cards[known.Code] = own
		}
	}
	for key, line := range r.values {
		if strings.HasPrefix(key, "test_card.") || strings.HasPrefix(key, "test_token.") {
			delete(r.values, key)
			r.problem(line, "there are test cards for %s", strings.Join(codes, ", "))
		}
	}
	if len(cards) > 0 {
		r.config.cards = cards
	}
}
