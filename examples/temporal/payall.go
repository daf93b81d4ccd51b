package temporalpay

import (
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// QueryProgress is the name of the query that tells how many payments are in which state.
const QueryProgress = "progress"

// PayAll makes the payments of a batch, each in a workflow of its own, and holds them
// against the gateway's list. A payment that has its workflow already is left to it.
func PayAll(ctx workflow.Context, b Batch) (Report, error) {
	report := Report{States: map[State]int{Waiting: len(b.Payments)}}
	if err := workflow.SetQueryHandler(ctx, QueryProgress, func() (map[State]int, error) { return report.States, nil }); err != nil {
		return report, err
	}
	if b.Since.IsZero() {
		b.Since = workflow.Now(ctx)
	}
	results, err := payEach(ctx, b, &report)
	if err != nil {
		return report, err
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueQuestions, StartToCloseTimeout: 24 * time.Hour, // windows of a day are asked for ten minutes apart
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: 10 * time.Minute, MaximumAttempts: 5},
	})
	var a *Activities
	var found Comparison
	err = workflow.ExecuteActivity(ctx, a.Compare, b.Period, b.Since, results).Get(ctx, &found)
	report.Findings, report.Clean = found.Findings, found.Clean && err == nil
	return report, err
}

// payEach starts the workflows, so many at once, and gathers what became of them.
func payEach(ctx workflow.Context, b Batch, report *Report) (results []Result, err error) {
	atOnce := max(int64(b.AtOnce), 1)
	if b.AtOnce == 0 {
		atOnce = 10
	}
	places := workflow.NewSemaphore(ctx, atOnce)
	for _, p := range b.Payments {
		if err = places.Acquire(ctx, 1); err != nil {
			return nil, err
		}
		workflow.Go(ctx, func(ctx workflow.Context) {
			defer places.Release(1)
			r, known := child(ctx, p)
			if report.States[Waiting]--; known {
				report.Skipped++
				return
			}
			report.States[r.State]++
			results = append(results, r)
		})
	}
	return results, places.Acquire(ctx, atOnce) // all have come back
}

// child makes a payment in a workflow named after it. It outlives the batch.
func child(ctx workflow.Context, p Payment) (r Result, known bool) {
	ctx = workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{
		WorkflowID: "pay " + p.Number(), WorkflowIDReusePolicy: enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		ParentClosePolicy: enums.PARENT_CLOSE_POLICY_ABANDON,
	})
	err := workflow.ExecuteChildWorkflow(ctx, PayOne, p).Get(ctx, &r)
	switch {
	case temporal.IsWorkflowExecutionAlreadyStartedError(err):
		return r, true
	case err != nil:
		r = Result{Number: p.Number(), Amount: p.Amount, Currency: p.Currency, State: Open, Reason: err.Error()}
	}
	return r, false
}
