package journaltest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Book is a journal as the suite opens it.
type Book interface {
	soapclient.Journal
	// Unsettled returns the intents without an ending, in the order they were begun.
	Unsettled(ctx context.Context) ([]soapclient.Intent, error)
	Close() error
}

// Kind is an implementation. Places are texts, so that another process can open them.
type Kind struct {
	Name string
	Make func(t testing.TB) (place string) // a place for a journal, not used before
	Open func(place string) (Book, error)  // opens it, or makes it
	// Stored returns everything that a place holds, for the search for secrets.
	Stored func(t testing.TB, place string) []byte
	// Quiet waits until nothing of a killed process is under way any more; nil: all of it
	// ends with the process.
	Quiet func(t testing.TB, place string)
	// Shared: several processes may have it open; else the second is refused.
	Shared bool
}

// Run runs the whole suite.
func Run(t *testing.T, k Kind) {
	for name, test := range map[string]func(*testing.T, Kind){
		"a key that is open or done is refused": refusesDuplicates,
		"what is open is ended once":            endsOnce,
		"it remembers over a restart":           remembers,
		"equal turns exclude each other":        keepsTurns,
		"any text can be a key":                 takesAnyKey,
		"one of many callers may send":          oneCallerWins,
		"one of two processes may send":         oneProcessWins,
		"a killed process leaves a question":    survivesKills,
		"it says what a model says":             saysWhatAModelSays,
		"no secret is stored":                   storesNoSecret,
		"closed means closed":                   closedMeansClosed,
		"an ended context begins nothing":       heedsTheContext,
	} {
		t.Run(name, func(t *testing.T) { test(t, k) })
	}
}

func (k Kind) open(t testing.TB, place string) Book {
	t.Helper()
	b, err := k.Open(place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// Intent is the intent of a payment for an order, as the suite begins it.
func Intent(order string) soapclient.Intent {
	return soapclient.Intent{
		Service: "toy", Operation: "pay", Merchant: "123456", Key: soapclient.Key{Field: "ordernumber", Value: order},
		Amount: "100.10", Currency: "RUB", Started: noon(), Deadline: noon().Add(time.Minute),
	}
}

func begin(t testing.TB, b Book, order string) string {
	t.Helper()
	entry, err := b.Begin(t.Context(), Intent(order))
	if err != nil {
		t.Fatalf("%q: %v", order, err)
	}
	return entry
}

func end(t testing.TB, b Book, entry string, outcome service.Outcome) {
	t.Helper()
	if err := b.End(t.Context(), entry, soapclient.Ending{Outcome: outcome, How: soapclient.Answered, At: noon()}); err != nil {
		t.Fatal(err)
	}
}

func unsettled(t testing.TB, b Book) []soapclient.Intent {
	t.Helper()
	list, err := b.Unsettled(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// refusal is the journal's no to a key, or nil.
func refusal(b Book, i soapclient.Intent) (*soapclient.DuplicateError, error) {
	_, err := b.Begin(context.Background(), i)
	if duplicate, ok := errors.AsType[*soapclient.DuplicateError](err); ok {
		return duplicate, nil
	}
	return nil, err
}

// wantRefused demands that an order may not be sent, and why.
func wantRefused(t testing.TB, b Book, order string, open bool) {
	t.Helper()
	duplicate, err := refusal(b, Intent(order))
	switch {
	case duplicate == nil:
		t.Errorf("%s: it may be sent again: %v", order, err)
	case duplicate.Open != open || duplicate.Intent.Key.Value != order || duplicate.Intent.Entry == "" || !duplicate.Intent.Started.Equal(noon()):
		t.Errorf("%s: refused as %+v", order, duplicate)
	}
}
