package report

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/coverage"
)

//go:embed report.html
var page string

// HTML writes the report as one file without outside resources: search, filter by
// verdict, a timeline, and for each step what passed over the wire, masked. The wire
// texts are data that the page shows when somebody opens a case: a page with thousands
// of them in its tree would be slow.
func HTML(w io.Writer, r *conformance.Report) error {
	var wires wireTexts
	t, err := template.New("report").Funcs(template.FuncMap{
		"wire":      wires.add,
		"wires":     wires.script,
		"micros":    func(d time.Duration) int64 { return d.Microseconds() },
		"join":      func(words []string) string { return strings.Join(words, " ") },
		"round":     func(d time.Duration) string { return d.Round(10 * time.Microsecond).String() },
		"short":     func(name string) string { _, rest, _ := strings.Cut(name, "/"); return rest },
		"printable": func(d conformance.Difference) string { return printable(d.String()) },
		"text":      printable,
		"timeline":  timeline,
	}).Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, struct {
		*conformance.Report
		Suites   []Suite
		Verdicts []conformance.Verdict
		Tally    string
		// Attention are the cases a reader should see first.
		Attention []*conformance.Result
		Cover     *covered
	}{r, Suites(r), verdictsOf(r), tally(r), attention(r), coveredOf(r.Coverage)})
}

// wireTexts are the messages of a page, request and reply.
type wireTexts [][2]string

// add keeps the messages of a step for the page's data and returns their number, or -1
// when there are none.
func (w *wireTexts) add(s conformance.StepResult) int {
	if s.Request == "" && s.Reply == "" {
		return -1
	}
	*w = append(*w, [2]string{indented(s.Request), indented(s.Reply)})
	return len(*w) - 1
}

// script is the data as JSON inside a script element, where only the end of the element
// and a comment's begin mean anything: escaping every bracket, as templates do, would
// double the page.
func (w *wireTexts) script() (template.JS, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(*w); err != nil {
		return "", err
	}
	return template.JS(strings.NewReplacer("</", `<\/`, "<!--", `\u003c!--`, "<s", `\u003cs`, "<S", `\u003cS`).Replace(b.String())), nil
}

func indented(text string) string {
	if strings.Contains(text, "\n") {
		return printable(text)
	}
	return indentXML(printable(text))
}

// attention lists what nobody expected, the gravest first.
func attention(r *conformance.Report) []*conformance.Result {
	return slices.DeleteFunc(byAttention(r), func(res *conformance.Result) bool {
		return !res.Verdict.Red() && res.Verdict != conformance.UnexpectedPass && res.Verdict != conformance.Warn
	})
}

// covered is the coverage as the page shows it.
type covered struct {
	Classes             []coverage.Class
	Rows                []coverage.Row
	Missing, CannedOnly []coverage.Goal
	Total               coverage.Count
}

func coveredOf(s *coverage.Summary) *covered {
	if s == nil {
		return nil
	}
	return &covered{classesOf(s), coverageRows(s), s.Missing, s.CannedOnly, s.Total.Sum}
}

// bar is one step on the timeline of its case, in percent of the case.
type bar struct {
	Name        string
	Left, Width int
	Duration    time.Duration
}

// timeline shows where the time of a case went; a case with one step has none.
func timeline(r conformance.Result) []bar {
	if len(r.Steps) < 2 {
		return nil
	}
	first := r.Steps[0].Started
	last := r.Steps[len(r.Steps)-1]
	whole := max(last.Started+last.Duration-first, 1)
	var bars []bar
	for _, s := range r.Steps {
		left := int((s.Started - first) * 100 / whole)
		bars = append(bars, bar{s.Name, min(left, 99), max(1, min(int(s.Duration*100/whole), 100-left)), s.Duration})
	}
	return bars
}

// printable makes a text fit for a page: without control characters, and in UTF-8. One
// that is not is shown as windows-1251, the other charset of the gateway.
func printable(text string) string {
	if !utf8.ValidString(text) {
		if decoded, err := charmap.Windows1251.NewDecoder().String(text); err == nil {
			text = decoded
		}
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return utf8.RuneError
		}
		return r
	}, text)
}

// indentXML puts each element on a line of its own, for reading only: it does not parse,
// so that broken replies are shown too.
func indentXML(text string) string {
	var b strings.Builder
	depth := 0
	for len(text) > 0 {
		open := strings.IndexByte(text, '<')
		if open < 0 {
			b.WriteString(text)
			break
		}
		b.WriteString(text[:open])
		text = text[open:]
		end := strings.IndexByte(text, '>')
		if end < 0 {
			b.WriteString(text)
			break
		}
		tag := text[:end+1]
		text = text[end+1:]
		closing := strings.HasPrefix(tag, "</")
		if closing {
			depth = max(depth-1, 0)
		}
		if s := b.String(); len(s) > 0 && (!closing || s[len(s)-1] == '>') {
			b.WriteString("\n" + strings.Repeat("  ", depth))
		}
		b.WriteString(tag)
		if !closing && !strings.HasSuffix(tag, "/>") && !strings.HasPrefix(tag, "<?") && !strings.HasPrefix(tag, "<!") {
			depth++
		}
	}
	return b.String()
}
