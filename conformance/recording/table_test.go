package recording

import (
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
)

func TestMask_ReadsPairsAndTables(t *testing.T) {
	for name, c := range map[string]struct{ message, want string }{
		"pairs":        {"ordernumber:O1;cardholder:IVAN IVANOV;cardexpirationdate:12/40;", "ordernumber:O1;cardholder:masked(cardholder.1);cardexpirationdate:masked(cardexpirationdate.1);"},
		"blank":        {"Ordernumber: O1;Email: a@b.example", "Ordernumber: O1;Email:masked(email.1)"},
		"table":        {"OrderNumber;Last Name;Email\r\nO1;Ivanov;UNKNOWN\r\nO2;\"I;\"\"v\";a@b.example\r\n", "OrderNumber;Last Name;Email\r\nO1;masked(lastname.1);UNKNOWN\r\nO2;\"masked(lastname.2)\";masked(email.1)\r\n"},
		"too long row": {"OrderNumber;Email\nO1;a@b.example;more", "OrderNumber;Email\nO1;masked(email.1);masked(secret.1)"},
		"open quote":   {"OrderNumber;Email\nO1;\"a@b.example", "OrderNumber;Email\nO1;\"masked(email.1)"},
		"12 digits":    {"<rrn>000000000018</rrn>", "<rrn>masked(pan.1)</rrn>"},
		"no table":     {"error;5;100;", "error;5;100;"},
	} {
		if got := string(newMasker(newFields(catalog.Services()), nil).mask([]byte(c.message), nil)); got != c.want {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// An answer holds values that no request did; a replay must number what follows as the
// recording did, and send back what it was given.
func TestReplay_CountsTheTokensOfAnswers(t *testing.T) {
	reply := func(string) (int, string, error) { return 200, `{"cardnumber":"` + other + `"}`, nil }
	dir := record(t, reply, "<a/>", "<cardnumber>"+card+"</cardnumber>", "<cardnumber>"+other+"</cardnumber>")
	tape, k := replay(t, dir)
	for _, body := range []string{"<a/>", "<cardnumber>" + card + "</cardnumber>", "<cardnumber>masked(pan.1)</cardnumber>"} {
		if got, err := send(t, k, "call", body, nil); err != nil || got != `{"cardnumber":"masked(pan.1)"}` {
			t.Errorf("got %s, %v", got, err)
		}
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if found, err := tape.Finish(nil); err != nil || len(found) > 0 {
		t.Errorf("got %v, %v", found, err)
	}
}

func TestUnmask_WritesAsTheFormatNeeds(t *testing.T) {
	m := newMasker(newFields(catalog.Services()), nil)
	m.mask([]byte(`{"cardholder":"A \"B\" <C>"}`), nil)
	for message, want := range map[string]string{
		`{"h":"masked(cardholder.1)"}`: `{"h":"A \"B\" \u003cC\u003e"}`,
		`<h>masked(cardholder.1)</h>`:  `<h>A &#34;B&#34; &lt;C&gt;</h>`,
		`h:masked(cardholder.1);`:      `h:A "B" <C>;`,
	} {
		if got := string(m.unmask([]byte(message))); got != want {
			t.Errorf("got %s", got)
		}
	}
}
