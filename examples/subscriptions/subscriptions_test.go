// Package subscriptions shows a run over many subscriptions: the next payment of each is
// made once, what nobody answered is asked after, and all of it is compared with the
// gateway's own list. docs/batches.md explains it; go test runs it against a sandbox.
package subscriptions

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/generated/resultbydate"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
	"github.com/assist-soap/toolkit/soapclient/journal"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

func Example() {
	gateway, err := sandbox.New(sandbox.Config{}) // in your program: the gateway's address
	if err != nil {
		log.Fatal(err)
	}
	if err = gateway.Start("127.0.0.1:0"); err != nil {
		log.Fatal(err)
	}
	defer gateway.Close()
	folder, err := os.MkdirTemp("", "subscriptions") // in your program: where backups are made
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)

	book, err := journal.Open(filepath.Join(folder, "assist.journal"))
	if err != nil {
		log.Fatal(err)
	}
	defer book.Close()
	client, err := soapclient.New(gateway.URL(), soapclient.Merchant{
		ID: "123456", Login: "sandbox_login",
		Password:   service.NewSecret("sandbox_pass1"), // from your secret store
		SecretWord: service.NewSecret("TestSalt"),
	}, soapclient.WithJournal(book), soapclient.WithServices(catalog.Services()...),
		soapclient.WithClock(gateway.Clock())) // so that the example waits for nothing; leave it out
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()

	var payments []batch.Payment
	for n, amount := range []string{"15.00", "99.00", "20.00"} { // the second is above what was agreed
		name := fmt.Sprintf("cinema-%d", n+1)
		payments = append(payments, batch.Payment{
			Subscription: name, Period: "2026-11",
			Request: &recurrent.PayRequest{BillNumber: subscribe(ctx, client, name), Amount: service.MustAmount(amount), Currency: "RUB"},
		})
	}

	plan := batch.Plan{Client: client, Service: &recurrent.Service, Workers: 1, Every: 200 * time.Millisecond, Progress: func(p batch.Progress) {
		fmt.Printf("%d of %d: %d refused, %d open\n", p.Total-p.Waiting, p.Total, p.Refused, p.Open)
	}}
	run, err := batch.Open(filepath.Join(folder, "2026-11.batch"), plan, payments) // checks all of it, sends nothing
	if err != nil {
		log.Fatal(err)
	}
	defer run.Close()
	for run.Progress().Waiting > 0 { // after a crash, start the program again: it goes on here
		if err = run.Pay(ctx); err != nil {
			log.Fatal(err)
		}
		if err = run.Settle(ctx); err != nil {
			log.Fatal(err)
		}
	}
	for _, r := range run.Results() {
		fmt.Println(r.Number, r.Outcome)
	}

	report, err := run.Reconcile(ctx, reconcile.Query{
		Client: client, Service: &resultbydate.Service,
		Set:  map[string]string{"testmode": "1"},                                 // 0 for real payments
		Only: []service.Match{{Field: "operationtype", Values: []string{"100"}}}, // payments
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("paid %d, not paid %d, disagreements %d\n", report.Paid, report.Unpaid, len(report.Findings))

	// Output:
	// 1 of 3: 0 refused, 0 open
	// 2 of 3: 1 refused, 0 open
	// 3 of 3: 1 refused, 0 open
	// cinema-1.2026-11 succeeded
	// cinema-2.2026-11 refused
	// cinema-3.2026-11 succeeded
	// paid 2, not paid 1, disagreements 0
}

// subscribe makes the first payment, which permits later ones of 10 to 50 roubles.
func subscribe(ctx context.Context, client *soapclient.Client, name string) (billNumber string) {
	card, err := service.ParsePAN("4111111111111111") // a test card of the sandbox
	code, err2 := service.ParseCVC("123")
	if err = errors.Join(err, err2); err != nil {
		log.Fatal(err)
	}
	first, err := silentpay.NewClient(client).Pay(ctx, &silentpay.PayRequest{
		OrderNumber: service.Some(name), OrderAmount: service.MustAmount("10.00"), OrderCurrency: service.Some("RUB"),
		Cardnumber: card, CVC2: code, Expiremonth: service.NewSecret("12"), Expireyear: service.NewSecret("2030"),
		Lastname: service.Some("Test"), Firstname: service.Some("Test"), Email: service.Some("test@example.com"), ClientIP: service.Some("192.0.2.1"),
		RecurringIndicator: service.Some(silentpay.Flag1), RecurringPeriod: service.Some("30"),
		RecurringMinAmount: service.Some(service.MustAmount("10.00")), RecurringMaxAmount: service.Some(service.MustAmount("50.00")),
		RecurringMaxDate: service.Some(service.Date(time.Now().AddDate(5, 0, 0))),
	})
	if err != nil {
		log.Fatal(err)
	}
	return first.Billnumber.Value()
}
