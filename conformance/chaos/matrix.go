package chaos

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// Row is a fault with the verdicts it requires, by class of operation. With are the
// verdicts under WithConfirmedAnswers where they differ.
type Row struct {
	Fault                   string // as the sandbox reads it; several of a kind are separated by blanks
	Read, SignedWrite, Bare Verdict
	Confirmed               Verdict // of a bare write
	SignedConfirmed         Verdict // of a signed write; "" is as without
	BareRead                Verdict // "" is as a signed read
	Incoming                Verdict // of what the gateway tells the merchant
	Why                     string
}

// Matrix is the required verdict for every fault. A kind of the sandbox without a row,
// and a row without a verdict, fail the build.
func Matrix() []Row {
	return []Row{
		{"refuse", NotSent, NotSent, NotSent, NotSent, "", "", NotDelivered, "no connection, no byte"},
		{"reset-early", Failed, MaybeSent, MaybeSent, MaybeSent, "", "", NotDelivered, "whether a byte left before the reset came is the network's secret"},
		{"tls10", NotSent, NotSent, NotSent, NotSent, "", "", NotDelivered, "TLS 1.2 is the floor; the handshake fails before the request"},
		{"tls-expired", NotSent, NotSent, NotSent, NotSent, "", "", NotDelivered, "certificates are verified, and nothing turns that off"},
		{"tls-wrong-host", NotSent, NotSent, NotSent, NotSent, "", "", NotDelivered, "the same"},
		{"tls-untrusted", NotSent, NotSent, NotSent, NotSent, "", "", NotDelivered, "the same"},
		{"lose", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "it left, and nobody says that it did not arrive"},
		{"redirect=301 redirect=302 redirect=307 redirect=308", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "not followed: the body goes to nobody else; but the first server has it"},
		{"overload", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "a proxy's page says nothing about what is behind it"},
		{"delay=1m", Failed, Unknown, Unknown, Unknown, "", "", Once, "the time of the call is over"},
		{"dribble=1m", Failed, Unknown, Unknown, Unknown, "", "", Once, "the time of a call bounds it as a whole, not each byte"},
		{"reset", Failed, Unknown, Unknown, Unknown, "", "", Once, "carried out, and nobody says so"},
		{"truncate", Failed, Unknown, Unknown, Unknown, "", "", Once, "half an answer is none"},
		{"cut", Failed, Unknown, Unknown, Unknown, "", "", Once, "half a document is none, whatever HTTP says"},
		{"gzip-bomb", Failed, Unknown, Unknown, Unknown, "", "", Once, "bounded after decompression"},
		{"status500", Failed, Unknown, Unknown, Unknown, "", "", Once, "no answer of the gateway's"},
		{"html", Failed, Unknown, Unknown, Unknown, "", "", Once, "no SOAP"},
		{"empty", Failed, Unknown, Unknown, Unknown, "", "", Once, "nothing is not success"},
		{"json", Failed, Unknown, Unknown, Unknown, "", "", Once, "not what was asked for, though it says Approved"},
		{"fault500", Failed, Unknown, Unknown, Unknown, "", "", Once, "1/1: the gateway itself does not know what happened"},
		{"fault200", Failed, Unknown, Unknown, Unknown, "", "", Once, "a Fault is a Fault on any status"},
		{"refusal", Failed, Believed, Believed, Unknown, Unknown, "", Once, "no Fault carries a check value; WithConfirmedAnswers asks"},
		{"charset", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "bytes nobody can read"},
		{"mislabelled", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "bytes that are not what they say"},
		{"malformed", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "no XML"},
		{"dtd", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "a message has no document type (WS-I R1008)"},
		{"deep", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "64 levels are enough"},
		{"huge", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "16 MiB are enough"},
		{"second-root", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "which of the two was verified?"},
		{"namespace", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "no SOAP Envelope"},
		{"twice", Failed, Unknown, Unknown, Unknown, "", "", NotDelivered, "which of the two was verified?"},
		{"other-order", Failed, Unknown, Unknown, Unknown, "", "", Once, "it speaks of another order, or brings a number given out before"},
		{"replay", Answered, Unknown, Unknown, Unknown, "", "", Once, "a copy of an answer to a write is none; a state that did not change is answered alike"},
		{"wrong-checkvalue", Failed, Unknown, Answered, Unknown, "", Answered, NotDelivered, "an answer without a check value has none to be wrong; the confirming one has"},
		{"wrong-signature", Answered, Answered, Unknown, Unknown, "", "", Once, "merchants of the MD5 type hold no key for signatures, and what cannot be verified is not believed, unless a check value was"},
		{"forge", Failed, Unknown, Believed, Unknown, "", Believed, NotDelivered, "nothing in a bare answer proves who wrote it; WithConfirmedAnswers asks"},
		{"skew", Answered, Answered, Answered, Answered, "", "", Once, "dates of answers decide nothing"},
	}
}

// verdict returns the required verdict of a row for a class.
func (r *Row) verdict(c Class, confirmed bool) Verdict {
	switch {
	case c == BareRead && r.BareRead != "":
		return r.BareRead
	case c.Reads():
		return r.Read
	case c == SignedWrite && confirmed && r.SignedConfirmed != "":
		return r.SignedConfirmed
	case c == SignedWrite:
		return r.SignedWrite
	case confirmed:
		return r.Confirmed
	}
	return r.Bare
}

// exceptions are cells in which an operation differs from its class.
func exceptions() map[[2]string]Verdict {
	return map[[2]string]Verdict{
		// These answers have no element for a signature.
		{"createbill.create", "wrong-signature"}: Answered,
		{"payrequest.create", "wrong-signature"}: Answered,
		// The query confirms the order, not the link to its page.
		{"payrequest.create", "forge"}: Believed,
		// A list of a period names no order of the question, and a list that did not
		// change is answered alike.
		{"resultbydate.query", "other-order"}: Answered,
	}
}

// Cell is one square of the matrix.
type Cell struct {
	Operation string
	Fault     string
	Confirmed bool
	Required  Verdict
	Why       string
}

// Cells spreads the matrix over all operations and faults, with and without
// confirmed answers.
func Cells() []Cell {
	var cells []Cell
	for _, row := range Matrix() {
		for _, fault := range strings.Fields(row.Fault) {
			for _, op := range Operations() {
				for _, confirmed := range []bool{false, true} {
					required := row.verdict(op.Class, confirmed)
					kind, _, _ := strings.Cut(fault, "=")
					if other, ok := exceptions()[[2]string{op.Name, kind}]; ok {
						required = other
					}
					cells = append(cells, Cell{op.Name, fault, confirmed, required, row.Why})
				}
			}
		}
	}
	return cells
}

// IncomingCells are the squares of what the gateway tells the merchant.
func IncomingCells() []Cell {
	var cells []Cell
	for _, row := range Matrix() {
		for _, fault := range strings.Fields(row.Fault) {
			for _, name := range incoming() {
				cells = append(cells, Cell{Operation: name, Fault: fault, Required: row.Incoming, Why: row.Why})
			}
		}
	}
	return cells
}

// CheckMatrix reports every cell that is empty: a fault of the sandbox without a row,
// an operation of the catalogue that nobody described, a verdict that is missing.
func CheckMatrix(operations []string) []string {
	var missing []string
	rows := Matrix()
	for _, kind := range sandbox.FaultKinds() {
		if !slices.ContainsFunc(rows, func(r Row) bool { return strings.HasPrefix(r.Fault, kind.Name) && named(r.Fault, kind.Name) }) {
			missing = append(missing, "the fault "+kind.Name+" has no row")
		}
	}
	for _, name := range operations {
		if operation(name) == nil && !slices.Contains(incoming(), name) {
			missing = append(missing, "the operation "+name+" is not in Operations()")
		}
	}
	for _, c := range slices.Concat(Cells(), IncomingCells()) {
		if c.Required == "" || c.Why == "" {
			missing = append(missing, fmt.Sprintf("%s under %s has no verdict", c.Operation, c.Fault))
		}
	}
	return missing
}

func named(faults, kind string) bool {
	return slices.ContainsFunc(strings.Fields(faults), func(f string) bool {
		name, _, _ := strings.Cut(f, "=")
		return name == kind
	})
}
