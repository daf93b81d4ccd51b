package warehouse_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/assist-soap/toolkit/conformance/gatewaytest"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/examples/warehouse"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// open is a warehouse with a journal of its own in front of a gateway.
func open(t *testing.T, gateway *gatewaytest.Gateway) *warehouse.Warehouse {
	t.Helper()
	book, err := journal.Open(filepath.Join(t.TempDir(), "assist.journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return &warehouse.Warehouse{Client: gateway.Client(soapclient.WithJournal(book))}
}

func TestShip_TakesWhatIsHeld(t *testing.T) {
	gateway := gatewaytest.Start(t)
	order := gateway.Held("A-1", "100.10")

	if err := open(t, gateway).Ship(t.Context(), order.BillNumber, "100.10"); err != nil {
		t.Fatal(err)
	}
	gateway.WantCharged("A-1", "100.10")
	gateway.WantHeld("A-1", "0.00")
	gateway.WantNoRefusal()
}

func TestShip_NothingLeavesWithoutMoney(t *testing.T) {
	gateway := gatewaytest.Start(t)
	order := gateway.Held("A-1", "100.10")

	err := open(t, gateway).Ship(t.Context(), order.BillNumber, "100.11") // more than is held
	if !errors.Is(err, warehouse.ErrNotTaken) {
		t.Errorf("got %v", err)
	}
	gateway.WantCharged("A-1", "0.00")
}

// The answer is lost after the money moved. The warehouse asks what became of it; it does
// not send the charge again.
func TestShip_TheAnswerIsLostAndTheMoneyIsTakenOnce(t *testing.T) {
	gateway := gatewaytest.Start(t)
	order := gateway.Held("A-1", "100.10")
	gateway.DisturbService("charge", "reset")

	if err := open(t, gateway).Ship(t.Context(), order.BillNumber, "100.10"); err != nil {
		t.Errorf("got %v", err)
	}
	gateway.WantCharged("A-1", "100.10")
	gateway.WantSent("charge.charge", 1)
}

// The answer is lost, and then the gateway is away for longer than anybody waits: an open
// entry of the journal remembers what to ask when it is back.
func TestShip_NobodyKnowsAndNothingLeaves(t *testing.T) {
	gateway := gatewaytest.Start(t)
	order := gateway.Held("A-1", "100.10")
	shop := open(t, gateway)
	gateway.DisturbService("charge", "reset")
	gateway.DisturbAfter(1, "orderresult", "overload") // the question before the charge is answered

	err := shop.Ship(t.Context(), order.BillNumber, "100.10")
	if !errors.Is(err, warehouse.ErrNotKnown) {
		t.Errorf("got %v", err)
	}
	gateway.WantSent("charge.charge", 1)
}

// The gateway cannot be asked at all: nothing is sent, and that is known.
func TestShip_NoGatewayNoCharge(t *testing.T) {
	gateway := gatewaytest.Start(t)
	order := gateway.Held("A-1", "100.10")
	gateway.Disturb("lose")

	if err := open(t, gateway).Ship(t.Context(), order.BillNumber, "100.10"); !errors.Is(err, warehouse.ErrNotTaken) {
		t.Errorf("got %v", err)
	}
	gateway.WantOrder("A-1", sandbox.StateDelayed)
	gateway.WantSent("charge.charge", 0)
}
