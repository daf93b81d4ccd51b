package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// cardsWord is the need of cases that pay with test cards and want nothing else of the
// sandbox: any target will do that has test cards of its own.
const cardsWord = "cards"

// TestCard is a test card of a target, and the payment token that stands for it.
type TestCard struct{ Number, Token string }

// ownWords are answers that depend on who answers and on the card: another target says
// something else there, and any text is right.
var ownWords = []string{"issuebank", "processingname", "approvalcode", "meantypename", "bankcountry", "meansubtype"}

// deal returns the case with the target's own test cards in place of the sandbox's, or
// says why it cannot.
func (t *Target) deal(c *Case) (dealt *Case, missing string) {
	if t.Cards == nil || !slices.Contains(c.Needs, cardsWord) {
		return c, ""
	}
	var pairs []string
	for _, known := range sandbox.TestCards() {
		own := t.Cards[known.Code]
		switch {
		case own.Number != "":
			pairs = append(pairs, known.Number, own.Number, known.Spaced(), own.Number, maskedCard(known.Number), maskedCard(own.Number))
		case c.mentions(known.Number) || c.mentions(maskedCard(known.Number)):
			return c, fmt.Sprintf("the target has no test card for %s; test_card.%s of --config names one", known.Code, known.Code)
		}
	}
	for _, known := range sandbox.TestTokens() {
		code := codeOfCard(known.Card)
		token := fmt.Sprintf("{\"sandbox\":%q}", known.Word)
		switch own := t.Cards[code]; {
		case own.Token != "" && !known.CVC:
			pairs = append(pairs, token, own.Token)
		case c.mentions(token):
			return c, fmt.Sprintf("the target has no payment token for %s; test_token.%s of --config gives one", code, code)
		}
	}
	return c.with(strings.NewReplacer(pairs...)), ""
}

func codeOfCard(number string) string {
	for _, known := range sandbox.TestCards() {
		if known.Number == number {
			return known.Code
		}
	}
	return ""
}

// maskedCard is a number as answers print it.
func maskedCard(number string) string { return number[:6] + "****" + number[len(number)-4:] }

func (c *Case) mentions(text string) bool {
	return strings.Contains(strings.Join(c.source, "\n"), text)
}

// with returns a copy of the case with other cards.
func (c *Case) with(cards *strings.Replacer) *Case {
	dealt := *c
	dealt.Steps = slices.Clone(c.Steps)
	for i := range dealt.Steps {
		st := &dealt.Steps[i]
		st.Input, st.Output = st.Input.with(cards), st.Output.with(cards).anyOwnWords()
		for _, section := range []**Section{&st.Raw, &st.Request, &st.Answer} {
			if *section != nil {
				copied := **section
				copied.Text = cards.Replace(copied.Text)
				*section = &copied
			}
		}
	}
	return &dealt
}

func (v *Values) with(cards *strings.Replacer) *Values {
	if v == nil {
		return nil
	}
	copied := *v
	copied.Fields = slices.Clone(v.Fields)
	for i := range copied.Fields {
		copied.Fields[i].Value = cards.Replace(copied.Fields[i].Value)
	}
	return &copied
}

// anyOwnWords lets the values of v, a copy, be any text where the target speaks of itself.
func (v *Values) anyOwnWords() *Values {
	for i, field := range v.fields() {
		last := field.Name[strings.LastIndexByte(field.Name, '/')+1:]
		if field.Value != "" && slices.Contains(ownWords, last) {
			v.Fields[i].Value = "{{:line}}"
		}
	}
	return v
}
