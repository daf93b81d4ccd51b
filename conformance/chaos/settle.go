package chaos

import (
	"context"
	"errors"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// laterClock is a day ahead, as the gateway's is: the last moment of everything is over.
type laterClock struct{}

const later = 24 * time.Hour

// Now implements [soapclient.Clock].
func (laterClock) Now() time.Time { return time.Now().Add(later) }

// Sleep implements [soapclient.Clock].
func (laterClock) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// settle asks for what a kill left open.
func (k *killing) settle(ctx context.Context, path string) (open int, err error) {
	book, err := journal.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	client, err := k.gateway.client(k.url, soapclient.WithJournal(book), soapclient.WithClock(laterClock{}))
	if err != nil {
		return 0, err
	}
	defer client.Close()
	for _, intent := range book.Unsettled() {
		open++
		happened, err := k.happened(path, intent)
		if err != nil {
			return open, err
		}
		found, err := client.Resolve(ctx, intent)
		if err != nil {
			return open, err
		}
		if !found.Settled() || (found.Outcome == service.Succeeded) != happened {
			k.report.Wrong++
		}
		if happened {
			k.report.Happened++
		}
	}
	return open, nil
}

// happened asks the ledger what became of an intent. Of the refunds of a payment one
// is open at a time: it happened if the ledger has one more than the journal knows of.
func (k *killing) happened(path string, intent soapclient.Intent) (bool, error) {
	if intent.Service+"."+intent.Operation != killedRefund {
		return k.gateway.happened(k.money, intent.Key.Value), nil
	}
	contents, err := journal.Read(path)
	if err != nil {
		return false, err
	}
	known := 0
	for _, done := range contents.Succeeded {
		if done.Key == intent.Key {
			known++
		}
	}
	return k.refunds(func(o *sandbox.Order) bool { return o.BillNumber == intent.Key.Value }) > known, nil
}

// refunds counts those of some orders on the ledger.
func (k *killing) refunds(of func(*sandbox.Order) bool) (count int) {
	for _, o := range k.gateway.Sandbox.Ledger().Orders(k.gateway.merchant.ID) {
		for i := range o.Operations {
			if p := &o.Operations[i]; of(&o) && p.Type == sandbox.OperationCancellation && p.State == sandbox.OperationSuccess {
				count++
			}
		}
	}
	return count
}

// compare holds a finished batch against the ledger.
func (k *killing) compare(name, path string) error {
	contents, err := journal.Read(path)
	if err != nil {
		return err
	}
	paid, refunded := map[string]bool{}, 0
	for _, i := range contents.Succeeded {
		if i.Service+"."+i.Operation == killedRefund {
			refunded++
			continue
		}
		paid[i.Key.Value] = true
	}
	for n := range k.plan.Orders {
		order := orderName(name, n)
		charged := k.money.Times(k.gateway.Sandbox.Ledger(), k.gateway.merchant.ID, order)
		refunds := k.refunds(func(o *sandbox.Order) bool { return o.Number == order })
		k.report.Duplicates += max(0, charged-1, k.gateway.Arrived(k.money.Name, order)-1) + max(0, refunds-killedParts)
		if charged == 0 || !paid[order] || refunds < killedParts {
			k.report.Lost++
		}
	}
	k.report.Lost += max(0, killedParts*k.plan.Orders-refunded)
	return nil
}
