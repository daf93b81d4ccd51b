package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"text/tabwriter"
	"time"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// journalFlags are the flags of journal.
type journalFlags struct {
	place       callFlags // endpoint and config
	file        string
	all         bool
	wait, grace time.Duration
}

func journalCommand() command {
	return command{
		name:    "journal",
		args:    "list|resolve",
		summary: "Show what a crash left open in a journal, and find out what became of it.",
		example: "assist-soapgen journal list --journal shop.journal\n" +
			"assist-soapgen journal resolve --journal shop.journal --endpoint https://payments.t.paysecure.ru --config merchant.conf\n\n" +
			"list works while a program has the journal open; resolve needs it for itself. resolve asks the gateway about every\n" +
			"open entry, once, or for as long as --wait says, and writes down what is settled. It never sends a payment.\n" +
			"\"Not found\" counts five minutes after the call's own deadline, not earlier; see docs/worst-day.md.\n\n" +
			"Without --config the merchant is that of call: ASSIST_MERCHANT and so on, on this computer the sandbox's.\n\n" +
			"Exit codes: 0 nothing is open any more; 1 something is; 2 usage, or the journal is damaged; 3 the journal is in\n" +
			"use, or cannot be read or written.",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var f journalFlags
			set.StringVar(&f.file, "journal", "", "the journal's `file`")
			set.BoolVar(&f.all, "all", false, "list what has succeeded too")
			set.StringVar(&f.place.endpoint, "endpoint", "", "server to ask; without it that of --config")
			set.StringVar(&f.place.config, "config", "", "`file` with the merchant's credentials; assist-soapgen call --help describes it")
			set.DurationVar(&f.wait, "wait", 0, "how long to go on asking about an entry")
			set.DurationVar(&f.grace, "grace", 5*time.Minute, "how long after its deadline a request may still be carried out")
			return func(s *session, args []string) error { return f.run(s, args) }
		},
	}
}

func (f *journalFlags) run(s *session, args []string) error {
	if len(args) != 1 || args[0] != "list" && args[0] != "resolve" {
		return usageError("say what to do: journal list, or journal resolve")
	}
	if f.file == "" {
		return usageError("--journal is missing: it names the journal's file")
	}
	if args[0] == "list" {
		return f.list(s)
	}
	return f.resolve(s)
}

func (f *journalFlags) list(s *session) error {
	contents, err := journal.Read(f.file)
	if err != nil {
		return journalFailure(err)
	}
	table := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	for _, i := range contents.Open {
		writeIntent(table, i, "open")
	}
	if f.all {
		for _, i := range contents.Succeeded {
			writeIntent(table, i, "succeeded")
		}
	}
	if err = table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%d open, %d succeeded\n", len(contents.Open), len(contents.Succeeded))
	if len(contents.Open) > 0 {
		return &exitError{exitFindings, nil}
	}
	return nil
}

func writeIntent(w io.Writer, i soapclient.Intent, state string) {
	fmt.Fprintf(w, "%s\t%s\t%s.%s\t%s=%q\t%s %s\tbegun %s\n", i.Entry, state, i.Service, i.Operation, i.Key.Field, i.Key.Value,
		i.Amount, i.Currency, i.Started.Format(time.RFC3339))
}

// journalFailure sorts errors into the exit codes.
func journalFailure(err error) error {
	if _, corrupt := errors.AsType[*journal.CorruptError](err); corrupt || errors.Is(err, os.ErrNotExist) {
		return &exitError{exitUsage, err}
	}
	return &exitError{exitInfrastructure, err}
}

// resolve asks about every open entry; what one cannot tell does not keep it from the
// next.
func (f *journalFlags) resolve(s *session) (err error) {
	if f.place.endpoint == "" && f.place.config == "" {
		return usageError("say whom to ask, with --endpoint or --config")
	}
	if _, err = os.Stat(f.file); err != nil { // opening would make one
		return journalFailure(fmt.Errorf("journal: %w", err))
	}
	place, err := f.place.place(s)
	if err != nil {
		return err
	}
	defer place.close()
	book, err := journal.Open(f.file)
	if err != nil {
		return journalFailure(err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	client, err := soapclient.New(place.endpoint, place.merchant, append(place.options, soapclient.WithJournal(book), soapclient.WithServices(catalog.Services()...))...)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	defer client.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return f.resolveAll(ctx, s, book, client)
}

func (f *journalFlags) resolveAll(ctx context.Context, s *session, book *journal.File, client *soapclient.Client) error {
	for _, intent := range book.Unsettled() {
		found, err := client.Resolve(ctx, intent, soapclient.Budget(f.wait), soapclient.Grace(f.grace))
		fmt.Fprintf(s.stdout, "%s %s: %s\n", intent.Entry, intent, verdictOf(found))
		if err == nil {
			err = found.Err
		}
		if err != nil {
			fmt.Fprintf(s.stderr, "assist-soapgen journal: %s %s\n", intent.Entry, err)
		}
		if failed, ok := errors.AsType[*soapclient.JournalError](err); ok {
			return &exitError{exitInfrastructure, failed}
		}
		if ctx.Err() != nil {
			break
		}
	}
	if open := len(book.Unsettled()); open > 0 {
		fmt.Fprintf(s.stdout, "%d still open\n", open)
		return &exitError{exitFindings, nil}
	}
	fmt.Fprintln(s.stdout, "nothing is open")
	return nil
}

// verdictOf says an outcome in words for a person who decides what to do next.
func verdictOf(r *soapclient.Resolution) string {
	switch {
	case r.Outcome == service.Succeeded:
		return "succeeded"
	case r.Foreign:
		return "refused: the number is taken by a record of another amount"
	case r.Outcome == service.Refused && !r.Found:
		return "did not happen"
	case r.Outcome == service.Refused:
		return "refused"
	case r.Outcome == service.Unknown:
		return "not known yet"
	}
	return r.Outcome.String() + ", still open"
}
