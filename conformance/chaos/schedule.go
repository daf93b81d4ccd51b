package chaos

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Step is one thing that happens.
type Step struct {
	Do     string   // an operation, "foreign", "resolve", "restart", "wait"
	Key    int      // which order or bill
	Card   int      // which test card, for payments
	Faults []string // of the requests it sends, in order; "" is none
	Crash  string   // where the client dies during it
	Lost   int      // restart: thousandths of the unforced end of the journal that are lost
	Wait   time.Duration
}

// String returns a step as one line.
func (s Step) String() string {
	text := s.Do
	switch s.Do {
	case "restart":
		return fmt.Sprintf("restart, losing %d/1000", s.Lost)
	case "wait":
		return "wait " + s.Wait.String()
	case "resolve":
	default:
		text += fmt.Sprintf(" key %d", s.Key)
	}
	if len(s.Faults) > 0 {
		text += " faults " + strings.Join(s.Faults, ",")
	}
	if s.Crash != "" {
		text += " crash " + s.Crash
	}
	return text
}

// Schedule is a sequence of steps, made from a seed.
type Schedule struct {
	Seed uint64
	// Confirmed runs the client with WithConfirmedAnswers, which lets forgers loose.
	Confirmed bool
	// Of are the operations it is made of, beside those on bills: few, so that steps meet.
	Of    []string
	Steps []Step
}

// String returns the schedule as lines.
func (s *Schedule) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d, confirmed %v\n", s.Seed, s.Confirmed)
	for i, step := range s.Steps {
		fmt.Fprintf(&b, "%3d %s\n", i+1, step)
	}
	return b.String()
}

// writes are the operations of schedules: all that may change something.
func writes() (list []string) {
	for _, op := range Operations() {
		if !op.Class.Reads() {
			list = append(list, op.Name)
		}
	}
	return list
}

// asksFirst reports whether the client asks something before an operation leaves.
func asksFirst(name string) bool { return operation(name).Kind != 0 }

const (
	keys     = 3 // few, so that steps meet
	maxSteps = 14
	// latest is the longest a request may be under way: the timeout of a call and the
	// grace of Resolve, and a second less.
	latest = callTimeout + 5*time.Minute - time.Second
)

// NewSchedule makes the schedule of a seed.
func NewSchedule(seed uint64) *Schedule {
	r := rand.New(rand.NewPCG(seed, 0x6368616f73))
	s := &Schedule{Seed: seed, Confirmed: r.IntN(2) == 0}
	for range 2 {
		s.Of = append(s.Of, pick(r, writes()))
	}
	for range 4 + r.IntN(maxSteps-3) {
		s.Steps = append(s.Steps, s.step(r))
	}
	return s
}

func (s *Schedule) step(r *rand.Rand) Step {
	step := Step{Key: r.IntN(keys)}
	switch n := r.IntN(100); {
	case n < 12: // twice and together, so that they meet
		step.Do = "createbill.create"
	case n < 20:
		step.Do = "billrevoke.revoke"
	case n < 60:
		step.Do, step.Card = pick(r, s.Of), r.IntN(len(cards()))
	case n < 64:
		step.Do = "billstatus.status"
	case n < 67:
		step.Do = "foreign"
	case n < 80:
		step.Do = "resolve"
	case n < 90:
		step.Do, step.Lost = "restart", []int{0, 0, 1000, r.IntN(1000)}[r.IntN(4)]
	default:
		step.Do, step.Wait = "wait", []time.Duration{5 * time.Second, time.Minute, latest, 20 * time.Minute}[r.IntN(4)]
	}
	switch step.Do {
	case "resolve", "billstatus.status":
		for range r.IntN(4) {
			step.Faults = append(step.Faults, pick(r, append(readFaults(), "replay", "")))
		}
	case "restart", "wait", "foreign":
	default:
		if asksFirst(step.Do) && r.IntN(4) > 0 {
			step.Faults = append(step.Faults, "") // the question passes, and the operation meets the fault
		}
		if r.IntN(3) > 0 {
			step.Faults = append(step.Faults, s.writeFault(r, operation(step.Do)))
		}
		if s.Confirmed && r.IntN(3) == 0 {
			step.Faults = append(step.Faults, pick(r, readFaults()))
		}
		if r.IntN(5) == 0 {
			step.Crash = pick(r, crashPoints())
		}
	}
	return step
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// writeFault chooses a fault of a write. Lies need an answer that proves who wrote it,
// or a client that asks whether it is true.
func (s *Schedule) writeFault(r *rand.Rand, op *Operation) string {
	if r.IntN(5) == 0 {
		return fmt.Sprintf("%s=%ds", lineLate, r.IntN(int(latest.Seconds())))
	}
	if s.Confirmed && r.IntN(4) == 0 {
		return pick(r, []string{"forge", "refusal"})
	}
	if op.Class == SignedWrite && r.IntN(4) == 0 {
		return "forge"
	}
	return pick(r, append(readFaults(), "replay", "redirect=307"))
}

// readFaults can strike any request. Left out are those that last in real time, and
// copies of answers, which strike where an answer says when it was written.
func readFaults() []string {
	return []string{
		lineRefuse, "lose", "overload", "reset", "truncate", "truncate=0", "cut", "cut=0", "status500", "html", "empty", "json",
		"fault500", "fault200", "charset", "mislabelled", "malformed", "dtd", "deep=200", "huge=1", "second-root", "namespace",
		"twice", "other-order", "wrong-checkvalue", "wrong-signature", "skew", "gzip-bomb",
	}
}

// cards are the test cards by outcome; the good one more often.
func cards() []string {
	return []string{goodCard, goodCard, goodCard, "4000000000000002", "5555555555554444", "4000000000003220"}
}

// Shrink makes a failing schedule as short as it can: it leaves out steps, faults and
// crashes as long as the schedule still fails.
func Shrink(s *Schedule, fails func(*Schedule) bool) *Schedule {
	for again := true; again; {
		again = false
		for size := max(1, len(s.Steps)/2); size >= 1; size /= 2 {
			for at := 0; at+size <= len(s.Steps); {
				if shorter := s.with(slices.Delete(slices.Clone(s.Steps), at, at+size)); fails(shorter) {
					s, again = shorter, true
					continue
				}
				at++
			}
		}
		for at := range s.Steps {
			for _, simpler := range simplify(s.Steps[at]) {
				steps := slices.Clone(s.Steps)
				steps[at] = simpler
				if plainer := s.with(steps); fails(plainer) {
					s, again = plainer, true
					break
				}
			}
		}
	}
	return s
}

func (s *Schedule) with(steps []Step) *Schedule {
	return &Schedule{Seed: s.Seed, Confirmed: s.Confirmed, Of: s.Of, Steps: steps}
}

func simplify(s Step) (list []Step) {
	if len(s.Faults) > 0 {
		simpler := s
		simpler.Faults = s.Faults[:len(s.Faults)-1]
		list = append(list, simpler)
	}
	if s.Crash != "" {
		simpler := s
		simpler.Crash = ""
		list = append(list, simpler)
	}
	if s.Lost > 0 {
		simpler := s
		simpler.Lost = 0
		list = append(list, simpler)
	}
	return list
}
