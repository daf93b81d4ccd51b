package conformance

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// foreignCards are test cards that a foreign endpoint has for the sandbox's.
func foreignCards() map[string]TestCard {
	return map[string]TestCard{
		"AS000": {"4242424242424242", `{"wallet":"yes"}`}, "AS110": {"5105105105105100", `{"wallet":"3ds"}`}, "AS300": {"2223003122003222", `{"wallet":"later"}`},
		"AS100": {"4012888888881881", `{"wallet":"no"}`}, "AS102": {"6011111111111117", `{"wallet":"poor"}`}, "AS104": {"2200000000000004", ""},
	}
}

// foreign is a target that knows none of the sandbox's cards: a sandbox behind a server
// that gives its cards other numbers, and speaks of itself in other words.
func foreign(t *testing.T) Target {
	t.Helper()
	target := embedded(t)
	var in, out []string
	words := map[string]string{"AS000": "approved", "AS100": "declined", "AS102": "nofunds", "AS300": "slow", "AS110": "3dsecure"}
	for code, own := range foreignCards() {
		number := numberOf(code)
		in = append(in, own.Number, number, number, "4000000000000010") // the sandbox's own are unknown here
		out = append(out, maskedCard(number), maskedCard(own.Number))
		if own.Token != "" {
			in = append(in, own.Token, `{"sandbox":"`+words[code]+`"}`, url.QueryEscape(own.Token), url.QueryEscape(`{"sandbox":"`+words[code]+`"}`))
			in = append(in, strings.ReplaceAll(own.Token, `"`, "&#34;"), `{"sandbox":"`+words[code]+`"}`, strings.ReplaceAll(own.Token, `"`, "&quot;"), `{"sandbox":"`+words[code]+`"}`)
		}
	}
	out = append(out, "Sandbox bank", "Another bank", ">Sandbox<", ">Centre<")
	behind, err := url.Parse(target.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	translate := func(body io.ReadCloser, pairs []string) (io.ReadCloser, int) {
		text, _ := io.ReadAll(body)
		_ = body.Close()
		text = []byte(strings.NewReplacer(pairs...).Replace(string(text)))
		return io.NopCloser(bytes.NewReader(text)), len(text)
	}
	server := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(behind)
			var size int
			r.Out.Body, size = translate(r.In.Body, in)
			r.Out.ContentLength = int64(size)
		},
		ModifyResponse: func(r *http.Response) error {
			var size int
			r.Body, size = translate(r.Body, out)
			r.ContentLength = int64(size)
			r.Header.Set("Content-Length", strconv.Itoa(size))
			return nil
		},
	})
	t.Cleanup(server.Close)
	return Target{Name: "foreign", Endpoint: server.URL, Merchants: target.Merchants, Now: target.Now, Cards: foreignCards()}
}

func numberOf(code string) string {
	for number := range strings.FieldsSeq("4111111111111111 4000000000003220 5555555555554444 4000000000000002 4000000000009995 4000000000000069") {
		if codeOfCard(number) == code {
			return number
		}
	}
	return ""
}

// Cases that want no more of a target than test cards pass where the cards are others.
func TestDeal_CasesRunWithTheCardsOfAForeignEndpoint(t *testing.T) {
	paying := slices.DeleteFunc(sampled(t), func(c *Case) bool { return !slices.Contains(c.Needs, cardsWord) })
	report := carryOutOn(t, foreign(t), paying...)
	live := 0
	for i := range report.Results {
		switch r := &report.Results[i]; r.Verdict {
		case Pass:
			live++
		case Skip:
			if !slices.Contains(r.Case.Needs, otherMerchant) {
				t.Logf("SKIP %s %s", r.Case.File(), r.Reason)
			}
		default:
			t.Errorf("FAIL %s\n%s", r.Case.File(), findings(r))
		}
	}
	if live < 100 && !underRace {
		t.Errorf("only %d cases are live", live)
	}
	t.Logf("%d cases are live", live)
}
