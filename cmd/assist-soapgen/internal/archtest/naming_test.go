package archtest

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// ordinary are names of services that are words of the trade too: WSDL 1.1 calls a
// kind of operation a notification, and money is charged. They name a service only as
// "name.operation" or as part of an address.
var ordinary = []string{"notification", "charge"}

// naming returns the service that an identifier or a string literal names, or "". A
// name counts as a whole word, or as several words of an identifier in camel case run
// together; orderstates is not orderstate.
func naming(text string, names []string, literal bool) string {
	words := wordsOf(text)
	lower := strings.ToLower(text)
	for _, name := range names {
		switch {
		case literal && (strings.HasPrefix(lower, name+".") || strings.Contains(lower, "/"+name+".")):
			return name
		case !slices.Contains(ordinary, name) && runsTo(words, name):
			return name
		}
	}
	return ""
}

// wordsOf splits at everything but letters and digits, and before capital letters.
func wordsOf(text string) []string {
	var words []string
	word, last := "", ' '
	for _, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r)
		if word != "" && (!inside || unicode.IsUpper(r) && !unicode.IsUpper(last)) {
			words, word = append(words, strings.ToLower(word)), ""
		}
		if inside {
			word += string(r)
		} else if len(words) > 0 {
			words = append(words, "") // what stands apart does not run together
		}
		last = r
	}
	return append(words, strings.ToLower(word))
}

// runsTo reports whether neighbouring words make the name.
func runsTo(words []string, name string) bool {
	for i := range words {
		run := ""
		for _, word := range words[i:] {
			if run += word; run == name {
				return true
			}
			if word == "" || !strings.HasPrefix(name, run) {
				break
			}
		}
	}
	return false
}

func TestNaming_FindsServicesAndNothingElse(t *testing.T) {
	names := []string{"silentpay", "orderstate", "notification", "charge", "payrequest"}
	for _, c := range []struct {
		text    string
		literal bool
		want    string
	}{
		{"silentpay", false, "silentpay"},
		{"SilentPay", false, "silentpay"},
		{"silentPayLimit", false, "silentpay"},
		{"newSilentPay", false, "silentpay"},
		{"orderState", false, "orderstate"},
		{"OrderStates", false, ""},
		{"Notification", false, ""},
		{"recharge", false, ""},
		{"silentpay", true, "silentpay"},
		{"silentpay.pay", true, "silentpay"},
		{"ask silentpay first", true, "silentpay"},
		{"/pay/silentpay.cfm", true, "silentpay"},
		{"orderstate", true, "orderstate"},
		{"orderstates", true, ""},
		{"the state of an order; order state", true, ""},
		{"notification", true, ""},
		{"solicit-response or notification: the server begins", true, ""},
		{"notification.push", true, "notification"},
		{"charge.charge", true, "charge"},
		{"/charge/charge.cfm", true, "charge"},
		{"payrequest", true, "payrequest"},
		{"", true, ""},
	} {
		if got := naming(c.text, names, c.literal); got != c.want {
			t.Errorf("%q (literal %v): %q, want %q", c.text, c.literal, got, c.want)
		}
	}
}
