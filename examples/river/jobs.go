package riverpay

import (
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// The queues: payments and questions do not wait for each other.
const (
	QueueMoney     = "money"
	QueueQuestions = "questions"
)

// PayArgs is the job of one payment. River holds one such job per subscription and period
// that is not finished; the ledger's primary key and the journal hold for ever.
type PayArgs struct {
	Subscription string `json:"subscription"`
	Period       string `json:"period"`
}

// Kind implements [river.JobArgs].
func (PayArgs) Kind() string { return "pay" }

// InsertOpts implements [river.JobArgsWithInsertOpts]: money is tried once. What comes
// after a failure is a question, not another attempt.
func (PayArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: QueueMoney, MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}}}
}

// SettleArgs is the job that asks about everything that is open. One runs every minute.
type SettleArgs struct{}

// Kind implements [river.JobArgs].
func (SettleArgs) Kind() string { return "settle" }

// InsertOpts implements [river.JobArgsWithInsertOpts]: questions may be repeated.
func (SettleArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: QueueQuestions, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute}}
}

// ReconcileArgs is the job that holds a period against the gateway's list, which may be
// asked every ten minutes.
type ReconcileArgs struct {
	Period string    `json:"period"`
	Since  time.Time `json:"since"` // when its first payment may have been made
}

// Kind implements [river.JobArgs].
func (ReconcileArgs) Kind() string { return "reconcile" }

// InsertOpts implements [river.JobArgsWithInsertOpts].
func (ReconcileArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: QueueQuestions, UniqueOpts: river.UniqueOpts{ByArgs: true, ByPeriod: 10 * time.Minute}}
}
