package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// cardForm is the form into which a payer enters a card.
type cardForm struct {
	Action string // path it is posted to
	Key    string // name of the parameter that says what is paid
	Token  string // its value
	Price  string
	Errors []formError
	Wrong  map[string]bool // fields with errors
	Chosen TestCard        // fills in the form
	Expiry string          // of the chosen card
	CVC    string
	Cards  []TestCard
}

// formError is a complaint about one field of the form.
type formError struct{ Field, Key string }

func newCardForm(action, key, token, price string) *cardForm {
	return &cardForm{Action: action, Key: key, Token: token, Price: price, Cards: TestCards()}
}

// complain puts complaints above the form.
func (f *cardForm) complain(list []formError) {
	f.Errors, f.Wrong = list, map[string]bool{}
	for _, e := range list {
		f.Wrong[e.Field] = true
	}
}

// choose fills the form in with the test card that a link names.
func (f *cardForm) choose(r *http.Request, now time.Time) {
	if i, err := strconv.Atoi(r.URL.Query().Get("card")); err == nil && i > 0 && i <= len(f.Cards) {
		f.Chosen, f.CVC, f.Expiry = f.Cards[i-1], "123", now.AddDate(3, 0, 0).Format("01/06")
	}
}

// cardOfForm reads the card of a payment page.
func cardOfForm(r *http.Request) (c card, wrong []formError) {
	number, ok := onlyDigits(r.PostFormValue("number"))
	if !ok || len(number) < 12 || len(number) > 19 || !checkDigit(number) {
		wrong = append(wrong, formError{"number", "wrong number"})
	}
	expiry, err := time.Parse("01/06", strings.ReplaceAll(r.PostFormValue("expiry"), " ", ""))
	if err != nil {
		wrong = append(wrong, formError{"expiry", "wrong expiry"})
	}
	if formatCVC := strings.TrimSpace(r.PostFormValue("cvc")); len(formatCVC) != 3 || strings.Trim(formatCVC, digits) != "" {
		wrong = append(wrong, formError{"cvc", "wrong cvc"})
	}
	return card{number, r.PostFormValue("holder"), int(expiry.Month()), expiry.Year()}, wrong
}

// tokenOf returns what a page is about; parameter names have no case.
func tokenOf(r *http.Request, key string) string {
	if token := r.PostFormValue(key); token != "" {
		return token
	}
	for name, values := range r.URL.Query() {
		if strings.EqualFold(name, key) {
			return values[0]
		}
	}
	return ""
}
