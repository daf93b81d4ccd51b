package temporalpay

import (
	"time"

	"github.com/assist-soap/toolkit/soapclient/batch"
)

// Payment is one payment of a subscription.
type Payment struct {
	Subscription, Period   string
	Bill, Amount, Currency string // Bill is the gateway's number of the first payment
}

// Number is the order number, and with it the workflow's name.
func (p Payment) Number() string { return batch.Number(p.Subscription, p.Period) }

// State is where a payment stands.
type State string

// The states. Waiting: nothing has happened at the gateway. Open: it was sent and nobody
// has told its outcome.
const (
	Waiting   State = "waiting"
	Open      State = "open"
	Succeeded State = "succeeded"
	Refused   State = "refused"
)

// Result is what became of a payment.
type Result struct {
	Number, Amount, Currency string
	State                    State
	Reason                   string // safe to log
}

// Batch is a run over many subscriptions.
type Batch struct {
	Period   string
	Payments []Payment // at most a thousand: a workflow's history is finite
	Since    time.Time // when the first of them may have been made; zero: now
	AtOnce   int       // payments under way at once; 0: 10
}

// Report is the end of a run.
type Report struct {
	States   map[State]int
	Skipped  int // payments that have a workflow of their own already
	Findings []string
	Clean    bool // the gateway's list agrees
}
