package sandbox

import (
	"strings"
	"testing"
)

// However much is sent, the ring stays within its bounds, and the latest exchanges keep
// their messages.
func TestExchanges_StayWithinTheirBounds(t *testing.T) {
	var x exchanges
	wire := strings.Repeat("x", mostWire)
	for range 2 * kept {
		x.add(Exchange{Sent: wire, Answered: wire})
	}
	list, _ := x.since(0)
	held := 0
	for _, e := range list {
		held += len(e.Sent) + len(e.Answered)
	}
	if len(list) != kept || held > allWires || held != x.wires || list[0].Number != 2*kept || list[0].Sent == "" || list[kept-1].Sent != "" {
		t.Errorf("%d exchanges with %d bytes (%d counted), the latest %d", len(list), held, x.wires, list[0].Number)
	}
	if x.numbered(kept) != nil || x.numbered(kept+1) == nil || x.numbered(2*kept+1) != nil {
		t.Error("numbers outside the ring are found, or those inside are not")
	}
	if fresh, _ := x.since(2*kept - 3); len(fresh) != 3 {
		t.Errorf("%d exchanges are new", len(fresh))
	}
}
