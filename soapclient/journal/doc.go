// Package journal keeps the intents of a client in an append-only file, so that no
// crash makes anybody guess whether a payment was sent:
//
//	book, err := journal.Open("/var/lib/shop/assist.journal")
//	client, err := soapclient.New(endpoint, merchant,
//		soapclient.WithJournal(book), soapclient.WithServices(catalog.Services()...))
//	for _, intent := range book.Unsettled() { // what the last crash left open
//		resolution, err := client.Resolve(ctx, intent)
//	}
//
// # The file
//
// It is text. The first line names the format and its version; every other line is a
// record: its length and its CRC-32C in eight hexadecimal digits each, and JSON.
//
//	assist-journal 1
//	000000c1 9a3f01be {"n":1,"begin":{"service":"toy","operation":"pay","merchant":"123456",…}}
//	0000004c 51aa0c77 {"n":2,"end":1,"outcome":"succeeded","how":"answered","at":"2026-11-21T18:00:00Z"}
//
// It holds service, operation, merchant, order or bill number, amount and times, and
// nothing else: no card number, no CVC, no password, no token, no digest of a message.
//
// # What it survives
//
// An intent is on the disk (fsync) before [File.Begin] returns; callers that come
// together share one fsync. An ending is written at once and forced with the next
// intent. A record that a crash cut off is removed when the file is opened; damage
// anywhere else is refused with its offset. Writing anew, which drops what was refused,
// replaces the file in one step. After a failed write or fsync nothing more is
// written until the file is opened again, because nobody knows what is on the disk.
//
// One process at a time holds the file; a second one gets [ErrLocked]. For several
// processes there is SQLite (journal/sqlite), for several machines PostgreSQL
// (journal/postgres), each in a module of its own; package journaltest holds them, and
// one that you write, to the same promises.
package journal
