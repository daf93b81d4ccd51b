package chaos

import (
	"context"
	"errors"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// laterClock is a day ahead: the last moment of everything is over.
type laterClock struct{}

// Now implements [soapclient.Clock].
func (laterClock) Now() time.Time { return time.Now().Add(24 * time.Hour) }

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
		found, err := client.Resolve(ctx, intent)
		if err != nil {
			return open, err
		}
		happened := k.gateway.happened(k.money, intent.Key.Value)
		if !found.Settled() || (found.Outcome == service.Succeeded) != happened {
			k.report.Wrong++
		}
		if happened {
			k.report.Happened++
		}
	}
	return open, nil
}

// compare holds a finished batch against the ledger.
func (k *killing) compare(name, path string) error {
	contents, err := journal.Read(path)
	if err != nil {
		return err
	}
	succeeded := map[string]bool{}
	for _, i := range contents.Succeeded {
		succeeded[i.Key.Value] = true
	}
	for n := range k.plan.Orders {
		order := orderName(name, n)
		charged := k.money.Times(k.gateway.Sandbox.Ledger(), k.gateway.merchant.ID, order)
		k.report.Duplicates += max(0, charged-1, k.gateway.Arrived(k.money.Name, order)-1)
		switch {
		case charged == 0 || !succeeded[order]:
			k.report.Lost++
		}
	}
	return nil
}
