package sandbox

// What can follow what. Time, the payer, the merchant and the bank make the steps; a
// property test holds the sandbox to these tables, and the console shows them.

// StateMachine is what can happen to one kind of thing.
type StateMachine struct {
	Kind  string // "order", "bill", "subscription" or "card"
	First string
	Next  map[string][]string // by state; nothing follows those that are missing
}

// StateMachines returns the four of the sandbox (D11, D31; those of subscriptions and
// stored cards are ours).
func StateMachines() []StateMachine {
	return []StateMachine{
		{"order", StateInProcess, map[string][]string{
			StateInProcess:       {StateApproved, StateDelayed, StateDeclined, StateTimeout},
			StateDelayed:         {StateApproved, StatePartialDelayed, StatePartialCanceled, StateCanceled},
			StatePartialDelayed:  {StateApproved, StatePartialCanceled, StateCanceled},
			StateApproved:        {StatePartialCanceled, StateCanceled},
			StatePartialCanceled: {StateApproved, StatePartialDelayed, StateCanceled}, // what is still held can be taken
		}},
		{"bill", BillInvoiced, map[string][]string{
			BillInvoiced:  {BillInPayment, BillApproved, BillTimedOut, BillDeleted},
			BillInPayment: {BillApproved, BillInvoiced, BillTimedOut, BillRefunded, BillCanceled},
			BillApproved:  {BillRefunded, BillCanceled},
			BillRefunded:  {BillApproved, BillInPayment, BillCanceled},
			BillTimedOut:  {BillDeleted},
		}},
		{"subscription", statePending, map[string][]string{
			statePending: {stateActive, stateDue, stateEnded},
			stateActive:  {stateDue, stateEnded},
			stateDue:     {stateActive, stateEnded},
		}},
		{"card", stateActive, map[string][]string{stateActive: {stateExpired}}},
	}
}

// follows lists what can follow a state of a kind.
func follows(kind, state string) []string {
	for _, m := range StateMachines() {
		if m.Kind == kind {
			return m.Next[state]
		}
	}
	return nil
}
