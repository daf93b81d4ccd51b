package conformance

// Verdict is what became of a case.
type Verdict string

// The verdicts.
const (
	Pass Verdict = "pass"
	Fail Verdict = "fail" // a difference that nobody knows of
	Warn Verdict = "warn" // it passed, and the target did what its description does not say
	// KnownFail means that every difference is on the list of known failures.
	KnownFail Verdict = "known-fail"
	// UnexpectedPass means that the list says it fails, and it does not: the list is stale.
	UnexpectedPass Verdict = "unexpected-pass"
	Flaky          Verdict = "flaky"           // some of its runs passed
	Skip           Verdict = "skip"            // the target does not offer what it needs
	NotRun         Verdict = "not-run"         // the run ended before its turn
	Error          Verdict = "error"           // it could not be carried out
	UnknownOutcome Verdict = "unknown-outcome" // a request may have been carried out, and nobody told
)

// Verdicts lists all of them, in the order reports show them.
func Verdicts() []Verdict {
	return []Verdict{Pass, Fail, Error, Skip, Warn, KnownFail, UnexpectedPass, Flaky, UnknownOutcome, NotRun}
}

// Red reports whether the verdict speaks against the target, or leaves open whether
// anything does.
func (v Verdict) Red() bool {
	switch v {
	case Fail, Error, Flaky, UnknownOutcome, NotRun:
		return true
	}
	return false
}

// Attention orders verdicts by how much they ask for: what nobody expected first.
func (v Verdict) Attention() int {
	switch v {
	case Fail, UnknownOutcome:
		return 0
	case Error:
		return 1
	case Flaky:
		return 2
	case UnexpectedPass:
		return 3
	case NotRun:
		return 4
	case Warn:
		return 5
	case KnownFail:
		return 6
	case Skip:
		return 7
	}
	return 8
}
