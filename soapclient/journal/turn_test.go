package journal_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// TestFile_EqualTurnsExcludeEachOther: of two refunds that found the same refunds there,
// nobody could tell afterwards whose is the new one.
func TestFile_EqualTurnsExcludeEachOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j, err := journal.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	refund := func(part, before string) soapclient.Intent {
		return soapclient.Intent{
			Service: "toy", Operation: "refund", Merchant: "1", Key: soapclient.Key{Field: "billnumber", Value: "7"},
			Part: part, Amount: "30.00", Before: before,
		}
	}
	begin := func(i soapclient.Intent) (entry string, duplicate *soapclient.DuplicateError) {
		entry, err := j.Begin(t.Context(), i)
		duplicate, known := errors.AsType[*soapclient.DuplicateError](err)
		if err != nil && !known {
			t.Fatal(err)
		}
		return entry, duplicate
	}
	first, duplicate := begin(refund("one", "7.1"))
	if duplicate != nil {
		t.Fatal(duplicate)
	}
	if _, duplicate = begin(refund("two", "7.1")); duplicate == nil || !duplicate.Open || duplicate.Intent.Part != "one" {
		t.Errorf("the same turn while one is open: %v", duplicate)
	}
	if err = j.End(t.Context(), first, soapclient.Ending{Outcome: service.Refused}); err != nil {
		t.Fatal(err)
	}
	second, duplicate := begin(refund("two", "7.1"))
	if duplicate != nil {
		t.Errorf("the turn of what was refused is free: %v", duplicate)
	}
	if err = j.End(t.Context(), second, soapclient.Ending{Outcome: service.Succeeded}); err != nil {
		t.Fatal(err)
	}
	if _, duplicate = begin(refund("one", "7.1")); duplicate == nil || duplicate.Open {
		t.Errorf("a stale look at the books: %v", duplicate)
	}
	if _, duplicate = begin(refund("one", "7.1 7.2")); duplicate != nil {
		t.Errorf("the next turn: %v", duplicate)
	}
	if err = j.Close(); err != nil {
		t.Fatal(err)
	}
	if j, err = journal.Open(path); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	if open := j.Unsettled(); len(open) != 1 || open[0].Before != "7.1 7.2" {
		t.Errorf("after a restart: %+v", open)
	}
	if _, duplicate = begin(refund("three", "7.1 7.2")); duplicate == nil || !duplicate.Open {
		t.Errorf("after a restart the turn is not taken: %v", duplicate)
	}
	if refund("x", "").Turn() != "" || refund("x", "7.1").Turn() != refund("y", "7.1").Turn() {
		t.Error("a turn is of the books, not of the part")
	}
}
