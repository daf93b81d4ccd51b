package sandbox

import (
	"strings"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// kept is how many exchanges the ring keeps, mostWire how many bytes of either side, and
// allWires how many bytes of all together: older ones lose what went over the wire.
const (
	kept     = 10_000
	mostWire = 16 << 10
	allWires = 64 << 20
)

// Exchange is one request and what the sandbox made of it, safe to show: secrets,
// card numbers and personal data are masked before they get here.
type Exchange struct {
	Number    int       // running, from 1
	Time      time.Time // sandbox time
	Path      string
	Operation string // "createbill.create"; "" when the request could not be read
	Transport string // "soap", "post" or "json"
	Merchant  string
	Refusal   string // the two codes, "9/158"; "" when the request was carried out
	Reason    string // why it was refused, in plain words
	Problems  []Problem
	Diagnosis *Diagnosis     // of a check value or signature that does not fit
	Hints     []service.Text // mistakes that fit what was sent
	Notes     []service.Text // what a person should know though nothing was refused
	Command   string         // one line that sends the same; "" for what was carried out
	Scenario  string         // what decided how a payment ended, if not the card
	Faults    []string       // that disturbed it
	Lost      bool           // a fault kept it from the gateway
	About     string         // the order or bill, its amount, what became of it
	Request   []Shown
	Answer    []Shown
	Sent      string // the request as it came, masked and indented
	Answered  string // the answer as it left the gateway, masked
}

// Problem is one thing that is wrong with a request.
type Problem struct {
	Codes string // of this problem; the answer has those of the first
	Field string // "" when it is about the request as a whole
	Text  service.Text
}

// Shown is a field of a message with its masked value.
type Shown struct{ Name, Value string }

// What names an exchange: its operation or, of what could not be read, its path.
func (e *Exchange) What() string {
	if e.Operation == "" {
		return e.Path
	}
	return e.Operation
}

// exchanges is a ring of the latest exchanges.
type exchanges struct {
	mu    sync.Mutex
	count int
	ring  []*Exchange // the one with number n is at (n-1) % kept
	more  chan struct{}
	wires int // bytes of all messages
	light int // up to this number they have lost theirs
}

// add gives an exchange its number, keeps it and wakes who waits for it.
func (x *exchanges) add(e Exchange) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.count++
	e.Number = x.count
	if len(x.ring) < kept {
		x.ring = append(x.ring, &e)
	} else {
		oldest := x.ring[(e.Number-1)%kept]
		x.wires -= len(oldest.Sent) + len(oldest.Answered)
		x.ring[(e.Number-1)%kept] = &e
	}
	x.wires += len(e.Sent) + len(e.Answered)
	for x.light = max(x.light, x.count-len(x.ring)); x.wires > allWires && x.light < x.count-1; {
		x.light++
		lighter := *x.ring[(x.light-1)%kept] // readers may hold the other
		x.wires -= len(lighter.Sent) + len(lighter.Answered)
		lighter.Sent, lighter.Answered = "", ""
		x.ring[(x.light-1)%kept] = &lighter
	}
	if x.more != nil {
		close(x.more)
		x.more = nil
	}
}

// since returns the exchanges after a number, the newest first, and a channel that is
// closed when there are more.
func (x *exchanges) since(number int) (list []*Exchange, more <-chan struct{}) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.more == nil {
		x.more = make(chan struct{})
	}
	for n := x.count; n > max(number, x.count-len(x.ring)); n-- {
		list = append(list, x.ring[(n-1)%kept])
	}
	return list, x.more
}

// numbered returns the exchange with a number, nil if it is not kept any more.
func (x *exchanges) numbered(number int) *Exchange {
	x.mu.Lock()
	defer x.mu.Unlock()
	if number < 1 || number > x.count || number <= x.count-len(x.ring) {
		return nil
	}
	return x.ring[(number-1)%kept]
}

// latest returns copies of the exchanges, the newest first.
func (x *exchanges) latest() []Exchange {
	list, _ := x.since(0)
	copies := make([]Exchange, len(list))
	for i, e := range list {
		copies[i] = *e
	}
	return copies
}

// refusedWith notes why a request was refused.
func (e *Exchange) refusedWith(problem *refusal, t *service.Type) {
	e.Refusal, e.Reason = problem.codes(), shorten(problem.reason, 5000)
	e.Diagnosis, e.Hints = problem.diagnosis, problem.hints
	for _, c := range problem.complaints {
		if len(e.Problems) == mostShown {
			break
		}
		text := c.said.text()
		text.EN, text.RU = shorten(text.EN, 2000), shorten(text.RU, 2000)
		e.Problems = append(e.Problems, Problem{
			Codes: (&refusal{first: c.first, second: c.second}).codes(), Field: c.field(t), Text: text,
		})
	}
}

// field returns the field a complaint is about: the one it names first, if any.
func (c *complaint) field(t *service.Type) string {
	for _, value := range c.said.values {
		name, _ := value.(string)
		name, _, _ = strings.Cut(name, ",")
		if f := fieldCalled(t, name); name != "" && f != nil {
			return f.Name
		}
	}
	for _, word := range strings.Fields(c.said.format) {
		if f := fieldCalled(t, strings.Trim(word, ";:,")); f != nil {
			return f.Name
		}
	}
	return ""
}

// shown masks the texts of a request for showing, in the order of its type.
func shown(t *service.Type, texts map[string]string) []Shown {
	var list []Shown
	for i := range t.Fields {
		field := &t.Fields[i]
		if text, there := texts[field.Name]; there {
			list = append(list, Shown{field.Name, shorten(masked(field, text), 300)})
		}
	}
	return list
}

// mostShown is how many fields of an answer are kept for showing.
const mostShown = 120

// shownRecord masks the texts of an answer for showing; records inside show their path.
func shownRecord(r record, path string) []Shown {
	var list []Shown
	for i := range r.fields {
		field, m := &r.fields[i], &r.members[i]
		switch {
		case !m.there || len(list) >= mostShown:
		case m.rows != nil:
			list = append(list, Shown{path + field.Name, "…"})
		case len(m.items) > 0:
			for _, inner := range m.items {
				list = append(list, shownRecord(inner, path+field.Name+"/")...)
			}
		default:
			list = append(list, Shown{path + field.Name, shorten(masked(field, m.text), 300)})
		}
	}
	return list[:min(len(list), mostShown)]
}
