package cli

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// What the sandbox's console prints to repeat a refused request is a line that runs as it
// is, and meets the same refusal.
func TestReproduce_PrintedLinesMeetTheSameRefusal(t *testing.T) {
	sb, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sb.Close() }()
	const who = "merchant_id=123456&login=sandbox_login&password=sandbox_pass1&"
	const card = "&cardnumber=4000000000000002&expiremonth=12&expireyear=2030&cvc2=123"
	for _, c := range []struct{ path, form, says string }{
		{"/bill/billstatus.cfm", who + "bill=none", "10/187"},
		{"/bill/billstatus.cfm", strings.Replace(who, "sandbox_login", "somebody1", 1) + "bill=none", "7/141"},
		{"/bill/billstatus.cfm", strings.Replace(who, "pass1", "pass2", 1) + "bill=none", "7/141"},
		{"/bill/billstatus.cfm", "merchant_id=654321&login=second_login&password=second_pass1&bill=it+is", "10/187"},
		{"/pay/silentpay.cfm", who + "ordernumber=A-1&ordercurrency=RUB&orderamount=1,5" + card, "orderamount"},
		{"/pay/silentpay.cfm", who + "ordernumber=A-1&ordercurrency=RUB&orderamount=1.50" + strings.Replace(card, "cvc2=123", "", 1), "cvc2"},
		{"/pay/silentpay.cfm", who + "ordernumber=A-1&ordercurrency=XXX&orderamount=1.50" + card, "5/105"},
		{"/bill/createbill.cfm", who + "bill=B-1&bill_amount=1.00&bill_currency=RUB&checkvalue=0CC175B9C0F1B6A831C399E269772661", "it does not match"},
	} {
		got, err := http.Post(sb.URL()+c.path, "application/x-www-form-urlencoded", strings.NewReader(c.form))
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		line := sb.Exchanges()[0].Command
		words, stdin := shellWords(line)
		if len(words) < 3 || words[0] != "assist-soapgen" {
			t.Errorf("%s: the line is %q", c.form, line)
			continue
		}
		var out bytes.Buffer
		code := Run(words[1:], strings.NewReader(stdin), &out, &out)
		if !strings.Contains(strings.ToLower(out.String()), c.says) {
			t.Errorf("%s\nended with %d and says\n%s", line, code, out.String())
		}
	}
}

// shellWords splits a line of the console as a shell would; what is piped into the command
// is returned apart.
func shellWords(line string) (words []string, stdin string) {
	if before, after, piped := strings.Cut(line, " | "); piped {
		line = after
		if strings.HasPrefix(before, "printf '%s=not_the_one1") {
			stdin = "password=not_the_one1\n"
		}
	}
	word, quoted, any := "", false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\'':
			quoted, any = !quoted, true
		case c == '\\' && !quoted && i+1 < len(line):
			i++
			word += string(line[i])
		case c == ' ' && !quoted:
			if word != "" || any {
				words = append(words, word)
			}
			word, any = "", false
		default:
			word += string(c)
		}
	}
	return append(words, word), stdin
}
