package sandbox

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Scenarios decide how a payment ends when the card does not: by the amount, by the
// order number or by a header of the request. Of several the header wins, then the
// number. Amounts and numbers act on cards that would be approved only, so that a test
// card means what it means.
const (
	scenarioAmount = 88_000_00 // 88102.00 ends with AS102: thousands 88, the code behind them
	scenarioSuffix = "-AS"     // ORDER-7-AS102
)

// Scenario is a row of the table that pages show.
type Scenario struct {
	How, Example string
	What         service.Text
}

// Scenarios lists the ways to choose how a payment ends.
func Scenarios() []Scenario {
	return []Scenario{
		{"OrderAmount, Bill_amount", "88102.00", service.Text{
			EN: "88 and a response code: AS102. AS300 is in process and approved later, AS110 asks for 3-D Secure",
			RU: "88 и код ответа: AS102. AS300 — в процессе, проходит позже; AS110 запрашивает 3-D Secure",
		}},
		{"OrderNumber, Bill", "ORDER-7-AS300", service.Text{
			EN: "the number ends with a hyphen and a response code", RU: "номер кончается дефисом и кодом ответа",
		}},
		{headerScenario, "AS100", service.Text{
			EN: "a header of the request that pays", RU: "заголовок запроса на оплату",
		}},
		{headerScenario, "5/108", service.Text{
			EN: "any request is refused with these codes; nothing is carried out", RU: "любой запрос отклоняется с этими кодами и не выполняется",
		}},
		{headerFault, "delay=2s, reset", service.Text{
			EN: "faults that strike this one request", RU: "сбои только для этого запроса",
		}},
	}
}

// askedScenario reads the header of a request: a response code, or two codes of a
// refusal.
func askedScenario(r *http.Request, codes *service.Codes) (code string, problem *refusal) {
	text := strings.ToUpper(strings.TrimSpace(r.Header.Get(headerScenario)))
	if text == "" {
		return "", nil
	}
	first, second, pair := strings.Cut(text, "/")
	a, aErr := strconv.Atoi(first)
	b, bErr := strconv.Atoi(second)
	switch {
	case pair && aErr == nil && bErr == nil && a > 0 && b > 0:
		return "", refuse(a, b, "refused because %s asked for it", headerScenario)
	case !knownResponse(codes, text):
		return "", refuse(firstValue, secondUnexpected, "%s: %s is neither a response code nor two codes of a refusal", headerScenario, clip(text))
	}
	return text, nil
}

// scenarioOf returns the response code that an order's number or amount asks for, "" if
// neither does.
func scenarioOf(codes *service.Codes, number string, minor int64) string {
	number = strings.ToUpper(number)
	if at := strings.LastIndex(number, scenarioSuffix); at >= 0 && knownResponse(codes, number[at+1:]) {
		return number[at+1:]
	}
	if minor >= scenarioAmount && minor < scenarioAmount+1000_00 && minor%100 == 0 {
		digits := strconv.FormatInt((minor-scenarioAmount)/100, 10)
		if code := "AS" + strings.Repeat("0", 3-len(digits)) + digits; knownResponse(codes, code) {
			return code
		}
	}
	return ""
}

func knownResponse(codes *service.Codes, code string) bool {
	return codes != nil && len(code) == 5 && service.FindCode(codes.Response, code) != nil
}
