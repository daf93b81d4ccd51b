// Package postgres keeps the intents of a client in a PostgreSQL database: the journal
// for programs on several machines. It is a module of its own, so that the toolkit
// stays free of its dependencies. On one machine, the file of package journal or SQLite
// do the same without a server.
//
//	book, err := postgres.Open(ctx, "postgres://shop@db.example.com/shop?sslmode=verify-full")
//	client, err := soapclient.New(endpoint, merchant,
//		soapclient.WithJournal(book), soapclient.WithServices(catalog.Services()...))
//	open, err := book.Unsettled(ctx)
//	for _, intent := range open {
//		resolution, err := client.Resolve(ctx, intent)
//	}
//
// That a key is used once at most is a unique index: two machines cannot both begin it.
// What is open may be under way on another machine at this moment; resolving it is no
// harm, because "not found" is believed only after the call's own deadline and a grace
// (docs/worst-day.md), and two that end an entry alike agree.
//
// # Durability
//
// An intent is committed with synchronous_commit=on before Begin returns. Open refuses
// a server with fsync=off. A server that fails over to a replica may forget what it had
// confirmed unless the replica is synchronous (synchronous_standby_names): give the
// journal's database one, or treat every order of the last minutes before a failover as
// unknown.
//
// If the connection breaks while an intent is being committed, Begin returns an error
// and nothing is sent; the intent may be there all the same, as a question more.
//
// # By hand
//
// The command assist-soapgen journal reads files of package journal only, so as not to
// link this package. What it does is the loop above, and in SQL:
//
//	SELECT entry, operation, key, amount, started FROM assist_journal WHERE state = 'open' ORDER BY entry;
//
// Never end an entry in SQL that the merchant's account does not explain: an intent that
// is ended as refused may be sent again.
package postgres
