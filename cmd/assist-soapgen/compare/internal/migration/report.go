package migration

import (
	"fmt"
	"strings"
)

// Report is the comparison of one WSDL.
type Report struct {
	File         string
	Theirs, Ours Output
	Losses       []Loss
}

// Output is what one generator made.
type Output struct {
	Refused    string // why there is none; "" when there is one
	Unchecked  string // why it could not be type-checked
	Operations int    // methods of clients for bound operations
	Errors     []string
	Warnings   []string
}

// Loss is a construct of the WSDL that gowsdl drops or breaks.
type Loss struct {
	Rule   string
	Theirs string
	Ours   string
	Places []string
}

// maxPlaces bounds the places that are listed of one loss; the rest is counted.
const maxPlaces = 6

func (l *Loss) places() string {
	if n := len(l.Places); n > maxPlaces {
		return strings.Join(l.Places[:maxPlaces], ", ") + fmt.Sprintf(" and %d more", n-maxPlaces)
	}
	return strings.Join(l.Places, ", ")
}

// verdict says in a few words what became of an output.
func (o *Output) verdict() string {
	switch {
	case o.Refused != "":
		return "refused: " + o.Refused
	case o.Unchecked != "":
		return fmt.Sprintf("%d operations; not type-checked: %s", o.Operations, o.Unchecked)
	case len(o.Errors) > 0:
		return fmt.Sprintf("%d operations; does not compile: %d errors", o.Operations, len(o.Errors))
	}
	return fmt.Sprintf("%d operations; compiles", o.Operations)
}

// maxErrors bounds the compiler's errors that are printed.
const maxErrors = 10

// Text writes the report for a terminal.
func (r *Report) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  gowsdl v0.5.0: %s\n", r.File, r.Theirs.verdict())
	for _, line := range r.Theirs.listed() {
		fmt.Fprintf(&b, "    %s\n", line)
	}
	fmt.Fprintf(&b, "  assist-soapgen: %s\n", r.Ours.verdict())
	for _, line := range append(r.Ours.listed(), r.Ours.Warnings...) {
		fmt.Fprintf(&b, "    %s\n", line)
	}
	if len(r.Losses) == 0 {
		b.WriteString("nothing in this WSDL is known to be lost by gowsdl\n")
	}
	for i := range r.Losses {
		l := &r.Losses[i]
		fmt.Fprintf(&b, "%s: %s\n  gowsdl: %s\n  ours:   %s\n", l.Rule, l.places(), l.Theirs, l.Ours)
	}
	return b.String()
}

// Markdown writes the report for a pull request.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# From gowsdl to assist-soapgen: %s\n\n| generator | result |\n| --- | --- |\n", r.File)
	fmt.Fprintf(&b, "| gowsdl v0.5.0 | %s |\n| assist-soapgen | %s |\n", cell(r.Theirs.verdict()), cell(r.Ours.verdict()))
	if errors := r.Theirs.listed(); len(errors) > 0 {
		fmt.Fprintf(&b, "\n## What the compiler says of gowsdl's output\n\n```\n%s\n```\n", strings.Join(errors, "\n"))
	}
	b.WriteString("\n## What changes on the wire and in the types\n\n")
	if len(r.Losses) == 0 {
		b.WriteString("Nothing in this WSDL is known to be lost by gowsdl.\n")
		return b.String()
	}
	b.WriteString("| construct | where | gowsdl | assist-soapgen |\n| --- | --- | --- | --- |\n")
	for i := range r.Losses {
		l := &r.Losses[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", cell(l.Rule), cell(l.places()), cell(l.Theirs), cell(l.Ours))
	}
	return b.String()
}

func (o *Output) listed() []string {
	if n := len(o.Errors); n > maxErrors {
		return append(o.Errors[:maxErrors:maxErrors], fmt.Sprintf("and %d more", n-maxErrors))
	}
	return o.Errors
}

func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
