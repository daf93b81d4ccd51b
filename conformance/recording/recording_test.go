package recording

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/generated/catalog"
)

const (
	card   = "4111111111111111"
	other  = "5555555555554444"
	secret = "s3cret-word"
)

// server answers every request with what it got, in an element.
type server struct {
	reply func(body string) (status int, reply string, err error)
}

func (s server) RoundTrip(req *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(req.Body)
	status, reply, err := s.reply(string(body))
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"text/xml"}}, Body: io.NopCloser(strings.NewReader(reply))}, nil
}

func echo(body string) (int, string, error) { return 200, "<r>" + body + "</r>", nil }

func send(t *testing.T, k *Take, step, body string, base http.RoundTripper) (string, error) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, "https://gateway.invalid/pay/x.cfm", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := k.RoundTrip(step, req, []byte(body), nil, base)
	if err != nil {
		return "", err
	}
	reply, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(reply), nil
}

// record records one case with the given bodies and returns the directory.
func record(t *testing.T, reply func(string) (int, string, error), bodies ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "rec")
	tape, err := Record(dir, catalog.Services(), Info{Target: "test", Offers: []string{"clock"}})
	if err != nil {
		t.Fatal(err)
	}
	k := tape.Take("shop/one", map[string]string{"unique": "U"}, []string{secret})
	for _, body := range bodies {
		_, _ = send(t, k, "call", body, server{reply})
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if leaks, err := tape.Finish([]string{secret}); err != nil || len(leaks) > 0 {
		t.Fatal(leaks, err)
	}
	return dir
}

func replay(t *testing.T, dir string) (*Tape, *Take) {
	t.Helper()
	tape, err := Replay(dir, catalog.Services())
	if err != nil {
		t.Fatal(err)
	}
	return tape, tape.Take("shop/one", nil, []string{"another-word"})
}

func pay(pan, cvc, email string) string {
	return "<cardnumber>" + pan + "</cardnumber><cvc2>" + cvc + "</cvc2><email>" + email + "</email><ordernumber>O1</ordernumber>"
}

func TestReplay_AnswersWithTheValuesOfItsOwnRequest(t *testing.T) {
	dir := record(t, echo, pay(card, "123", "a&amp;b@example.org"))
	_, k := replay(t, dir)
	got, err := send(t, k, "call", pay(other, "999", "x@example.org"), nil)
	if want := "<r>" + pay(other, "999", "x@example.org") + "</r>"; err != nil || got != want {
		t.Errorf("got %s, %v", got, err)
	}
	if k.Vars()["unique"] != "U" {
		t.Errorf("vars %v", k.Vars())
	}
}

func TestRecord_NothingSecretReachesTheDisk(t *testing.T) {
	dir := record(t, echo, pay(card, "123", "a@example.org"), "Cardnumber="+card+"&Cvc2=123&Email=a%40example.org&x="+secret, "free text with 4111 1111 1111 1111 in it")
	err := filepath.WalkDir(dir, func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		for _, bad := range []string{card, "4111 1111", ">123<", "=123&", "example.org", secret} {
			if bytes.Contains(text, []byte(bad)) {
				t.Errorf("%s holds %q", filepath.Base(file), bad)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMask_SameValueSameToken(t *testing.T) {
	m := newMasker(newFields(catalog.Services()), []string{secret})
	got := string(m.mask([]byte(pay(card, "123", "a@b.example")+" "+card+" "+pay(other, "123", "c@d.example")+secret), nil))
	want := "<cardnumber>masked(pan.1)</cardnumber><cvc2>masked(cvc2.1)</cvc2><email>masked(email.1)</email><ordernumber>O1</ordernumber> masked(pan.1) " +
		"<cardnumber>masked(pan.2)</cardnumber><cvc2>masked(cvc2.1)</cvc2><email>masked(email.2)</email><ordernumber>O1</ordernumber>masked(secret.1)"
	if got != want {
		t.Errorf("got %s", got)
	}
	if again := string(m.mask([]byte("Cardnumber="+url.QueryEscape("4111 1111 1111 1111")+"&Email=a%40b.example"), nil)); again != "Cardnumber=masked(pan.1)&Email=masked(email.1)" {
		t.Errorf("the same values in a form: %s", again)
	}
}

func TestMask_TheClientsMaskHasTheLastWord(t *testing.T) {
	m := newMasker(newFields(nil), nil)
	redact := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("hidden"), []byte("***")) }
	if got := string(m.mask([]byte("a hidden thing"), redact)); got != "a *** thing" {
		t.Errorf("got %s", got)
	}
}

func TestMask_NumbersOfTheGatewayStay(t *testing.T) {
	number := "5000000000000009" // its check digit is that of a card number
	m := newMasker(newFields(catalog.Services()), nil)
	message := "<billnumber>" + number + ".1</billnumber> paid under " + number
	if got := string(m.mask([]byte(message), nil)); got != message {
		t.Errorf("got %s", got)
	}
	if leaks := scanText(message, nil, m.numbers); len(leaks) > 0 {
		t.Errorf("got %v", leaks)
	}
}

func TestReplay_IsStrict(t *testing.T) {
	dir := record(t, echo, pay(card, "123", "a@b.example"), "<second/>")
	tape, k := replay(t, dir)
	if _, err := send(t, k, "call", strings.Replace(pay(card, "123", "a@b.example"), "O1", "O2", 1), nil); !errors.Is(err, ErrNotRecorded) {
		t.Errorf("another order number: %v", err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = tape.Take("shop/never", nil, nil)
	if _, err := send(t, k, "call", "<a/>", nil); !errors.Is(err, ErrNotRecorded) {
		t.Errorf("a case that was not recorded: %v", err)
	}
	found, err := tape.Finish(nil)
	want := "shop/never: step call sends a request that was not recorded\n" +
		"shop/one: step call: the request is not the recorded one: it differs from byte 110 of the masked request on\n" +
		"shop/one: the recorded request of step call was not sent"
	if got := strings.Join(found, "\n"); got != want || err != nil {
		t.Errorf("got\n%s\n%v", got, err)
	}
}

func TestReplay_RefusesATamperedRecording(t *testing.T) {
	dir := record(t, echo, "<a/>")
	file := filepath.Join(dir, "shop", "one.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(text, []byte("<a/>"), []byte("<b/>"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Replay(dir, nil); err == nil || !strings.Contains(err.Error(), "changed after it was recorded") {
		t.Errorf("got %v", err)
	}
}

func TestReplay_RefusesWhatIsNoRecording(t *testing.T) {
	for name, manifest := range map[string]string{
		"missing": "", "other format": `{"format": 2}`, "outside": `{"format": 1, "files": {"../x.json": ""}}`, "unknown key": `{"format": 1, "x": 1}`, "no JSON": `{`,
	} {
		dir := t.TempDir()
		if manifest != "" {
			if err := os.WriteFile(filepath.Join(dir, manifestName), []byte(manifest), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Replay(dir, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRecord_WantsAnEmptyDirectory(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Record(dir, nil, Info{}); err == nil {
		t.Error("two recordings share a directory")
	}
}

func TestRecord_AFailureIsReplayedAsOne(t *testing.T) {
	dir := record(t, func(string) (int, string, error) { return 0, "", errors.New("reset") }, "<a/>")
	_, k := replay(t, dir)
	if _, err := send(t, k, "call", "<a/>", nil); err == nil || errors.Is(err, ErrNotRecorded) {
		t.Errorf("got %v", err)
	}
}

func TestRecord_BytesThatAreNoTextComeBack(t *testing.T) {
	reply := "<a>\xcf\xf0</a>"
	dir := record(t, func(string) (int, string, error) { return 200, reply, nil }, "<a/>")
	_, k := replay(t, dir)
	if got, err := send(t, k, "call", "<a/>", nil); got != reply || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestScan_FindsSeededLeaks(t *testing.T) {
	for name, text := range map[string]string{
		"plain": card, "spaced": "4111 1111 1111 1111", "dashed": "4111-1111-1111-1111", "percent": "%34111111111111111", "entity": "&#52;111111111111111",
		"split by tags": "4111<b>1111</b>11111111", "base64": base64.StdEncoding.EncodeToString([]byte("pan " + card)), "hex": hex.EncodeToString([]byte(card)),
		"track": ";" + card + "=30121010000000000000?", "secret": "x" + secret + "x", "secret in base64": base64.StdEncoding.EncodeToString([]byte("the " + secret + " it is")),
	} {
		if leaks, err := Scan(fstest.MapFS{"a/b.json": {Data: []byte("{" + text + "}")}}, []string{secret}, nil); err != nil || len(leaks) == 0 || strings.Contains(leaks[0], card) {
			t.Errorf("%s: got %v, %v", name, leaks, err)
		}
	}
	for name, text := range map[string]string{
		"date": "20150610115527", "amount": "100.10", "check value": "0123456789ABCDEF4111111111111111", "sha256": strings.Repeat("411111111111111a", 4), "masked": "411111****1111",
	} {
		if leaks, err := Scan(fstest.MapFS{"a": {Data: []byte(" " + text + " ")}}, []string{secret}, nil); err != nil || len(leaks) > 0 {
			t.Errorf("%s: got %v, %v", name, leaks, err)
		}
	}
}

// Whatever stands around a card number, and in whatever field, it does not survive.
func TestMask_NoCardNumberSurvives(t *testing.T) {
	f := newFields(catalog.Services())
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.StringMatching(`[a-z<>&="/ ]{0,20}`).Draw(t, "before")
		after := rapid.StringMatching(`[a-z<>&="/ ]{0,20}`).Draw(t, "after")
		masked := newMasker(f, nil).mask([]byte(before+card+after), nil)
		if bytes.Contains(masked, []byte(card)) {
			t.Fatalf("it is in %s", masked)
		}
	})
}
