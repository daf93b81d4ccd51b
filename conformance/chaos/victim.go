package chaos

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"

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

// Victim pays a batch of orders, as a program does that knows nothing of its end: it
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
					failures[worker] = payOrder(gateway, client, orderName(os.Getenv(envBatch), n))
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

func payOrder(g *Gateway, c *soapclient.Client, order string) error {
	fields, err := operation("silentpay.pay").Fields(order, goodCard, nil)
	if err != nil {
		return err
	}
	_, err = g.call(context.Background(), c, "silentpay.pay", fields)
	if isA[*soapclient.DuplicateError](err) || isA[*soapclient.OutcomeUnknownError](err) {
		return nil
	}
	return err
}
