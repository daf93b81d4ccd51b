package coverage

import (
	"sync"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Exercise is what one step of a case really did.
type Exercise struct {
	Service   *service.Service
	Operation *service.Operation
	Canned    bool // the reply came from the case, not from the target
	// Request is the record as it was sealed, or as far as it came; nil for raw requests.
	Request *service.Record
	// RawFields are the fields of a raw request, by path.
	RawFields map[string]string
	Sent      bool
	// Variants are the variants asked for, by field of the digest; the default else.
	Variants map[string]string
	// RequestFrame and AnswerFrame are the local names of the first element in the body.
	RequestFrame, AnswerFrame string
	Answer                    *service.Record // nil when there is none
	Verified                  string
	Refusal                   *envelope.GatewayError
	Invalid                   *envelope.InvalidRequestError
}

// Mark says how a goal was reached.
type Mark uint8

// The marks, weakest first. Canned replies exercise the client; only Live says anything
// about the target.
const (
	Missing Mark = iota
	Canned
	Live
)

// String returns the word reports use.
func (m Mark) String() string { return [...]string{"missing", "canned", "live"}[m] }

// Meter marks goals. It is safe for concurrent use.
type Meter struct {
	goals []Goal
	mu    sync.Mutex
	marks map[Goal]Mark
}

// NewMeter returns a meter of what the services promise.
func NewMeter(services []*service.Service) *Meter {
	m := &Meter{goals: Goals(services), marks: map[Goal]Mark{}}
	for _, g := range m.goals {
		m.marks[g] = Missing
	}
	return m
}

// Observe marks what an exercise reached.
func (m *Meter) Observe(x *Exercise) {
	m.mu.Lock()
	defer m.mu.Unlock()
	o := observer{m, x, Live}
	if x.Canned {
		o.mark = Canned
	}
	if x.Sent {
		o.sent()
	}
	if x.Invalid != nil {
		o.refusedByUs()
	}
	if x.Answer != nil {
		o.answered()
	}
	if x.Refusal != nil {
		o.code(numberName("first", x.Refusal.First))
		o.code(numberName("second", x.Refusal.Second))
	}
}

// observer marks the goals of one exercise.
type observer struct {
	*Meter
	x    *Exercise
	mark Mark
}

// reach marks a goal if there is such a goal: what descriptions do not promise is no
// coverage.
func (o *observer) reach(g Goal) {
	if before, ok := o.marks[g]; ok && before < o.mark {
		o.marks[g] = o.mark
	}
}

func (o *observer) own(class Class, name string) {
	o.reach(Goal{o.x.Service.Name, o.x.Operation.Name, class, name})
}

func (o *observer) code(name string) { o.reach(Goal{Class: Code, Name: name}) }
