// Package journaltest holds every implementation of [soapclient.Journal] to the same
// promises. The file of package journal, SQLite and PostgreSQL run it; a journal of
// your own runs it too:
//
//	var kind = journaltest.Kind{Name: "mine", Make: …, Open: …, Stored: …, Shared: true}
//
//	func TestMain(m *testing.M) {
//		if code, child := journaltest.Child(kind); child {
//			os.Exit(code)
//		}
//		os.Exit(m.Run())
//	}
//
//	func TestJournal(t *testing.T) { journaltest.Run(t, kind) }
//
// The suite starts the test program again as a second process, to kill it (SIGKILL)
// between two steps and to let two of them reach for the same keys; Child is what that
// process does.
package journaltest
