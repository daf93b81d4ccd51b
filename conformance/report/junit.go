package report

import (
	"encoding/xml"
	"fmt"
	"io"
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
		Failures: r.Count(conformance.Fail), Errors: r.Count(conformance.Error), Time: seconds(r.Duration),
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
		Name: s.Name, Tests: len(s.Results), Failures: s.Count(conformance.Fail), Errors: s.Count(conformance.Error),
		Skipped: s.Count(conformance.Skip), Timestamp: r.Started.UTC().Format("2006-01-02T15:04:05"),
	}
	var total time.Duration
	for i := range s.Results {
		res := &s.Results[i]
		total += res.Duration
		c := junitCase{Name: res.Case.Name, Classname: "conform." + s.Name, Time: seconds(res.Duration)}
		switch res.Verdict {
		case conformance.Fail:
			c.Failure = &junitProblem{Message: res.Case.Title, Type: "difference", Text: differences(res)}
		case conformance.Error:
			c.Error = &junitProblem{Message: res.Reason, Type: "error", Text: differences(res)}
		case conformance.Skip:
			c.Skipped = &junitSkipped{Message: res.Reason}
		}
		suite.Cases = append(suite.Cases, c)
	}
	suite.Time = seconds(total)
	return suite
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
