package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// sandboxFlags are the flags of sandbox.
type sandboxFlags struct {
	listen string
	disturbing
	seed uint64
	// results of the first merchant's operations are reported there
	notify, notifyAs string
	keys             string
	// notices about bills go to this server, from this address, made from templates there
	smtp, mailFrom, notices string
	merchants               string // file
	state                   string // file that remembers
	clock                   string // where the sandbox's time starts
}

func sandboxCommand() command {
	return command{
		name:    "sandbox",
		summary: "Run an emulated gateway on this computer, with pages to pay on.",
		example: "assist-soapgen sandbox\nassist-soapgen sandbox --listen 127.0.0.1:0 --seed 7 --fault delay=2s\nassist-soapgen sandbox --notify http://127.0.0.1:9000/result",
		more:    printFaults,
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var f sandboxFlags
			set.StringVar(&f.listen, "listen", "127.0.0.1:8642", "loopback address to listen on; port 0 takes a free one, the first line printed tells which")
			f.register(set)
			set.Uint64Var(&f.seed, "seed", 1, "seed of the numbers and tokens given out; equal seeds give equal ones")
			set.StringVar(&f.notify, "notify", "", "address to which the results of the first merchant's operations are reported; the sandbox's own path /notification answers as a shop should")
			set.StringVar(&f.notifyAs, "notify-as", sandbox.NotifyForm, "how they are sent: "+strings.Join([]string{sandbox.NotifyForm, sandbox.NotifySOAP, sandbox.NotifySOAPExtended}, ", "))
			set.StringVar(&f.keys, "keys", "", "`directory` to write the test keys and a config file of every merchant to, for call --config and conform --config")
			f.moreFlags(set)
			return func(s *session, args []string) error {
				if len(args) > 0 {
					return usageError("unexpected argument %q; the sandbox takes flags only", args[0])
				}
				return f.run(s)
			}
		},
	}
}

func (f *sandboxFlags) moreFlags(set *pflag.FlagSet) {
	set.StringVar(&f.smtp, "smtp", "", "`host:port` of the mail server that notices about bills are sent to; without it they stay in the outbox of the console")
	set.StringVar(&f.mailFrom, "mail-from", "", "address that sends them (default assist@sandbox.example)")
	set.StringVar(&f.notices, "notices", "", "`folder` with templates of notices that replace the documents' own: invoiced.en.txt, annulled.ru.txt, sms.en.txt …, also below the number of a merchant")
	set.StringVar(&f.merchants, "merchants", "", "JSON `file` with the merchants, instead of the sandbox's own; conformance/sandbox/README.md describes it")
	set.StringVar(&f.state, "state", "", "`file` that remembers bills, orders, subscriptions, stored cards and notices from one start to the next")
	set.StringVar(&f.clock, "clock", "", "`moment` at which the sandbox's time starts, as 2026-03-14T12:00:00Z; the console moves it")
}

// config turns the flags into a configuration; what is wrong with them is a usage error.
func (f *sandboxFlags) config(s *session) (sandbox.Config, error) {
	config := sandbox.Config{
		Seed: f.seed, Log: slog.New(slog.NewTextHandler(s.stderr, nil)),
		SMTP: f.smtp, MailFrom: f.mailFrom, State: f.state, Merchants: sandbox.DefaultMerchants(),
	}
	var err error
	if config.Faults, err = f.parse(); err != nil {
		return config, err
	}
	if f.merchants != "" {
		list, err := sandbox.ReadMerchants(os.DirFS(filepath.Dir(f.merchants)), filepath.Base(f.merchants))
		if err != nil {
			return config, usageError("--%w", err)
		}
		config.Merchants = list
	}
	if f.notify != "" {
		config.Merchants[0].NotifyURL, config.Merchants[0].NotifyAs = f.notify, f.notifyAs
	}
	if f.notices != "" {
		config.Notices = os.DirFS(f.notices)
	}
	if f.clock != "" {
		start, err := time.Parse(time.RFC3339, f.clock)
		if err != nil {
			return config, usageError("--clock %q: write it as 2026-03-14T12:00:00Z", f.clock)
		}
		config.Clock = sandbox.ClockFrom(start)
	}
	return config, nil
}

// run serves until the process is told to stop.
func (f *sandboxFlags) run(s *session) error {
	config, err := f.config(s)
	if err != nil {
		return err
	}
	sb, err := sandbox.New(config)
	if err != nil {
		return usageError("%w", err)
	}
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	switch err := sb.Start(f.listen); {
	case errors.Is(err, sandbox.ErrNotLoopback):
		return &exitError{exitSafety, fmt.Errorf("--listen %w", err)}
	case err != nil:
		return &exitError{exitInfrastructure, fmt.Errorf("%w; choose another with --listen, or --listen 127.0.0.1:0", err)}
	}
	if err := f.writeKeys(sb.URL()); err != nil {
		_ = sb.Close()
		return err
	}
	fmt.Fprintln(s.stdout, sb.URL())
	f.welcome(s.stderr, sb.URL())
	<-stop.Done()
	return sb.Close()
}

// welcome says how to use the sandbox. Its own credentials are public test values; those
// of a file are not repeated.
func (f *sandboxFlags) welcome(w io.Writer, endpoint string) {
	fmt.Fprintf(w, "open %s in a browser, %s/console for what happens; Ctrl+C stops\n", endpoint, endpoint)
	if f.merchants == "" {
		for _, m := range sandbox.DefaultMerchants() {
			fmt.Fprintf(w, "merchant %s  login %s  password %s  secret word %s%s\n", m.ID, m.Login, m.Password, m.SecretWord, signs(m))
		}
	}
	for _, c := range sandbox.TestCards() {
		fmt.Fprintf(w, "card %s  %s  %s\n", c.Spaced(), c.Code, c.What.EN)
	}
	for _, t := range sandbox.TestTokens() {
		fmt.Fprintf(w, "token {\"sandbox\":%q}  card %s\n", t.Word, t.Card)
	}
}

// signs says that a merchant signs its requests and gets signed answers.
func signs(m sandbox.Merchant) string {
	if m.PublicKey == nil {
		return ""
	}
	return "  signs by " + m.Method + ", signature type PGP; --keys DIR writes the keys"
}
