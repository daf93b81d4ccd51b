package journal

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// book is what the lines of a journal say, taken together.
type book struct {
	last uint64               // number of the last record
	open map[uint64]*intent   // by number of the Begin
	done map[uint64]*settled  // succeeded
	keys map[string]uint64    // by ID and by Turn: the open or succeeded intent
	over map[uint64]endedWith // ended in this run, so that ending twice can be told from a mistake
}

// settled is an intent that has succeeded.
type settled struct {
	*intent
	how string
	at  time.Time
}

type endedWith struct{ outcome service.Outcome }

func newBook() *book {
	return &book{open: map[uint64]*intent{}, done: map[uint64]*settled{}, keys: map[string]uint64{}, over: map[uint64]endedWith{}}
}

// read applies a line that was found in the file.
func (b *book) read(r *record) error {
	if r.Number <= b.last {
		return fmt.Errorf("record %d follows record %d", r.Number, b.last)
	}
	switch {
	case r.Begin != nil:
		if taken, ok := b.taken(r.Begin.intent(0)); ok {
			return fmt.Errorf("record %d begins what record %d began", r.Number, taken)
		}
		b.begin(r.Number, r.Begin)
	case r.Done != nil:
		b.begin(r.Number, r.Done)
		b.end(r.Number, r)
	case r.End != 0:
		outcome, known := outcomeOf(r.Outcome)
		if b.open[r.End] == nil || !known {
			return fmt.Errorf("record %d ends record %d, which is not open, or in no known way", r.Number, r.End)
		}
		b.end(r.End, r)
		b.over[r.End] = endedWith{outcome}
	}
	b.last = r.Number
	return nil
}

func (b *book) begin(number uint64, i *intent) {
	b.last = number
	b.open[number] = i
	for _, key := range keysOf(i.intent(0)) {
		b.keys[key] = number
	}
}

// keysOf are what an intent has to itself while it is open, and for ever once it has
// succeeded.
func keysOf(i soapclient.Intent) []string {
	if turn := i.Turn(); turn != "" {
		return []string{i.ID(), turn}
	}
	return []string{i.ID()}
}

// taken finds the intent that has one of the keys of another.
func (b *book) taken(i soapclient.Intent) (number uint64, taken bool) {
	for _, key := range keysOf(i) {
		if number, taken = b.keys[key]; taken {
			break
		}
	}
	return number, taken
}

// free gives the keys of an intent free.
func (b *book) free(i *intent) {
	for _, key := range keysOf(i.intent(0)) {
		delete(b.keys, key)
	}
}

func (b *book) end(number uint64, r *record) {
	i := b.open[number]
	delete(b.open, number)
	if r.Outcome != service.Succeeded.String() {
		b.free(i)
		return
	}
	ended := &settled{intent: i, how: r.How}
	if r.At != nil {
		ended.at = *r.At
	}
	b.done[number] = ended
}

// duplicate returns why an intent must not be begun, or nil.
func (b *book) duplicate(i soapclient.Intent) *soapclient.DuplicateError {
	number, taken := b.taken(i)
	if !taken {
		return nil
	}
	if earlier := b.open[number]; earlier != nil {
		return &soapclient.DuplicateError{Intent: earlier.intent(number), Open: true}
	}
	return &soapclient.DuplicateError{Intent: b.done[number].intent.intent(number)}
}

var errNotOpen = errors.New("journal: the entry is not open")

// mayEnd finds the open entry of a name; again is true for one that has ended the
// same way.
func (b *book) mayEnd(entry string, ending soapclient.Ending) (number uint64, again bool, err error) {
	number, err = strconv.ParseUint(entry, 10, 64)
	if err != nil {
		return 0, false, fmt.Errorf("%w: %q", errNotOpen, entry)
	}
	if _, known := outcomeOf(ending.Outcome.String()); !known {
		return 0, false, fmt.Errorf("journal: entry %s cannot end as %s; leave it open", entry, ending.Outcome)
	}
	if b.open[number] != nil {
		return number, false, nil
	}
	if ended, ok := b.over[number]; ok && ended.outcome == ending.Outcome {
		return number, true, nil
	}
	return 0, false, fmt.Errorf("%w: %s", errNotOpen, entry)
}

// unsettled returns the open intents in the order they were begun.
func (b *book) unsettled() []soapclient.Intent {
	list := make([]soapclient.Intent, 0, len(b.open))
	for _, number := range slices.Sorted(maps.Keys(b.open)) {
		list = append(list, b.open[number].intent(number))
	}
	return list
}

// lines writes the book anew: what is open, what has succeeded since the moment given,
// and the last number, which must not be given out again.
func (b *book) lines(since time.Time) ([]byte, error) {
	records := make(map[uint64]*record, len(b.open)+len(b.done)+1)
	records[b.last] = &record{Number: b.last}
	for number, i := range b.open {
		records[number] = &record{Number: number, Begin: i}
	}
	for number, s := range b.done {
		if s.at.Before(since) {
			delete(b.done, number)
			b.free(s.intent)
			continue
		}
		records[number] = &record{Number: number, Done: s.intent, Outcome: service.Succeeded.String(), How: s.how, At: &s.at}
	}
	out := []byte(header)
	if b.last == 0 {
		return out, nil
	}
	var err error
	for _, number := range slices.Sorted(maps.Keys(records)) {
		if out, err = appendLine(out, records[number]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
