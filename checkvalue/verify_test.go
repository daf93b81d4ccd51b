package checkvalue_test

import (
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

func keys(tb testing.TB, word string) checkvalue.Keys {
	tb.Helper()
	key, err := checkvalue.NewKey(service.NewSecret(word))
	if err != nil {
		tb.Fatal(err)
	}
	return checkvalue.Keys{Word: key}
}

func TestVerify_DefaultVariantFirstThenTheOthers(t *testing.T) {
	s := example()
	d := s.Operations[0].Request.Digest(service.CheckValue)
	r := billRecord(t, s)
	for want, x := range map[string]string{"base": billX, "all-slots": billX + ";"} {
		if err := r.Set("checkvalue", " "+strings.ToLower(naive(word, x))); err != nil {
			t.Fatal(err)
		}
		if got, err := checkvalue.Verify(d, keys(t, word), r, nil); err != nil || got != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
}

func TestVerify_MismatchNamesPlaceAndVariantsButNoValue(t *testing.T) {
	s := example()
	d := s.Operations[0].Request.Digest(service.CheckValue)
	r := billRecord(t, s)
	if err := r.Set("checkvalue", naive("OtherSalt", billX)); err != nil {
		t.Fatal(err)
	}
	_, err := checkvalue.Verify(d, keys(t, word), r, nil)
	var mismatch *checkvalue.MismatchError
	if !errors.As(err, &mismatch) {
		t.Fatalf("got %v", err)
	}
	want := &checkvalue.MismatchError{Service: "example", Operation: "create", Message: "request", Field: "checkvalue", Tried: []string{"base", "all-slots"}}
	if diff := cmp.Diff(want, mismatch); diff != "" {
		t.Error(diff)
	}
	for _, secret := range []string{"sesame_pass", "423422", naive(word, billX), naive("OtherSalt", billX)} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error shows %q: %v", secret, err)
		}
	}
}

func TestVerify_SaysWhenItCannotVerify(t *testing.T) {
	s := example()
	d := s.Operations[1].Response.Digest(service.CheckValue)
	request := record(t, s, orderType, "merchant_id=1", "ordernumber=2")
	absent, empty := record(t, s, answerType), record(t, s, answerType, "checkvalue= ")
	for _, answer := range []*service.Record{absent, empty} {
		if _, err := checkvalue.Verify(d, keys(t, word), answer, request); !errors.Is(err, checkvalue.ErrAbsent) {
			t.Errorf("no check value: got %v", err)
		}
	}
	given := record(t, s, answerType, "checkvalue="+naive(word, "x"))
	if _, err := checkvalue.Verify(d, checkvalue.Keys{}, given, request); !errors.Is(err, checkvalue.ErrNoSecretWord) {
		t.Errorf("no secret word: got %v", err)
	}
	if _, err := checkvalue.Verify(d, keys(t, word), given, nil); err == nil || errors.As(err, new(*checkvalue.MismatchError)) {
		t.Errorf("no request: got %v", err)
	}
	message := &service.Digest{Kind: service.SignedMessage, Field: "checkvalue", Variants: d.Variants}
	if _, err := checkvalue.Verify(message, keys(t, word), given, request); err == nil || !strings.Contains(err.Error(), "signed-message") {
		t.Errorf("signed message: got %v", err)
	}
}

// TestVerify_PublishedAnswers reads answers that a public client library published
// (vectors V2 and V3). They are not ours to copy: without them the test is skipped.
func TestVerify_PublishedAnswers(t *testing.T) {
	folder := filepath.Join("..", "..", "shared", "answers")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the published answers are not on this machine")
	}
	for _, test := range []struct {
		file, asked string
		fits        bool
	}{
		{"order_status_ok.xml", "ok", true},
		{"order_status_ok.xml", "100", false}, // the number in the answer itself
		{"order_status_wrong_checkvalue.xml", "ok", false},
		{"order_status_wrong_checkvalue.xml", "100", false},
	} {
		s := example()
		answer := readAnswer(t, s, filepath.Join(folder, test.file))
		request := record(t, s, orderType, "merchant_id=111111", "ordernumber="+test.asked)
		_, err := checkvalue.Verify(s.Operations[1].Response.Digest(service.CheckValue), keys(t, "secret"), answer, request)
		if test.fits && err != nil || !test.fits && !errors.As(err, new(*checkvalue.MismatchError)) {
			t.Errorf("%s asked for %s: got %v", test.file, test.asked, err)
		}
	}
}

func readAnswer(t *testing.T, s *service.Service, file string) *service.Record {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var result struct {
		Order struct {
			Number   string `xml:"ordernumber"`
			Amount   string `xml:"orderamount"`
			Currency string `xml:"ordercurrency"`
			State    string `xml:"orderstate"`
			Value    string `xml:"checkvalue"`
		} `xml:"order"`
	}
	if err := xml.Unmarshal(text, &result); err != nil {
		t.Fatal(err)
	}
	o := result.Order
	return record(t, s, answerType, "ordernumber="+o.Number, "orderamount="+o.Amount, "ordercurrency="+o.Currency, "orderstate="+o.State, "checkvalue="+o.Value)
}

func TestVerify_AllocatesNothingForACheckValue(t *testing.T) {
	s := example()
	d := s.Operations[0].Request.Digest(service.CheckValue)
	r := billRecord(t, s)
	_ = r.Set("checkvalue", naive(word, billX))
	k := keys(t, word)
	if n := testing.AllocsPerRun(100, func() {
		if _, err := checkvalue.Verify(d, k, r, nil); err != nil {
			t.Error(err)
		}
	}); n > 4 {
		t.Errorf("Verify allocates %v times", n)
	}
}
