package chaos

// Verdict is what a call under a fault must end with.
type Verdict string

// The verdicts; [Verdicts] says what they mean.
const (
	NotSent      Verdict = "not sent"
	MaybeSent    Verdict = "not sent or unknown"
	Unknown      Verdict = "unknown"
	Failed       Verdict = "error"
	Answered     Verdict = "answered"
	Believed     Verdict = "believed"
	NotDelivered Verdict = "not delivered"
	Once         Verdict = "delivered once"
)

// Meaning says what a verdict demands.
type Meaning struct {
	Verdict Verdict
	Meaning string
}

// Verdicts lists the verdicts there are.
func Verdicts() []Meaning {
	return []Meaning{
		{NotSent, "a `TransportError` that proves that nothing left; the gateway has nothing"},
		{MaybeSent, "one of the two, as the network happens to tell; the gateway has nothing"},
		{Unknown, "an `OutcomeUnknownError`, the request was sent once, and `Resolve` finds what the ledger says"},
		{Failed, "an error; a read has no outcome to be unknown"},
		{Answered, "the answer is good, believed, and what the ledger says"},
		{Believed, "the answer is wrong and nothing in it shows that: TLS alone protects"},
		{NotDelivered, "of what the gateway tells the merchant: the merchant's program hears nothing of it, and the gateway repeats it or stops"},
		{Once, "the merchant's program hears of it once, however often the gateway repeats it"},
	}
}
