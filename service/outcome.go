package service

// Outcome is what became of a call, after normalisation. A refusal by the bank
// is an outcome, not an error; an unknown outcome of a money operation is
// reported as an error by the client.
type Outcome uint8

// The outcomes. Unknown is the zero value: nobody may take silence for success.
const (
	Unknown        Outcome = iota
	Succeeded              // money moved, or the request was carried out
	Refused                // the gateway or the bank said no; no money moved
	ActionRequired         // the payer must act: 3-D Secure, CVC2
	Pending                // in process: ask again later
)

// String returns the word used in sidecars, cases and reports.
func (o Outcome) String() string {
	return [...]string{"unknown", "succeeded", "refused", "action-required", "pending"}[o]
}

// MarshalText implements encoding.TextMarshaler.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// OutcomeRule gives an outcome when all its conditions hold. Rules are tried in
// order; the first that holds decides; none gives Unknown.
type OutcomeRule struct {
	Outcome Outcome
	When    []Match
	Facts   *Facts
}

// Match compares one field of an answer. Values compares case-insensitively
// after trimming; a value may end in * to match a prefix; "+" matches any
// non-empty value, "-" an absent or empty one.
type Match struct {
	Field  string // by path; the last record of a repeated group counts
	Values []string
}

// Condition is a rule over several fields of a request.
type Condition struct {
	Kind   ConditionKind
	Fields []string
	When   []Match // the rule applies when all match; empty: always
	Doc    Text
	Facts  *Facts
}

// ConditionKind says what a condition demands of its fields.
type ConditionKind uint8

// The kinds of condition.
const (
	Require  ConditionKind = iota // every field is present and not empty
	OneOf                         // at least one is
	Exclude                       // none is
	Together                      // all or none
	Ordered                       // first amount is at most the second
)

// String returns the word used in sidecars.
func (c ConditionKind) String() string {
	return [...]string{"require", "one-of", "exclude", "together", "ordered"}[c]
}

// Result is what the client found out about an answer beside its fields. It is
// part of every typed response.
type Result struct {
	Outcome  Outcome
	TestMode bool // the gateway marked the payment as a test: ship nothing
	// Verified names the digest that was verified, as "checkvalue" or
	// "checkvalue (variant)"; "" when the answer carries none.
	Verified string
	// Extras are elements of the answer that the description does not know.
	Extras []Extra
}

// Extra is an element that the description does not know.
type Extra struct {
	Path string // element names below the message: "order/newfield"
	Text string
}
