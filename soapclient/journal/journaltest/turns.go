package journaltest

import (
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// keepsTurns: of two refunds that found the same refunds there, nobody could tell
// afterwards whose is the new one.
func keepsTurns(t *testing.T, k Kind) {
	place := k.Make(t)
	b := k.open(t, place)
	refund := func(part, before string) soapclient.Intent {
		i := Intent("7")
		i.Operation, i.Part, i.Before = "refund", part, before
		return i
	}
	mustBegin := func(part, before string) string {
		t.Helper()
		entry, err := b.Begin(t.Context(), refund(part, before))
		if err != nil {
			t.Fatal(err)
		}
		return entry
	}
	mustNot := func(part, before string, open bool, earlier string) {
		t.Helper()
		duplicate, err := refusal(b, refund(part, before))
		if duplicate == nil || duplicate.Open != open || duplicate.Intent.Part != earlier {
			t.Errorf("part %s after %s: %+v, %v", part, before, duplicate, err)
		}
	}
	first := mustBegin("one", "7.1")
	mustNot("two", "7.1", true, "one")
	end(t, b, first, service.Refused)
	second := mustBegin("two", "7.1") // the turn of what was refused is free
	end(t, b, second, service.Succeeded)
	mustNot("one", "7.1", false, "two") // somebody looked at the books too early
	mustBegin("one", "7.1 7.2")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = k.open(t, place)
	if list := unsettled(t, b); len(list) != 1 || list[0].Before != "7.1 7.2" {
		t.Errorf("after a restart: %+v", list)
	}
	mustNot("three", "7.1 7.2", true, "one")
	mustNot("two", "7.1 7.2 7.3", false, "two") // a part is done once, whatever the books show
	if refund("x", "").Turn() != "" || refund("x", "7.1").Turn() != refund("y", "7.1").Turn() {
		t.Error("a turn is of the books, not of the part")
	}
}
