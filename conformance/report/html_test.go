package report

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
)

var script = regexp.MustCompile(`(?s)<(script|style)\b[^>]*>.*?</(script|style)>`)

// wiresOf returns the messages of a page as its script reads them.
func wiresOf(t *testing.T, page string) [][2]string {
	t.Helper()
	_, data, _ := strings.Cut(page, `<script id="wires" type="application/json">`)
	data, _, closed := strings.Cut(data, "</script>")
	var list [][2]string
	if err := json.Unmarshal([]byte(data), &list); err != nil || !closed {
		t.Fatalf("the messages are no JSON: %v", err)
	}
	return list
}

// elements walks a page, which must open and close its elements rightly, and returns
// their names and all texts.
func elements(t *testing.T, page string) (names []string, text string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(script.ReplaceAllString(page, "")))
	decoder.Entity = xml.HTMLEntity
	var b strings.Builder
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return names, b.String()
		}
		if err != nil {
			at := decoder.InputOffset()
			t.Fatalf("it does not parse: %v near %q", err, page[max(0, at-200):min(int64(len(page)), at+50)])
		}
		switch token := token.(type) {
		case xml.StartElement:
			names = append(names, token.Name.Local)
		case xml.CharData:
			b.Write(token)
		}
	}
}

var void = regexp.MustCompile(`<(meta|input)([^>]*)>`)

// asXML rewrites the few things that HTML allows and XML does not.
func asXML(page string) string {
	page = strings.NewReplacer("<!doctype html>", "", " checked>", ` checked="">`, " open>", ` open="">`).Replace(page)
	return void.ReplaceAllString(page, "<$1$2/>")
}

func TestHTML_IsOneWellFormedPageWithoutOutsideResources(t *testing.T) {
	page := render(t, func(b *strings.Builder) error { return HTML(b, sample()) })
	names, text := elements(t, asXML(page))
	for _, want := range []string{
		"sandbox & friends", "Does not conform", `It fails: "<&>"`, "bill_amount: want \"1\", got \"<script>alert(1)</script>\"", "second <line>.",
		"step call: there is no service \"x\"", "the target offers no clock", "2026-03-14 09:00:00 UTC", "HTTP 500", "sources: S4",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	cases := 0
	for _, name := range names {
		if name == "details" {
			cases++
		}
	}
	if cases != 4 || !slices.Contains(names, "main") || !slices.Contains(names, "caption") {
		t.Errorf("%d cases, elements %v", cases, names)
	}
	if outside := regexp.MustCompile(`(?i)(src|href)\s*=\s*"?(https?:|//)|@import|url\(`).FindString(page); outside != "" {
		t.Errorf("the page loads %q", outside)
	}
	if strings.Count(page, "<script") != 2 {
		t.Error("a text of the report became a script")
	}
	want := [][2]string{{"<a>\n  <b>1</b>\n</a>", "two\nlines"}, {"<x>", "<m>Пр\ufffd</m>"}}
	if diff := cmp.Diff(want, wiresOf(t, page)); diff != "" {
		t.Error(diff)
	}
}

// Messages are data inside a script element: whatever they hold, it does not end there.
func TestHTML_ShowsTables(t *testing.T) {
	r := sample()
	r.Tables = []conformance.Table{{ID: "faults", Title: "Faults & verdicts", Head: []string{"fault"}, Rows: [][]string{{"reset <1>"}}}}
	_, text := elements(t, asXML(render(t, func(b *strings.Builder) error { return HTML(b, r) })))
	for _, want := range []string{"Faults & verdicts", "reset <1>"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestHTML_NoMessageEndsTheData(t *testing.T) {
	for _, text := range []string{"</script><script>alert(1)</script>", "</SCRIPT >", "<!--<script>", "<!-- --!>", "<scr\x00ipt>", "\\</script>", "]]>"} {
		r := sample()
		r.Results[0].Steps[0].Reply = text
		page := render(t, func(b *strings.Builder) error { return HTML(b, r) })
		data := wiresOf(t, page)
		if got := strings.Join(strings.Fields(data[0][1]), ""); got != strings.Join(strings.Fields(printable(text)), "") {
			t.Errorf("%q became %q", text, got)
		}
		if n := strings.Count(strings.ToLower(page), "<script"); n != 2 {
			t.Errorf("%q: %d script elements", text, n)
		}
	}
}

func TestHTML_OpensFailuresAndSaysGreen(t *testing.T) {
	page := render(t, func(b *strings.Builder) error { return HTML(b, sample()) })
	if !strings.Contains(page, `c.dataset.v==='fail'`) || !strings.Contains(page, ">Does not conform<") {
		t.Error("failures are not opened")
	}
	if page := render(t, func(b *strings.Builder) error { return HTML(b, green(3)) }); !strings.Contains(page, ">Conforms<") {
		t.Error("a green run does not conform")
	}
}

func TestIndentXML_ShowsBrokenTextsToo(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"plain":                        "plain",
		"<a/>":                         "<a/>",
		"<a>1</a>":                     "<a>1</a>",
		"<a><b>1</b><c/></a>":          "<a>\n  <b>1</b>\n  <c/>\n</a>",
		"<?xml version='1.0'?><a></a>": "<?xml version='1.0'?>\n<a>\n</a>",
		"<a><b>1":                      "<a>\n  <b>1",
		"</b></a>":                     "</b>\n</a>",
		"<a><b":                        "<a><b",
	} {
		if got := indentXML(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestReports_OfTheSuiteHoldNoCardAndNoPassword runs everything there is, with failures,
// and looks for what may stand in no report.
func TestReports_OfTheSuiteHoldNoCardAndNoPassword(t *testing.T) {
	report := suite(t)
	pages := map[string]string{
		"html":  render(t, func(b *strings.Builder) error { return HTML(b, report) }),
		"junit": render(t, func(b *strings.Builder) error { return JUnit(b, report) }),
		"json":  render(t, func(b *strings.Builder) error { return JSON(b, report) }),
		"text":  render(t, func(b *strings.Builder) error { return Text(b, report) }),
	}
	var secrets []string
	for _, c := range sandbox.TestCards() {
		secrets = append(secrets, c.Number, c.Spaced())
	}
	for _, m := range sandbox.DefaultMerchants() {
		secrets = append(secrets, m.Password, m.SecretWord)
	}
	for name, page := range pages {
		for _, secret := range secrets {
			if at := strings.Index(page, secret); at >= 0 {
				t.Errorf("%s: …%s…", name, page[max(0, at-120):min(len(page), at+60)])
			}
		}
	}
	elements(t, asXML(pages["html"]))
	if !strings.Contains(pages["html"], "masked") || !strings.Contains(pages["html"], "SilentPayResponse") {
		t.Error("the page shows no wire")
	}
}

// suite runs the built-in cases on a sandbox; every fifth expects another outcome, so
// that differences are in the report.
func suite(t *testing.T) *conformance.Report {
	t.Helper()
	list, err := conformance.Load(cases.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	if underRace {
		var some []*conformance.Case
		for i := 0; i < len(list); i += 6 {
			some = append(some, list[i])
		}
		list = some
	}
	for i := 0; i < len(list); i += 5 {
		for j := range list[i].Steps {
			if st := &list[i].Steps[j]; st.Request != nil {
				st.Request.Text = strings.NewReplacer("{{password}}", "x", "4111111111111111", "4000000000000002").Replace(st.Request.Text)
			}
		}
	}
	target, end, err := conformance.Embedded(sandbox.Config{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = end() }()
	report, err := conformance.Run(context.Background(), conformance.Plan{Cases: list, Target: target, Services: catalog.Services(), Seed: t.Name()})
	if err != nil {
		t.Fatal(err)
	}
	if report.Count(conformance.Fail) == 0 || report.Count(conformance.Pass) == 0 {
		t.Fatal("the run has no failures to show, or nothing else")
	}
	return report
}
