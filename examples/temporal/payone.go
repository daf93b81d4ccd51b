package temporalpay

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// The queues. Payments have one of their own, so that the server can pace it for all
// workers together.
const (
	QueueMoney     = "assist-money"
	QueueQuestions = "assist-questions"
)

const (
	// payTimeout is longer than any call of the client: WithTimeout and what is around it.
	payTimeout = 3 * time.Minute
	firstPause = 30 * time.Second
	maxPause   = time.Hour
	// patience is how long a payment is asked about: the gateway shows orders of three days.
	patience = 2 * 24 * time.Hour
	// tries is how often a payment may be sent that did not happen, each time proven.
	tries = 5
)

// PayOne makes one payment. It is started under the payment's order number, which Temporal
// gives to one workflow only (REJECT_DUPLICATE); the journal sees to it for ever.
func PayOne(ctx workflow.Context, p Payment) (Result, error) {
	var r Result
	for try := 1; ; try++ {
		r = pay(ctx, p)
		if r.State == Open {
			if err := settle(ctx, p, &r); err != nil {
				return r, err
			}
		}
		if r.State != Waiting || try == tries {
			return r, nil
		}
		if err := workflow.Sleep(ctx, firstPause); err != nil { // nothing has happened at the gateway
			return r, err
		}
	}
}

// pay sends the payment, once. When the activity itself fails (its worker died, its time
// ran out), nobody knows what it had done: the payment is open.
func pay(ctx workflow.Context, p Payment) (r Result) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueMoney, StartToCloseTimeout: payTimeout, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1},
	})
	var a *Activities
	if err := workflow.ExecuteActivity(ctx, a.Pay, p).Get(ctx, &r); err != nil {
		return Result{Number: p.Number(), Amount: p.Amount, Currency: p.Currency, State: Open, Reason: "the worker did not come back: " + err.Error()}
	}
	return r
}

// settle asks with growing pauses until the payment is no longer open, or for two days.
func settle(ctx workflow.Context, p Payment, r *Result) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueQuestions, StartToCloseTimeout: payTimeout,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: firstPause, MaximumInterval: maxPause, MaximumAttempts: 20},
	})
	end := workflow.Now(ctx).Add(patience)
	var a *Activities
	for pause := firstPause; r.State == Open && workflow.Now(ctx).Before(end); pause = min(2*pause, maxPause) {
		if err := workflow.Sleep(ctx, pause); err != nil {
			return err
		}
		if err := workflow.ExecuteActivity(ctx, a.Ask, p).Get(ctx, r); err != nil {
			return err
		}
	}
	return nil
}
