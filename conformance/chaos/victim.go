package chaos

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// The environment of a victim: this program again, told to pay.
const (
	envEndpoint = "CHAOS_VICTIM_ENDPOINT"
	envJournal  = "CHAOS_VICTIM_JOURNAL"
	envOrders   = "CHAOS_VICTIM_ORDERS"
	envBatch    = "CHAOS_VICTIM_BATCH"
)

const victimWorkers = 4

// IsVictim reports whether this process was started to be killed.
func IsVictim() bool { return os.Getenv(envJournal) != "" }

// Victim pays a batch of orders and refunds parts of them, as a program does that knows nothing of its end: it
// starts at the first order, leaves out what its journal knows, and stops when all
// are through. It returns an exit code.
func Victim() int {
	if err := victim(); err != nil {
		fmt.Fprintln(os.Stderr, "victim:", err)
		return 1
	}
	return 0
}

func victim() error {
	orders, err := strconv.Atoi(os.Getenv(envOrders))
	if err != nil {
		return err
	}
	book, err := journal.Open(os.Getenv(envJournal), journal.CompactAt(2000))
	if err != nil {
		return err
	}
	gateway, err := NewGateway(noon(), Services()) // for its descriptions and its merchant
	if err != nil {
		return err
	}
	client, err := gateway.client(os.Getenv(envEndpoint), soapclient.WithJournal(book))
	if err != nil {
		return err
	}
	defer client.Close()
	numbers := make(chan int)
	failures := make([]error, victimWorkers)
	var group sync.WaitGroup
	for worker := range victimWorkers {
		group.Go(func() {
			for n := range numbers {
				if failures[worker] == nil {
					failures[worker] = serveOrder(gateway, client, orderName(os.Getenv(envBatch), n))
				}
			}
		})
	}
	for n := range orders {
		numbers <- n
	}
	close(numbers)
	group.Wait()
	return errors.Join(append(failures, book.Close())...)
}

func orderName(batch string, n int) string { return fmt.Sprintf("batch-%s-%d", batch, n) }

// serveOrder pays an order and gives back two equal parts of it, each once whatever
// happens. What is open is left to whoever settles after the end.
func serveOrder(g *Gateway, c *soapclient.Client, order string) error {
	fields, err := operation(killedPayment).Fields(order, goodCard, nil)
	if err != nil {
		return err
	}
	if done, err := once(g, c, killedPayment, fields); !done {
		return err
	}
	found, err := g.call(context.Background(), c, "orderresult.query", Fields{"ordernumber": order})
	if err != nil {
		return err
	}
	refund := operation(killedRefund)
	fields = withPart(g, refund, Fields{"billnumber": found.Record.Text("order/billnumber")})
	for n := range killedParts {
		if done, err := once(g, c, killedRefund, fields, soapclient.Part(strconv.Itoa(n))); !done {
			return err
		}
	}
	return nil
}

// What a victim does for every order.
const (
	killedPayment = "silentpay.pay"
	killedRefund  = "wscancel.cancel"
	killedParts   = 2
)

// once sends an operation unless the journal knows it, and reports whether it is done.
func once(g *Gateway, c *soapclient.Client, name string, fields Fields, options ...service.CallOption) (done bool, err error) {
	_, err = g.call(context.Background(), c, name, fields, options...)
	duplicate, known := errors.AsType[*soapclient.DuplicateError](err)
	switch {
	case known:
		return !duplicate.Open, nil
	case isA[*soapclient.OutcomeUnknownError](err):
		return false, nil
	}
	return err == nil, err
}
