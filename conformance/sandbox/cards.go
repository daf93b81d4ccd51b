package sandbox

import (
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Response codes the sandbox gives (assist-protocol.md section 7).
const (
	codeApproved  = "AS000"
	codeRefused   = "AS100"
	codeWrongCard = "AS101"
	codeNoFunds   = "AS102"
	codeExpiry    = "AS104"
	codeStep      = "AS110" // a 3-D Secure step is needed
	codeInProcess = "AS300"
	codeNoPayment = "AS400" // there is no payment that this could be done to
)

// settleAfter is how long a payment with the slow card stays in process.
const settleAfter = 3 * time.Second

// TestCard is a card number and what becomes of a payment with it.
type TestCard struct {
	Number string
	Code   string // response code of the first answer
	What   service.Text
}

// TestCards returns the cards of design section 8. Any CVC2 of three digits and any
// future expiry will do; every other number with a right check digit gives AS101.
func TestCards() []TestCard {
	return []TestCard{
		{"4111111111111111", codeApproved, service.Text{
			EN: "Approved; Delayed in two-stage payments", RU: "Оплата проходит; при двухстадийной оплате — Delayed",
		}},
		{"4000000000003220", codeStep, service.Text{
			EN: "Asks for 3-D Secure; you choose how it ends", RU: "Запрашивает 3-D Secure; исход выбираете вы",
		}},
		{"5555555555554444", codeInProcess, service.Text{
			EN: "In process, approved after 3 seconds", RU: "В процессе, проходит через 3 секунды",
		}},
		{"4000000000000002", codeRefused, service.Text{
			EN: "Declined by the bank", RU: "Банк отказывает",
		}},
		{"4000000000009995", codeNoFunds, service.Text{
			EN: "Declined: not enough money", RU: "Отказ: недостаточно средств",
		}},
		{"4000000000000069", codeExpiry, service.Text{
			EN: "Declined: wrong expiry date", RU: "Отказ: неверный срок действия",
		}},
	}
}

// card is a card as a payer gave it. It lives as long as one request, unless later
// payments need it: subscriptions and stored cards keep it inside the ledger, which
// shows no more than [card.masked] and brand.
type card struct {
	number string // digits only
	holder string
	month  int
	year   int
}

// savedCard is a card that a token stands for.
type savedCard struct {
	merchant string
	customer string // CustomerNumber it was stored for
	card     card
}

// masked returns the number as answers print it: six digits, four stars, four digits
// (samples of S1 and S3).
func (c card) masked() string { return maskPAN(c.number) }

// expiry returns the expiry date as answers print it (sample of S1: 12/24).
func (c card) expiry() string {
	return time.Date(c.year, time.Month(c.month), 1, 0, 0, 0, 0, time.UTC).Format("01/06")
}

// brand returns the payment system by the first digit.
func (c card) brand() string {
	switch {
	case strings.HasPrefix(c.number, "4"):
		return "VISA"
	case strings.HasPrefix(c.number, "5"):
		return "MasterCard"
	case strings.HasPrefix(c.number, "22"):
		return "MIR"
	case strings.HasPrefix(c.number, "3"):
		return "AMEX"
	}
	return "UNKNOWN"
}

// expired reports whether the last day of the card is over.
func (c card) expired(now time.Time) bool {
	return !now.Before(time.Date(c.year, time.Month(c.month)+1, 1, 0, 0, 0, 0, time.UTC))
}

// answer returns the response code of a payment with the card.
func (c card) answer(now time.Time, withoutStep bool) string {
	if c.expired(now) {
		return codeExpiry
	}
	for _, known := range TestCards() {
		if known.Number != c.number {
			continue
		}
		if known.Code == codeStep && withoutStep {
			return codeApproved
		}
		return known.Code
	}
	return codeWrongCard
}

func maskPAN(number string) string {
	if len(number) < 12 {
		return "***"
	}
	return number[:6] + "****" + number[len(number)-4:]
}

// onlyDigits drops the blanks and hyphens people write into card numbers; ok is
// false when anything else is there.
func onlyDigits(text string) (number string, ok bool) {
	number = strings.ReplaceAll(strings.ReplaceAll(text, " ", ""), "-", "")
	return number, number != "" && strings.Trim(number, digits) == ""
}

// checkDigit reports whether a card number ends in the right digit (Luhn).
func checkDigit(number string) bool {
	sum := 0
	for i := range len(number) {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 1 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return sum%10 == 0
}

// Spaced returns the number in groups of four, as people read it.
func (c TestCard) Spaced() string {
	var groups []string
	for i := 0; i < len(c.Number); i += 4 {
		groups = append(groups, c.Number[i:min(i+4, len(c.Number))])
	}
	return strings.Join(groups, " ")
}

// Index returns the number by which a link of the payment page chooses the card.
func (c TestCard) Index(position int) int { return position + 1 }
