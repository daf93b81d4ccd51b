package sandbox_test

import (
	"crypto/md5"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/service"
)

// billWith asks for a bill under a check value of one's own making.
func billWith(checkvalue string) string {
	return envelope(`<ws:CreateBill><Bill>` + credentials + fields("bill", "Счёт-1", "bill_amount", "100.10", "bill_currency", "RUB",
		"checkvalue", checkvalue) + `</Bill></ws:CreateBill>`)
}

// Each of the usual ways to get a check value wrong is told by its name, in both
// languages.
func TestReasons_UsualMistakesAreNamed(t *testing.T) {
	x := "123456;sandbox_login;sandbox_pass1;Счёт-1;100.10;RUB;;;;;;;;;"
	lower := func(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }
	cyrillic, _ := charmap.Windows1251.NewEncoder().String(x)
	for _, c := range []struct{ given, en, ru string }{
		{upperMD5(lower("TestSalt") + lower(x)), "lower case", "строчными"},
		{upperMD5("TestSalt" + x), "MD5 was computed once", "MD5 взят один раз"},
		{upperMD5(x), "without the secret word", "без секретного слова"},
		{upperMD5(upperMD5(x) + upperMD5("TestSalt")), "wrong order", "не в том порядке"},
		{checkValue("OtherSalt", x), "secret word of merchant 654321", "секретное слово магазина 654321"},
		{checkValue("", x), "the secret word is empty", "секретное слово пустое"},
		{checkValue("TestSalt\n", x), "line feed", "перевод строки"},
		{checkValue("sandbox_pass1", x), "the password was used as the secret word", "взят пароль"},
		{checkValue("TestSalt", cyrillic), "windows-1251", "windows-1251"},
		{checkValue("TestSalt", x+";"), "a delimiter follows the last value", "разделитель стоит и после"},
		{checkValue("TestSalt", strings.ReplaceAll(x, ";", "")), "joined with nothing", "соединены через"},
		{checkValue("TestSalt", strings.TrimRight(x, ";")), "empty values at the end were left out", "пустые значения в конце"},
		{checkValue("TestSalt", strings.Replace(x, "100.10", "100.1", 1)), "bill_amount was sent as 100.10 but is 100.1 in X", "передана как 100.10"},
		{checkValue("TestSalt", strings.Replace(x, "100.10", "10010", 1)), "bill_amount was sent as 100.10 but is 10010 in X", "в X — 10010"},
		{checkValue("TestSalt", strings.Replace(x, "sandbox_pass1;", "", 1)), "password is missing from X", "в X нет password"},
		{checkValue("TestSalt", strings.Replace(x, "Счёт-1;100.10", "100.10;Счёт-1", 1)), "bill and bill_amount have changed places", "переставлены"},
		{fmt.Sprintf("%064x", 1), "SHA-256", "SHA-256"},
		{"1B2M2Y8AsgTpgAmY7PhCfg==", "MD5 in base64", "MD5 в base64"},
		{upperMD5("anything"), "", ""},
	} {
		b := start(t)
		got := b.post(t, pathCreate, billWith(c.given))
		if got.codes() != "9/158" && got.codes() != "4/158" {
			t.Errorf("%s: refused with %s: %s", c.en, got.codes(), got.reason)
			continue
		}
		e := b.Exchanges()[0]
		if c.en == "" {
			if e.Diagnosis == nil || len(e.Diagnosis.Findings) != 0 || e.Diagnosis.Tried < 100 {
				t.Errorf("an arbitrary value: %+v", e.Diagnosis)
			}
			continue
		}
		fits := func(f service.Text) bool { return strings.Contains(f.EN, c.en) && strings.Contains(f.RU, c.ru) }
		if e.Diagnosis == nil || len(e.Diagnosis.Findings) > 2 || !slices.ContainsFunc(e.Diagnosis.Findings, fits) {
			t.Errorf("%s: %+v", c.en, e.Diagnosis)
		}
	}
}

func TestReasons_OtherMistakesAreHinted(t *testing.T) {
	for _, c := range []struct{ path, old, new, hint string }{
		{pathCreate, "<bill_amount>100.10<", "<bill_amount>100,10<", "with a point, not a comma"},
		{pathCreate, "<bill_amount>100.10<", "<bill_amount>1e2<", "floating-point"},
		{pathCreate, "bill_currency>", "bil_currency>", "did you mean bill_currency"},
		{pathCreate, "<checkvalue>", "<pay_until>2026-12-31T12:00</pay_until><checkvalue>", "ISO date"},
		{pathCreate, "<checkvalue>", "<pay_until>31.12.2026 12:00</pay_until><checkvalue>", "day first"},
		{pathCreate, "sandbox_pass1", "SANDBOX_PASS1", "differs in case"},
		{pathCreate, "sandbox_pass1", "second_pass1", "the login fits, the password does not"},
		{pathCreate, ">sandbox_pass1<", ">TestSalt<", "the secret word was sent as the password"},
		{pathStatus, "", "", "POST it to /bill/createbill.cfm"},
		{pathCreate, "<bill>A-1<", "<bill>A & B<", "&amp;"},
	} {
		b := start(t)
		got := b.post(t, c.path, strings.Replace(newBill("A-1"), c.old, c.new, 2))
		e := b.Exchanges()[0]
		said := ""
		for _, hint := range e.Hints {
			said += hint.EN + "\n"
			if hint.RU == "" || hint.RU == hint.EN {
				t.Errorf("no Russian for %q", hint.EN)
			}
		}
		if got.codes() == "" || !strings.Contains(said, c.hint) {
			t.Errorf("%s → %s: refused %s, hints %q", c.old, c.new, got.codes(), said)
		}
	}
}

func TestReasons_ProblemsNameFieldAndCodes(t *testing.T) {
	b := start(t)
	b.post(t, pathSilent, strings.Replace(silentPay("A-1", "4111111111111112"), "<orderamount>10.50<", "<orderamount>ten<", 1))
	e := b.Exchanges()[0]
	var said []string
	for _, p := range e.Problems {
		said = append(said, p.Codes+" "+p.Field+" "+p.Text.RU)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"4/108 orderamount", "не сумма", "5/106 cardnumber", "контрольная цифра неверна"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not said:\n%s", want, all)
		}
	}
}

func TestReasons_UnreadableRequestsShowKnownWordsOnly(t *testing.T) {
	b := start(t)
	b.post(t, pathCreate, `<Envelope><Body><CreateBill><Bill><password>hunter2secret</passwrd><login>somebody</login>`)
	sent := b.Exchanges()[0].Sent
	if strings.Contains(sent, "hunter2secret") || strings.Contains(sent, "somebody") || !strings.Contains(sent, "<password>•••") {
		t.Errorf("shown: %s", sent)
	}
}

func TestScenarios_ByAmountNumberAndHeader(t *testing.T) {
	b := start(t)
	pay := func(number, amount, header string) reply {
		body := strings.Replace(silentPay(number, "4111111111111111"), "<orderamount>10.50<", "<orderamount>"+amount+"<", 1)
		return b.sendWith(t, pathSilent, body, "X-Sandbox-Scenario", header)
	}
	for _, c := range []struct{ number, amount, header, code string }{
		{"A-1", "10.50", "", "AS000"},
		{"A-2", "88102.00", "", "AS102"},
		{"A-3", "88102.01", "", "AS000"},
		{"A-4", "88999.00", "", "AS000"}, // no such code
		{"A-5-AS100", "10.50", "", "AS100"},
		{"A-6-as110", "10.50", "", "AS110"},
		{"A-7-AS300", "10.50", "", "AS300"},
		{"A-8-AS100", "88102.00", "AS104", "AS104"},
	} {
		pay(c.number, c.amount, c.header).want(t, "responsecode", c.code)
	}
	pay("A-9", "10.50", "5/108").wantRefusal(t, "5/108", "X-Sandbox-Scenario asked for it")
	if got := b.Ledger().Charged("123456", "A-9"); got != 0 {
		t.Errorf("charged %d", got)
	}
	pay("A-10", "10.50", "AS777").wantRefusal(t, "5/1", "neither a response code")
}

func TestScenarios_BillIsPaidAsItsNumberSays(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1-AS102")
	b.payBill(t, link, "4111111111111111")
	b.get(t, link).shows(t, 200, "AS102")
	token := b.sendWith(t, pathCreate, newBill("A-2"), "X-Sandbox-Scenario", "AS100").value("Hash")
	b.payBill(t, "/bill/paybill.cfm?ID="+token, "4111111111111111")
	b.get(t, "/bill/paybill.cfm?ID="+token).shows(t, 200, "AS100")
}

func TestFaults_OfOneRequest(t *testing.T) {
	b := start(t)
	if got := b.sendWith(t, pathStatus, billStatus("A-1"), "X-Sandbox-Fault", "html, delay=1ms"); !strings.Contains(got.body, "maintenance") {
		t.Errorf("got %s", got.body)
	}
	b.post(t, pathStatus, billStatus("A-1")).wantRefusal(t, "10/187", "no such bill")
	if e := b.Exchanges()[1]; strings.Join(e.Faults, " ") != "html delay=1ms" {
		t.Errorf("faults %q", e.Faults)
	}
	for _, wrong := range []string{"fire", "refuse", "html,html,html,html,html,html"} {
		if got := b.sendWith(t, pathStatus, billStatus("A-1"), "X-Sandbox-Fault", wrong); got.status != 400 || !strings.Contains(got.reason, "X-Sandbox-Fault") {
			t.Errorf("%s: HTTP %d %s", wrong, got.status, got.reason)
		}
	}
}
