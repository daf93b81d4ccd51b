package conformance

import (
	"fmt"
	"strings"

	"golang.org/x/tools/txtar"
)

// Case is one conformance case: a sequence of calls and what must come of each.
//
//	title: A bill number that is taken is refused
//	call: createbill.create
//	tags: bill duplicate
//	source: S0 D9
//
//	Why the case exists, in prose; reports show it.
//
//	-- first/input --
//	bill=B-{{unique}}
//	bill_amount=100.00
//	bill_currency=RUB
//	-- first/output --
//	outcome: succeeded
//	Hash={{hash:token}}
//	-- second/input --
//	…
//	-- second/error --
//	kind: gateway
//	first: 11
//	second: 187
//
// A step without reply runs against the target; a step with one is answered by it.
// The sections of a step are listed in [stepParts].
type Case struct {
	Name   string // "createbill/duplicate": folder and file without ending
	Title  string
	Call   string // "service.operation" of steps that do not name their own
	Tags   []string
	Source []string // ids of the source table
	Why    string
	Needs  []string // what the target must offer: "sandbox", "clock"
	Axes   []Axis   // multiply the case
	Locks  []string // cases that share one never run at the same time
	Vars   *Values  // variables of the case, name=value
	Steps  []Step

	file *txtar.Archive // as read, for --update
	path string

	source []string // lines of the file

	origin string // name of the case that axes multiplied; "" for itself
}

// Origin is the name of the case in its file: an axis adds "@axis-value" to the name.
func (c *Case) Origin() string {
	if c.origin != "" {
		return c.origin
	}
	return c.Name
}

// Step is one call of a case. Nil sections are not part of it.
type Step struct {
	Name    string
	Call    string // "service.operation"
	Input   *Values
	Raw     *Section // bytes to send instead of a sealed input
	Reply   *Section // canned reply; nil: ask the target
	Request *Section // expected request
	Answer  *Section // expected bytes of the target's answer, as XML
	Output  *Values  // expected result
	Error   *Values  // expected error
	Options *Values  // call: …, variant: …, wrapper: …, status: …, content-type: …, advance: …, format: …

	line int // of its first marker
}

// File is the path of the case file below the directory it was loaded from.
func (c *Case) File() string { return c.path }

// Line returns where a step begins in the case file, counted from 1.
func (c *Case) Line(step string) int {
	for i := range c.Steps {
		if c.Steps[i].Name == step {
			return max(1, c.Steps[i].line)
		}
	}
	return 1
}

// Section is one file of the archive, with the line on which its content starts.
type Section struct {
	Name string
	Line int
	Text string
}

// stepParts are the sections a step may have.
var stepParts = []struct{ name, doc string }{
	{"options", "key: value lines: " + strings.Join(optionKeys, ", ")},
	{"input", "field=value lines, sealed and sent by the client"},
	{"raw.xml", "a SOAP request sent as it is, placeholders filled in"},
	{"raw.form", "a form post: name=value lines, placeholders filled in"},
	{"inbound.xml", "a SOAP message to the merchant, for the toolkit's handler"},
	{"inbound.form", "a form posted to the merchant: name=value lines"},
	{"request.xml", "the SOAP request that must leave, compared as XML"},
	{"reply.xml", "a reply to be read instead of asking the target"},
	{"reply.txt", "a reply that is no XML"},
	{"answer.xml", "the answer the target must give, compared as XML"},
	{"output", "outcome:, verified: and testmode: lines, then field=value lines: the typed result"},
	{"error", "key: value lines: kind, first, second, field, problems, rule, text, contains, sent"},
}

// headerKeys are the keys of a case file's head.
var headerKeys = []string{"title", "call", "tags", "source", "needs", "trap", "axes", "locks"}

// Problem is a defect of a case file, or of a list. Line and column count from 1.
type Problem struct {
	File string
	Line int
	Col  int
	Text string
}

func (p Problem) String() string { return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Text) }

// problem points at a word in a line of the case, or at the line's begin.
func (c *Case) problem(line int, word, format string, args ...any) Problem {
	p := Problem{c.path, line, 1, fmt.Sprintf(format, args...)}
	if line >= 1 && line <= len(c.source) && word != "" {
		p.Col += max(0, strings.Index(c.source[line-1], word))
	}
	return p
}

// Problems is all that is wrong with a set of case files.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
