package chaos

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// Verdict is what a call under a fault must end with.
type Verdict string

// The verdicts.
const (
	// NotSent: a TransportError that proves that nothing left; the gateway has nothing.
	NotSent Verdict = "not sent"
	// MaybeSent: NotSent or Unknown, as the network happens to tell; the gateway has
	// nothing.
	MaybeSent Verdict = "not sent or unknown"
	// Unknown: an OutcomeUnknownError, the request was sent once, and Resolve finds
	// what the ledger says.
	Unknown Verdict = "unknown"
	// Failed: an error; a read has no outcome to be unknown.
	Failed Verdict = "error"
	// Answered: the answer is good, believed, and what the ledger says.
	Answered Verdict = "answered"
	// Believed: the answer is wrong and nothing in it shows that: TLS alone protects.
	Believed Verdict = "believed"
)

// Row is a fault with the verdicts it requires, by class of operation. With are the
// verdicts under WithConfirmedAnswers where they differ.
type Row struct {
	Fault                   string // as the sandbox reads it; several of a kind are separated by blanks
	Read, SignedWrite, Bare Verdict
	Confirmed               Verdict // of a bare write
	Why                     string
}

// Matrix is the required verdict for every fault. A kind of the sandbox without a row,
// and a row without a verdict, fail the build.
func Matrix() []Row {
	return []Row{
		{"refuse", NotSent, NotSent, NotSent, NotSent, "no connection, no byte"},
		{"reset-early", Failed, MaybeSent, MaybeSent, MaybeSent, "whether a byte left before the reset came is the network's secret"},
		{"tls10", NotSent, NotSent, NotSent, NotSent, "TLS 1.2 is the floor; the handshake fails before the request"},
		{"tls-expired", NotSent, NotSent, NotSent, NotSent, "certificates are verified, and nothing turns that off"},
		{"tls-wrong-host", NotSent, NotSent, NotSent, NotSent, "the same"},
		{"tls-untrusted", NotSent, NotSent, NotSent, NotSent, "the same"},
		{"lose", Failed, Unknown, Unknown, Unknown, "it left, and nobody says that it did not arrive"},
		{"redirect=301 redirect=302 redirect=307 redirect=308", Failed, Unknown, Unknown, Unknown, "not followed: the body goes to nobody else; but the first server has it"},
		{"overload", Failed, Unknown, Unknown, Unknown, "a proxy's page says nothing about what is behind it"},
		{"delay=1m", Failed, Unknown, Unknown, Unknown, "the time of the call is over"},
		{"dribble=1m", Failed, Unknown, Unknown, Unknown, "the time of a call bounds it as a whole, not each byte"},
		{"reset", Failed, Unknown, Unknown, Unknown, "carried out, and nobody says so"},
		{"truncate", Failed, Unknown, Unknown, Unknown, "half an answer is none"},
		{"cut", Failed, Unknown, Unknown, Unknown, "half a document is none, whatever HTTP says"},
		{"gzip-bomb", Failed, Unknown, Unknown, Unknown, "bounded after decompression"},
		{"status500", Failed, Unknown, Unknown, Unknown, "no answer of the gateway's"},
		{"html", Failed, Unknown, Unknown, Unknown, "no SOAP"},
		{"empty", Failed, Unknown, Unknown, Unknown, "nothing is not success"},
		{"json", Failed, Unknown, Unknown, Unknown, "not what was asked for, though it says Approved"},
		{"fault500", Failed, Unknown, Unknown, Unknown, "1/1: the gateway itself does not know what happened"},
		{"fault200", Failed, Unknown, Unknown, Unknown, "a Fault is a Fault on any status"},
		{"charset", Failed, Unknown, Unknown, Unknown, "bytes nobody can read"},
		{"mislabelled", Failed, Unknown, Unknown, Unknown, "bytes that are not what they say"},
		{"malformed", Failed, Unknown, Unknown, Unknown, "no XML"},
		{"dtd", Failed, Unknown, Unknown, Unknown, "a message has no document type (WS-I R1008)"},
		{"deep", Failed, Unknown, Unknown, Unknown, "64 levels are enough"},
		{"huge", Failed, Unknown, Unknown, Unknown, "16 MiB are enough"},
		{"second-root", Failed, Unknown, Unknown, Unknown, "which of the two was verified?"},
		{"namespace", Failed, Unknown, Unknown, Unknown, "no SOAP Envelope"},
		{"twice", Failed, Unknown, Unknown, Unknown, "which of the two was verified?"},
		{"other-order", Failed, Unknown, Unknown, Unknown, "it speaks of another order, or brings a number given out before"},
		{"replay", Answered, Unknown, Unknown, Unknown, "a copy of an answer to a write is none; a state that did not change is answered alike"},
		{"wrong-checkvalue", Failed, Unknown, Answered, Unknown, "an answer without a check value has none to be wrong; the confirming one has"},
		{"wrong-signature", Answered, Answered, Answered, Answered, "merchants of the MD5 type hold no key for signatures; with one it is verified (envelope tests)"},
		{"forge", Failed, Unknown, Believed, Unknown, "nothing in a bare answer proves who wrote it; WithConfirmedAnswers asks"},
		{"skew", Answered, Answered, Answered, Answered, "dates of answers decide nothing"},
	}
}

// verdict returns the required verdict of a row for a class.
func (r *Row) verdict(c Class, confirmed bool) Verdict {
	switch {
	case c == Read:
		return r.Read
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
		// An answer to a payment has a signature element. The client holds no key for
		// what is in it, and what cannot be verified is not believed.
		{"silentpay.pay", "wrong-signature"}: Unknown,
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
		if operation(name) == nil {
			missing = append(missing, "the operation "+name+" is not in Operations()")
		}
	}
	for _, c := range Cells() {
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
