package checkvalue_test

import (
	"crypto/md5"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

func explain(t testing.TB, q checkvalue.Question) *checkvalue.Explanation {
	t.Helper()
	e, err := checkvalue.Explain(q)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func billQuestion(t testing.TB) checkvalue.Question {
	s := example()
	return checkvalue.Question{Digest: s.Operations[0].Request.Digest(service.CheckValue), Message: billRecord(t, s), SecretWord: secretWord}
}

func orderQuestion(t testing.TB) checkvalue.Question {
	s := example()
	return checkvalue.Question{
		Digest: s.Operations[1].Request.Digest(service.CheckValue), SecretWord: secretWord,
		Message: record(t, s, orderType, "merchant_id=123456", "ordernumber=A-1", "orderamount=10.00", "ordercurrency=RUB", "ordermaxpoints=0"),
	}
}

func answerQuestion(t testing.TB) checkvalue.Question {
	s := example()
	return checkvalue.Question{
		Digest: s.Operations[1].Response.Digest(service.CheckValue), SecretWord: secretWord,
		Request: record(t, s, orderType, "merchant_id=111111", "ordernumber=ok"),
		Message: record(t, s, answerType, "ordernumber=100", "orderamount=4.00", "ordercurrency=RUB", "amount=1.00", "currency=USD", "orderstate=Canceled"),
	}
}

func noticeQuestion(t testing.TB) checkvalue.Question {
	s := example()
	return checkvalue.Question{
		Digest: s.Operations[2].Request.Digest(service.CheckValue), SecretWord: secretWord,
		Message: record(t, s, noticeType, "merchant_id=123456", "ordernumber=A-1", "orderamount=10.00", "ordercurrency=EUR", "amount=4.50", "currency=RUB", "orderstate=Approved"),
	}
}

func upperMD5(x string) string { return fmt.Sprintf("%X", md5.Sum([]byte(x))) }

// TestExplain_NamesTheMistake makes a value with each mistake, written out by hand,
// and wants the mistake named.
func TestExplain_NamesTheMistake(t *testing.T) {
	const order, answer = "123456;A-1;10.00;RUB", "111111ok4.00RUBCanceled"
	for _, test := range []struct {
		question func(testing.TB) checkvalue.Question
		given    string
		want     string // id, or ids of two mistakes
		says     string
	}{
		{billQuestion, naive(word, billX+";"), "other-variant", "all-slots"},
		{noticeQuestion, naive(word, "123456A-110.00EURApproved"), "other-amount", "orderamount, ordercurrency"},
		{answerQuestion, naive(word, "111111ok1.00USDCanceled"), "other-amount", "amount, currency"},
		{answerQuestion, naive(word, "1111111004.00RUBCanceled"), "origin", "ordernumber"},
		{billQuestion, naive(word, strings.Replace(billX, "login;sesame_pass;", "", 1)), "no-credentials", "login, password: left out"},
		{billQuestion, naive(word, strings.Replace(billX, "login;sesame_pass;", ";;", 1)), "no-credentials", "login, password: taken as empty"},
		{billQuestion, naive(word, strings.Trim(strings.NewReplacer(";;;", ";", ";;", ";").Replace(billX), ";")), "dropped-empties", "customer_lastname"},
		{orderQuestion, naive(word, order+";0"), "kept-empties", "ordermaxpoints"},
		{orderQuestion, naive(word, order+";0;;;"), "kept-empties", "prepayment"},
		{orderQuestion, naive(word, order+";0;0;0;0"), "kept-empties", "as 0"},
		{orderQuestion, naive(word, "123456;A-1;10;RUB"), "amount-spelling", "orderamount was digested as 10;"},
		{orderQuestion, naive(word, "123456;A-1;10.0;RUB"), "amount-spelling", "10.0;"},
		{orderQuestion, naive(word, "123456;A-1;10,00;RUB"), "amount-spelling", "10,00"},
		{orderQuestion, naive(word, "123456;A-1;1000;RUB"), "amount-spelling", "1000"},
		{orderQuestion, naive(word, "123456A-110.00RUB"), "delimiter", "nothing"},
		{orderQuestion, naive(word, "123456,A-1,10.00,RUB"), "delimiter", `","`},
		{orderQuestion, naive(word, "123456|A-1|10.00|RUB"), "delimiter", `"|"`},
		{orderQuestion, naive(word, "123456:A-1:10.00:RUB"), "delimiter", `":"`},
		{answerQuestion, naive(word, "111111;ok;4.00;RUB;Canceled"), "delimiter", `";"`},
		{orderQuestion, naive(word, order+";"), "trailing-delimiter", "after the last"},
		{orderQuestion, naive(word, ";"+order), "trailing-delimiter", "before the first"},
		{billQuestion, naive(word, strings.TrimSuffix(billX, ";")), "trailing-delimiter", "cut off"},
		{billQuestion, naive(word, toCP1251(billX)), "cp1251", "windows-1251"},
		{billQuestion, naive(word, misled(billX)), "cp1251", "encoded again"},
		{orderQuestion, upperMD5("123456A-110.00RUB" + word), "rule", "before 2011"},
		{orderQuestion, upperMD5(order + word), "rule", "md5(X + secret word)"},
		{orderQuestion, upperMD5(upperMD5(order + word)), "rule", "UPPER(md5(X + secret word))"},
		{orderQuestion, upperMD5(word + order), "rule", "md5(secret word + X)"},
		{orderQuestion, upperMD5(strings.ToLower(upperMD5(word) + upperMD5(order))), "rule", "without upper-casing"},
		{orderQuestion, upperMD5(upperMD5(order) + upperMD5(word)), "rule", "change places"},
		{orderQuestion, upperMD5(strings.ToUpper(word) + upperMD5(order)), "rule", "itself, not its md5"},
		{orderQuestion, upperMD5(rawMD5(word) + rawMD5(order)), "rule", "raw bytes"},
		{orderQuestion, upperMD5(order), "rule", "without the secret word"},
		{orderQuestion, naive(word+"\n", order), "secret-word", "line feed"},
		{orderQuestion, naive(" "+word, order), "secret-word", "blank before"},
		{orderQuestion, naive(strings.ToUpper(word), order), "secret-word", "upper case"},
		{orderQuestion, naive("", order), "secret-word", "empty"},
		{billQuestion, naive("sesame_pass", billX), "secret-word", "to be the password"},
		{orderQuestion, naive(word, "123456;A-1;RUB"), "missing-field", "orderamount was left out"},
		{billQuestion, naive(word, strings.Replace(billX, "Счёт №1", "", 1)), "missing-field", "bill_comment was taken as empty"},
		{orderQuestion, naive(word, "123456;A-1 ;10.00;RUB"), "spaces", "ordernumber was digested with a blank after"},
		{orderQuestion, naive(word, "123456;A-1;10.00;RUB\r\n"), "spaces", "ordercurrency"},
		{orderQuestion, naive(word, "123456;10.00;A-1;RUB"), "swapped", "ordernumber, orderamount"},
		{orderQuestion, naive(word, "RUB;A-1;10.00;123456"), "swapped", "merchant_id, ordercurrency"},
		{billQuestion, naive(word, billX+";C42"), "extra-field", "customernumber"},
		{noticeQuestion, naive(word, "123456A-110.004.50RUBApproved"), "extra-field", "orderamount was digested too, at its place"},
		{noticeQuestion, naive(word, "123456A-110.00EUR4.50RUBApproved"), "extra-field", "orderamount, ordercurrency"},
		// two at once
		{orderQuestion, naive(word, "123456A-110RUB"), "amount-spelling+delimiter", "10; the text"},
		{noticeQuestion, naive(word, "123456;A-1;10.00;EUR;Approved"), "other-amount+delimiter", "; and "},
		{billQuestion, naive(word, toCP1251(billX+";")), "other-variant+cp1251", ""},
		{billQuestion, naive(word+"\n", strings.Replace(billX, "23.00", "23", 1)), "amount-spelling+secret-word", ""},
		{orderQuestion, naive(word, "123456,10.00,A-1,RUB"), "delimiter+swapped", ""},
	} {
		t.Run(test.want, func(t *testing.T) {
			q := test.question(t)
			q.Given = test.given
			e := explain(t, q)
			if e.Matches {
				t.Fatal("the value matches: the test makes no mistake")
			}
			for _, f := range e.Findings {
				if f.ID == test.want && strings.Contains(f.Text.EN, test.says) {
					if strings.Contains(f.Text.EN+f.Text.RU, "{") || f.Text.RU == "" {
						t.Errorf("unfinished sentence: %+v", f.Text)
					}
					return
				}
			}
			t.Errorf("%s with %q is not among %+v (%d tries)", test.want, test.says, e.Findings, e.Tried)
		})
	}
}

func TestExplain_NamesMistakesThatNeedSpecialCharacters(t *testing.T) {
	for _, test := range []struct{ comment, digested, want string }{
		{`a<b=c`, `abc`, "stripped"},
		{`a&b`, `a&amp;b`, "escaped"},
		{`"x" & 'y'`, `&#34;x&#34; &amp; &#39;y&#39;`, "escaped"},
		{` x `, `x`, "spaces"},
	} {
		q := billQuestion(t)
		_ = q.Message.Set("bill_comment", test.comment)
		q.Given = naive(word, strings.Replace(billX, "Счёт №1", test.digested, 1))
		e := explain(t, q)
		if len(e.Findings) == 0 || e.Findings[0].ID != test.want || !strings.Contains(e.Findings[0].Text.EN, "bill_comment") {
			t.Errorf("%s: got %+v", test.want, e.Findings)
		}
	}
}

func TestExplain_RemarksOnTheValueItself(t *testing.T) {
	q := orderQuestion(t)
	q.Given = strings.ToLower(naive(word, "123456;A-1;10.00;RUB"))
	if e := explain(t, q); !e.Matches || len(e.Findings) != 1 || e.Findings[0].ID != "lower-case" {
		t.Errorf("lower case: got %v %+v", e.Matches, e.Findings)
	}
	q.Given = "hunter2-hunter2"
	e := explain(t, q)
	if e.Matches || len(e.Findings) != 1 || e.Findings[0].ID != "malformed" {
		t.Errorf("malformed: got %v %+v", e.Matches, e.Findings)
	}
	if strings.Contains(e.String(), "hunter2") {
		t.Error("a text that is no check value is shown")
	}
}

func TestExplain_SearchIsBounded(t *testing.T) {
	q := billQuestion(t)
	for _, f := range q.Message.Fields() {
		if f.Name != "checkvalue" {
			_ = q.Message.Set(f.Name, f.Name+" & <10>")
		}
	}
	q.Given = naive("OtherSalt", billX)
	e := explain(t, q)
	if len(e.Findings) != 0 || e.Tried > 30000 {
		t.Errorf("%d tries, findings %+v", e.Tried, e.Findings)
	}
	if !strings.Contains(e.Text("en"), "none of") || !strings.Contains(e.Text("ru"), "ни одна") {
		t.Error("the text does not say that nothing fits")
	}
}

func TestExplain_TextOfABill(t *testing.T) {
	q := billQuestion(t)
	q.Given = naive(word, strings.Replace(billX, "23.00", "23", 1))
	want := `example.create.request: checkvalue in field checkvalue, variant base, delimiter ";"
  1  merchant_id                 "423422" (length 6)
  2  login                       "login" (length 5)
  3  password                    *** (length 11)
  4  bill                        "123456" (length 6)
  5  bill_amount                 "23.00" (length 5)
  6  bill_currency               "RUB" (length 3)
  7  bill_comment                "Счёт №1" (length 7)
  8  customer_name               "Test" (length 4)
  9  customer_lastname           absent: keeps its empty slot
 10  customer_middlename         absent: keeps its empty slot
 11  customer_email              "test@testpost.ru" (length 16)
 12  customer_phone              absent: keeps its empty slot
 13  customer_mobile             absent: keeps its empty slot
 14  language                    "RU" (length 2)
 15  pay_until                   absent: keeps its empty slot
X = 423422;login;***;123456;23.00;RUB;Счёт №1;Test;;;test@testpost.ru;;;RU; (85 bytes)
md5(X) is withheld because X holds a secret value; --show-digests prints it
md5(secret word) is withheld, the word could be guessed from it; fingerprint to compare with another side's: FINGERPRINT; --show-digests prints the digest
checkvalue = UPPER(md5(UPPER(md5(secret word) + md5(X)))) = VALUE
given: GIVEN; it does not match
  amount-spelling: bill_amount was digested as 23; the text digested must be the text sent
    X was 423422;login;***;123456;23;RUB;Счёт №1;Test;;;test@testpost.ru;;;RU;
`
	e := explain(t, q)
	want = strings.NewReplacer("FINGERPRINT", e.WordFingerprint, "VALUE", naive(word, billX), "GIVEN", q.Given).Replace(want)
	if diff := cmp.Diff(want, e.String()); diff != "" {
		t.Error(diff)
	}
}

func TestExplain_InnerDigestsAreShownWhereTheyGiveNothingAway(t *testing.T) {
	bill, order := explain(t, billQuestion(t)), explain(t, orderQuestion(t))
	if bill.XDigest != "" || bill.WordDigest != "" || order.WordDigest != "" {
		t.Error("a digest of a secret is shown unasked")
	}
	if want := upperMD5("123456;A-1;10.00;RUB"); order.XDigest != want || !strings.Contains(order.String(), want) {
		t.Errorf("md5(X) of an order: got %q", order.XDigest)
	}
	q := billQuestion(t)
	q.ShowDigests = true
	if e := explain(t, q); e.XDigest != upperMD5(billX) || e.WordDigest != upperMD5(word) || !strings.Contains(e.String(), e.WordDigest) {
		t.Error("--show-digests does not show them")
	}
}

func TestExplain_SignatureNamesMethodAndMistake(t *testing.T) {
	s := example()
	q := checkvalue.Question{
		Digest: s.Operations[1].Request.Digest(service.Signature), Signer: &testKey().PublicKey,
		Message: record(t, s, orderType, "merchant_id=111111", "ordernumber=100", "orderamount=4.00", "ordercurrency=RUB"),
	}
	sign := func(x string) string {
		sig, err := checkvalue.Sign(testKey(), checkvalue.S2, x)
		if err != nil {
			t.Fatal(err)
		}
		return sig
	}
	q.Given = sign(signedX)
	if e := explain(t, q); !e.Matches || e.Method != "S2" {
		t.Errorf("right: got %v %q", e.Matches, e.Method)
	}
	q.Given = sign("111111;100;4;RUB")
	if e := explain(t, q); e.Matches || len(e.Findings) != 1 || e.Findings[0].ID != "amount-spelling" {
		t.Errorf("other spelling: got %+v", e.Findings)
	}
	q.Given = sign("something else")
	if e := explain(t, q); e.Matches || len(e.Findings) != 1 || e.Findings[0].ID != "signature" {
		t.Errorf("other text: got %+v", e.Findings)
	}
	q.Signer = nil
	if e := explain(t, q); e.Asked || !strings.Contains(e.String(), "without the key") {
		t.Error("judged without a key")
	}
}

func TestExplain_UnknownVariantAndMissingRequestAreErrors(t *testing.T) {
	q := billQuestion(t)
	q.Variant = "nosuch"
	if _, err := checkvalue.Explain(q); err == nil || !strings.Contains(err.Error(), "base, all-slots") {
		t.Errorf("got %v", err)
	}
	q = answerQuestion(t)
	q.Request = nil
	if _, err := checkvalue.Explain(q); err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("want two problems, got %v", err)
	}
}

// FuzzExplain_NeverShowsSecrets puts secrets in an alphabet that no sentence uses.
func FuzzExplain_NeverShowsSecrets(f *testing.F) {
	f.Add([]byte("salt"), []byte("pass"), "A-1", "10.00", uint8(0))
	f.Add([]byte("salt\n"), []byte(" pass "), "<A>", "10,00", uint8(7))
	f.Fuzz(func(t *testing.T, salt, pass []byte, number, sum string, mistake uint8) {
		word, password := georgian(salt), georgian(pass)
		if !utf8.ValidString(number+sum) || strings.ContainsAny(number+sum, georgian([]byte("abcdefghijklmnopqrstuvwxyz"))) {
			t.Skip()
		}
		s := example()
		q := checkvalue.Question{
			Digest: s.Operations[0].Request.Digest(service.CheckValue), SecretWord: service.NewSecret(word),
			Message: record(t, s, billType, "merchant_id=1", "login=l", "password="+password, "bill="+number, "bill_amount="+sum),
		}
		x := strings.Join([]string{"1", "l", password, number, sum, "", "", "", "", "", "", "", "", "", ""}, ";")
		q.Given = []string{
			naive(word, x), naive(word, x+";"), naive(word, strings.ReplaceAll(x, ";", "")), naive(word, strings.Replace(x, ";l;"+password, "", 1)),
			naive(word+"\n", x), naive(password, x), naive("other", x), naive(word, strings.Replace(x, password, password+" ", 1)), password, word,
		}[mistake%10]
		e := explain(t, q)
		shown := e.Text("en") + e.Text("ru") + fmt.Sprintf("%v %+v %#v", e, e, *e)
		for _, secret := range []string{word, password} {
			if secret != "" && strings.Contains(shown, strings.TrimSpace(secret)) {
				t.Errorf("shows a secret:\n%s", shown)
			}
		}
	})
}

// georgian spells bytes in Georgian letters, after a marker that makes it no word of
// length one.
func georgian(text []byte) string {
	letters := []rune{'ჰ', 'ჯ'}
	for _, b := range text {
		letters = append(letters, 'ა'+rune(b%30))
	}
	return string(letters)
}

func BenchmarkExplainWithoutFinding(b *testing.B) {
	q := billQuestion(b)
	q.Given = naive("OtherSalt", billX)
	for b.Loop() {
		explain(b, q)
	}
}
