package finding

import (
	"encoding/xml"
	"io"
	"strings"
)

// The JUnit shapes that Jenkins and GitLab read, without any attribute beyond them.
type (
	junitSuites struct {
		XMLName xml.Name   `xml:"testsuites"`
		Suite   junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		Classname string        `xml:"classname,attr"`
		Failure   *junitFailure `xml:"failure"`
		Skipped   *junitSkipped `xml:"skipped"`
		Output    string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

// writeJUnit makes a test case of each finding: breaking changes and errors fail,
// approved ones are skipped, the rest pass and say their text as output. A report
// without findings has one case that passes; stale approvals fail.
func (r *Report) writeJUnit(w io.Writer) error {
	suite := junitSuite{Name: r.Check + " " + strings.Join(r.Inputs, " ")}
	for _, f := range r.Findings {
		suite.add(r.junitCase(f))
	}
	for _, s := range r.Stale {
		why := s.Pos.String() + ": " + s.Why.In(r.Language)
		suite.add(junitCase{Name: "approval " + s.Fingerprint, Classname: r.Check + ".approvals", Failure: &junitFailure{why, "stale-approval", why}})
	}
	if len(suite.Cases) == 0 {
		suite.add(junitCase{Name: r.Calm.In(r.Language), Classname: r.Check})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(junitSuites{Suite: suite}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) add(c junitCase) {
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Skipped != nil {
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

func (r *Report) junitCase(f *Finding) junitCase {
	c := junitCase{Name: f.Subject.In(r.Language) + " [" + f.Fingerprint + "]", Classname: r.Check + "." + f.Rule.ID}
	message := r.sentence(f)
	switch {
	case f.Approved != nil:
		c.Skipped = &junitSkipped{f.Approved.Owner + ", until " + f.Approved.Expires + ": " + f.Approved.Reason}
	case f.Severity >= Error:
		c.Failure = &junitFailure{message, f.Rule.ID, r.place(f) + "\n" + message + "\n" + f.Fix().In(r.Language)}
	default:
		c.Output = r.place(f) + ": " + message
	}
	return c
}
