package sandbox

import (
	"encoding/json"
	"strings"
	"time"
)

// tokenOfStoredCard is the TokenType of Assist's own tokens (S1, D27).
const tokenOfStoredCard = "5"

// tokenPay pays an order with a token (S1). Each call is an attempt of its own.
func tokenPay(c *call) (answer, *refusal) {
	order, problem := newOrder(c)
	if problem != nil {
		return answer{}, problem
	}
	paying, wantsCVC, customer, problem := cardOfToken(c)
	if problem != nil {
		return answer{}, problem
	}
	order.Customer.Number = customer
	o, problem := c.ledger.pay(payment{
		merchant: c.merchant, order: order, card: paying, delayed: c.twoStage(), wantsCVC: wantsCVC,
	}, c.now)
	if problem != nil {
		return answer{}, problem
	}
	a := answer{
		texts:   texts{"packetdate": c.now.Format(layoutDateTime), "signature": ""},
		records: map[string][]answer{"order": {nested(o, c, o.Operations)}},
	}
	if o.step != nil && o.open() {
		a.texts["firstcode"], a.texts["secondcode"] = "0", "0"
		if o.step.cvc { // no error: the payer has to enter the CVC2 (trap 20)
			a.texts["firstcode"], a.texts["secondcode"] = "3", "115"
		}
		a.texts["continueurl"] = c.endpoint + pathStep + "?PaReq=" + encodeStepURL(o.step.token)
	}
	return a, nil
}

// TestToken is a payment token and what becomes of a payment with it.
type TestToken struct {
	Word  string // value of the member "sandbox" in a wallet's token
	Token string // the stored card of TokenType 5
	Card  string // the test card it stands for
	CVC   bool   // the CVC2 is asked for: 3/115 with continueurl
}

// TestTokens lists the tokens the sandbox knows. A wallet's token (TokenType 1, 2, 3, 6)
// is a JSON object with the member sandbox, as in {"sandbox":"approved"}, or with the
// number of a test card in sandboxCard; whatever else it holds does not matter, and any
// other gives AS101. A stored card (TokenType 5) is {"Token":"…","CustomerNumber":"C-1"}.
// What the wallets' own tokens look like is not emulated.
func TestTokens() []TestToken {
	return []TestToken{
		{"approved", "5a9db0c5-face-4abc-8def-fedcba987651", "4111111111111111", false},
		{"declined", "5a9db0c5-face-4abc-8def-fedcba987652", "4000000000000002", false},
		{"nofunds", "5a9db0c5-face-4abc-8def-fedcba987653", "4000000000009995", false},
		{"slow", "5a9db0c5-face-4abc-8def-fedcba987654", "5555555555554444", false},
		{"3dsecure", "5a9db0c5-face-4abc-8def-fedcba987655", "4000000000003220", false},
		{"cvc2", "5a9db0c5-face-4abc-8def-fedcba987656", "4111111111111111", true},
	}
}

// testCustomer is the CustomerNumber of the stored cards every merchant has.
const testCustomer = "C-1"

// tokenContent is what the sandbox reads of a token.
type tokenContent struct {
	Sandbox        string
	SandboxCard    string
	Token          string
	CustomerNumber string
}

// cardOfToken returns the card behind a token, and whose it is.
func cardOfToken(c *call) (paying card, wantsCVC bool, customer string, problem *refusal) {
	var content tokenContent // matched without regard to case; a list or a number leaves it empty
	_ = json.Unmarshal([]byte(c.get("paymenttoken")), &content)
	if c.get("tokentype") == tokenOfStoredCard {
		return storedCard(c, content)
	}
	for _, known := range TestTokens() {
		if strings.EqualFold(content.Sandbox, known.Word) {
			return tokenCard(known.Card, c.now), known.CVC, "", nil
		}
	}
	number, _ := onlyDigits(content.SandboxCard)
	if !checkDigit(number) {
		number = ""
	}
	return tokenCard(number, c.now), false, "", nil
}

func storedCard(c *call, content tokenContent) (card, bool, string, *refusal) {
	saved, found := c.ledger.saved[strings.ToLower(content.Token)]
	found = found && saved.merchant == c.merchant.ID
	cvc := false
	for _, known := range TestTokens() {
		if strings.EqualFold(known.Token, content.Token) {
			saved, found, cvc = savedCard{c.merchant.ID, testCustomer, tokenCard(known.Card, c.now)}, true, known.CVC
		}
	}
	switch {
	case !found:
		return card{}, false, "", refuse(firstUnknown, secondCard, "merchant %s has no stored card with this token", c.merchant.ID)
	case saved.customer != content.CustomerNumber:
		return card{}, false, "", refuse(firstUnknown, secondCustomer, "the card is not stored for this CustomerNumber")
	}
	return saved.card, cvc, saved.customer, nil
}

// tokenCard is a card that a wallet vouches for: it has not expired.
func tokenCard(number string, now time.Time) card {
	return card{number: number, month: 12, year: now.Year() + 3}
}
