// Package batch runs many payments of one kind on one machine: the next payment of every
// subscription, each at most once per subscription and period, whatever crashes.
//
//	book, err := journal.Open("/var/lib/shop/assist.journal")
//	client, err := soapclient.New(endpoint, merchant,
//		soapclient.WithJournal(book), soapclient.WithServices(catalog.Services()...))
//
//	plan := batch.Plan{Client: client, Service: &recurrent.Service, Progress: print}
//	run, err := batch.Open("/var/lib/shop/2026-11.batch", plan, payments) // checks all, sends nothing
//	for run.Progress().Waiting > 0 {
//		err = run.Pay(ctx)                      // sends what has no outcome yet
//		err = run.Settle(ctx)                   // asks about what nobody answered
//	}
//	report, err := run.Reconcile(ctx, query)    // and holds it all against the gateway's list
//
// After a crash, do the same again: the run goes on where it stopped.
//
// # What keeps a payment from being made twice
//
// The order number of a payment is made of its subscription and its period ([Number]),
// and the client's journal lets one order number succeed once, for ever, also from other
// runs. A run without a journal is refused. A payment that nobody answered is open until
// the gateway has said what became of it. Only one that the gateway never carried out,
// and cannot any more, waits to be sent anew.
//
// # What a run remembers
//
// The journal keeps what is open and what has succeeded. The sheet, a file of a line per
// outcome, keeps what was refused and why, so that a run that goes on does not try those
// again. The sheet is not what money depends on: if it is lost, paid orders stay paid,
// and refused ones are tried once more. To try refused ones again, give a new sheet.
//
// docs/batches.md tells more, and how to do the same on many machines.
package batch
