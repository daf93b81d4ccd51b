package temporalpay

import (
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
)

// NewWorkers makes the two workers of a machine: one for payments, one for questions and
// the workflows. The server starts at most one payment per interval on all machines
// together; give it the longer of your own choice and the description's min-interval.
func NewWorkers(c client.Client, a *Activities, every time.Duration) (money, questions worker.Worker) {
	money = worker.New(c, QueueMoney, moneyOptions(every))
	money.RegisterActivity(a.Pay)
	questions = worker.New(c, QueueQuestions, worker.Options{})
	questions.RegisterWorkflow(PayAll)
	questions.RegisterWorkflow(PayOne)
	questions.RegisterActivity(a.Ask)
	questions.RegisterActivity(a.Compare)
	return money, questions
}

func moneyOptions(every time.Duration) worker.Options {
	return worker.Options{
		TaskQueueActivitiesPerSecond:       float64(time.Second) / float64(every), // the server's, for all workers
		MaxConcurrentActivityExecutionSize: 8,
		DisableWorkflowWorker:              true,
	}
}
