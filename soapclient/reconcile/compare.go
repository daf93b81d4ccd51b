package reconcile

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Entry is what a program believes of one of its orders.
type Entry struct {
	Number           string
	Amount, Currency string
	Outcome          service.Outcome // Unknown: nobody has told yet
}

// Kind is what is wrong about an order.
type Kind string

// The kinds of finding.
const (
	// Missing: we believe that it was paid, and the gateway's list does not show that.
	Missing Kind = "missing"
	// Stranger: the gateway's list has a payment that we know nothing of.
	Stranger Kind = "stranger"
	// Twice: the gateway's list has more than one payment under the number.
	Twice Kind = "twice"
	// Denied: we believe that nothing happened, and the gateway's list has a payment.
	Denied Kind = "denied"
	// Different: the payment has another amount or currency than ours.
	Different Kind = "different"
	// Open: we do not know, and this is what the gateway's list says.
	Open Kind = "open"
)

// Finding is an order on which we and the gateway do not agree.
type Finding struct {
	Kind   Kind
	Number string
	Ours   Entry // zero for a stranger
	Rows   []Row // of the gateway's list under the number
}

// String returns one line.
func (f Finding) String() string {
	var rows []string
	for _, r := range f.Rows {
		rows = append(rows, fmt.Sprintf("%s %s %s as %s", r.Outcome, r.Amount, r.Currency, r.Payment))
	}
	theirs := strings.Join(rows, ", ")
	if theirs == "" {
		theirs = "nothing"
	}
	if f.Kind == Stranger {
		return fmt.Sprintf("%s %q: the gateway lists %s", f.Kind, f.Number, theirs)
	}
	return fmt.Sprintf("%s %q: ours is %s %s %s, the gateway lists %s", f.Kind, f.Number, f.Ours.Outcome, f.Ours.Amount, f.Ours.Currency, theirs)
}

// Report is what a comparison found.
type Report struct {
	Paid     int // orders that both believe paid, once, with one amount
	Unpaid   int // orders that neither believes paid
	Findings []Finding
}

// Clean reports whether both agree on every order.
func (r *Report) Clean() bool { return len(r.Findings) == 0 }

// Write prints the report.
func (r *Report) Write(w io.Writer) {
	fmt.Fprintf(w, "paid %d, not paid %d, findings %d\n", r.Paid, r.Unpaid, len(r.Findings))
	for _, f := range r.Findings {
		fmt.Fprintln(w, f)
	}
}

// Compare holds our entries against the gateway's rows. Findings come in the order of
// the entries, strangers after them in the order of the rows. A number that we have no
// entry of is a stranger if belongs says that it could be ours: other programs pay under
// other numbers; nil: every number could.
func Compare(ours []Entry, rows []Row, belongs func(number string) bool, codes *service.Codes) *Report {
	theirs := map[string][]Row{}
	var numbers []string
	for _, r := range rows {
		if _, known := theirs[r.Number]; !known {
			numbers = append(numbers, r.Number)
		}
		theirs[r.Number] = append(theirs[r.Number], r)
	}
	report := &Report{}
	for _, e := range ours {
		report.judge(e, theirs[e.Number], codes)
		delete(theirs, e.Number)
	}
	for _, number := range numbers {
		list, left := theirs[number]
		if left && len(payments(list)) > 0 && (belongs == nil || belongs(number)) {
			report.Findings = append(report.Findings, Finding{Kind: Stranger, Number: number, Rows: list})
		}
	}
	return report
}

// payments are the rows in which money moved.
func payments(rows []Row) []Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Outcome != service.Succeeded })
}

func (report *Report) judge(e Entry, rows []Row, codes *service.Codes) {
	paid := payments(rows)
	kind := Kind("")
	switch {
	case len(paid) > 1:
		kind = Twice
	case e.Outcome == service.Succeeded && len(paid) == 0:
		kind = Missing
	case e.Outcome == service.Refused && len(paid) == 1:
		kind = Denied
	case e.Outcome != service.Succeeded && e.Outcome != service.Refused:
		kind = Open
	case len(paid) == 1 && !same(e, paid[0], codes):
		kind = Different
	case len(paid) == 1:
		report.Paid++
		return
	default:
		report.Unpaid++
		return
	}
	report.Findings = append(report.Findings, Finding{Kind: kind, Number: e.Number, Ours: e, Rows: rows})
}

// same compares by value: 10.5 is 10.50, and RUR is RUB.
func same(e Entry, r Row, codes *service.Codes) bool {
	ours, err := service.ParseAmount(e.Amount)
	theirs, err2 := service.ParseAmount(strings.ReplaceAll(r.Amount, ",", "."))
	if err != nil || err2 != nil || !ours.Equal(theirs) {
		return false
	}
	if strings.EqualFold(e.Currency, r.Currency) || codes == nil {
		return strings.EqualFold(e.Currency, r.Currency)
	}
	found := service.FindCode(codes.Currencies, e.Currency)
	return found != nil && found == service.FindCode(codes.Currencies, r.Currency)
}
