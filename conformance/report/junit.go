package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// The JUnit shapes that Jenkins and GitLab read; no attribute beyond their schema, for
// one extra attribute makes a server drop the whole file.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Time     string       `xml:"time,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name      string      `xml:"name,attr"`
		Tests     int         `xml:"tests,attr"`
		Failures  int         `xml:"failures,attr"`
		Errors    int         `xml:"errors,attr"`
		Skipped   int         `xml:"skipped,attr"`
		Time      string      `xml:"time,attr"`
		Timestamp string      `xml:"timestamp,attr"`
		Cases     []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		Classname string        `xml:"classname,attr"`
		Time      string        `xml:"time,attr"`
		Failure   *junitProblem `xml:"failure"`
		Error     *junitProblem `xml:"error"`
		Skipped   *junitSkipped `xml:"skipped"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

// JUnit writes the report as JUnit XML.
func JUnit(w io.Writer, r *conformance.Report) error {
	out := junitSuites{
		Name: "assist-soapgen conform", Tests: len(r.Results),
		Failures: countAll(r, junitFailures), Errors: countAll(r, junitErrors), Time: seconds(r.Duration),
	}
	for _, s := range Suites(r) {
		out.Suites = append(out.Suites, junitOf(r, &s))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func junitOf(r *conformance.Report, s *Suite) junitSuite {
	suite := junitSuite{
		Name: s.Name, Tests: len(s.Results), Failures: s.Count(junitFailures...), Errors: s.Count(junitErrors...),
		Skipped: s.Count(junitSkips...), Timestamp: r.Started.UTC().Format("2006-01-02T15:04:05"),
	}
	var total time.Duration
	for i := range s.Results {
		res := &s.Results[i]
		total += res.Duration
		c := junitCase{Name: res.Case.Name, Classname: "conform." + s.Name, Time: seconds(res.Duration)}
		c.verdict(res)
		suite.Cases = append(suite.Cases, c)
	}
	suite.Time = seconds(total)
	return suite
}

// What the verdicts are called in JUnit, which knows three words only.
var (
	junitFailures = []conformance.Verdict{conformance.Fail, conformance.UnknownOutcome, conformance.Flaky, conformance.UnexpectedPass}
	junitErrors   = []conformance.Verdict{conformance.Error, conformance.NotRun}
	junitSkips    = []conformance.Verdict{conformance.Skip, conformance.KnownFail}
)

func countAll(r *conformance.Report, verdicts []conformance.Verdict) int {
	n := 0
	for _, v := range verdicts {
		n += r.Count(v)
	}
	return n
}

func (c *junitCase) verdict(res *conformance.Result) {
	switch v := res.Verdict; {
	case v == conformance.Fail:
		c.Failure = &junitProblem{Message: res.Case.Title, Type: "difference", Text: differences(res)}
	case slices.Contains(junitFailures, v):
		c.Failure = &junitProblem{Message: res.Reason, Type: string(v), Text: differences(res)}
	case slices.Contains(junitErrors, v):
		c.Error = &junitProblem{Message: res.Reason, Type: string(v), Text: differences(res)}
	case v == conformance.KnownFail:
		c.Skipped = &junitSkipped{Message: "known failure: " + knownText(res)}
	case v == conformance.Skip:
		c.Skipped = &junitSkipped{Message: res.Reason}
	}
}

// knownText is what a known failure is about, on one line.
func knownText(r *conformance.Result) string {
	var parts []string
	for _, step := range r.Steps {
		for _, d := range step.Known {
			parts = append(parts, step.Name+": "+d.String())
		}
	}
	if len(parts) == 0 {
		return r.Reason
	}
	return strings.Join(parts, "; ")
}

func differences(r *conformance.Result) string {
	var b strings.Builder
	for _, step := range r.Steps {
		for _, d := range step.Differences {
			fmt.Fprintf(&b, "%s: %s\n", step.Name, d)
		}
	}
	return b.String()
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
