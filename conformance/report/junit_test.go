package report

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// allowed are the elements and attributes that the servers' schemas know: one more made
// Jenkins drop a whole file (apiaryio/dredd 1152).
var allowed = map[string][]string{
	"testsuites": {"name", "tests", "failures", "errors", "time", "disabled"},
	"testsuite":  {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id", "package", "disabled"},
	"testcase":   {"name", "classname", "time", "assertions", "status"},
	"failure":    {"message", "type"},
	"error":      {"message", "type"},
	"skipped":    {"message"},
}

func TestJUnit_HoldsOnlyWhatTheSchemaKnows(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return JUnit(b, sample()) })
	decoder := xml.NewDecoder(strings.NewReader(text))
	count := map[string]int{}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("it is not well-formed: %v\n%s", err, text)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		count[start.Name.Local]++
		attributes, known := allowed[start.Name.Local]
		if !known || start.Name.Space != "" {
			t.Errorf("element %v is in no schema", start.Name)
		}
		for _, a := range start.Attr {
			if !slices.Contains(attributes, a.Name.Local) || a.Name.Space != "" {
				t.Errorf("attribute %s of %s is in no schema", a.Name.Local, start.Name.Local)
			}
		}
	}
	want := map[string]int{"testsuites": 1, "testsuite": 2, "testcase": 4, "failure": 1, "error": 1, "skipped": 1}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
}

func TestJUnit_SaysWhatHappened(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return JUnit(b, sample()) })
	if !strings.HasPrefix(text, `<?xml version="1.0" encoding="UTF-8"?>`+"\n") || !strings.HasSuffix(text, "</testsuites>\n") {
		t.Errorf("got\n%s", text)
	}
	var got junitSuites
	if err := xml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	got.XMLName = xml.Name{}
	want := junitSuites{
		Name: "assist-soapgen conform", Tests: 4, Failures: 1, Errors: 1, Time: "1.234",
		Suites: []junitSuite{
			{
				Name: "createbill", Tests: 2, Failures: 1, Time: "0.012", Timestamp: "2026-03-14T09:00:00",
				Cases: []junitCase{
					{Name: "createbill/pass", Classname: "conform.createbill", Time: "0.005"},
					{Name: "createbill/fail", Classname: "conform.createbill", Time: "0.007", Failure: &junitProblem{
						Message: `It fails: "<&>"`, Type: "difference",
						Text: "second: bill_amount: want \"1\", got \"<script>alert(1)</script>\"\nsecond: /a/b: it is missing, \ufffd or not in this place\n",
					}},
				},
			},
			{
				Name: "silentpay", Tests: 2, Errors: 1, Skipped: 1, Time: "0.000", Timestamp: "2026-03-14T09:00:00",
				Cases: []junitCase{
					{Name: "silentpay/error", Classname: "conform.silentpay", Time: "0.000", Error: &junitProblem{Message: `step call: there is no service "x"`, Type: "error"}},
					{Name: "silentpay/skip", Classname: "conform.silentpay", Time: "0.000", Skipped: &junitSkipped{Message: "the target offers no clock"}},
				},
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
