package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/proxy"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
)

// proxyFlags are the flags of proxy.
type proxyFlags struct {
	disturbing
	listen, endpoint, meanProduction string
	seed                             uint64
}

func proxyCommand() command {
	return command{
		name:    "proxy",
		summary: "Put faults in front of any endpoint: a proxy on this computer that disturbs what passes.",
		example: "assist-soapgen proxy --endpoint https://payments.t.paysecure.ru --fault reset@0.1 --fault delay=2s@0.2 --seed 7",
		more:    printFaults,
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var f proxyFlags
			set.StringVar(&f.endpoint, "endpoint", "", "address of the server behind it, as https://host")
			set.StringVar(&f.listen, "listen", "127.0.0.1:8643", "loopback address to listen on; port 0 takes a free one, the first line printed tells which")
			f.register(set)
			set.Uint64Var(&f.seed, "seed", 1, "seed of faults that strike by chance; equal seeds strike the same requests")
			set.StringVar(&f.meanProduction, "i-mean-production", "", "name of a production host that is meant; "+allowProduction+" must name it too")
			return func(s *session, args []string) error {
				if len(args) > 0 {
					return usageError("unexpected argument %q; the proxy takes flags only", args[0])
				}
				return f.run(s)
			}
		},
	}
}

// run passes on and disturbs until the process is told to stop.
func (f *proxyFlags) run(s *session) error {
	if f.endpoint == "" {
		return usageError("--endpoint is missing: the address of the server behind the proxy")
	}
	consent := conformance.Consent{Flag: f.meanProduction, Environment: os.Getenv(allowProduction)}
	if err := conformance.GuardEndpoint(catalog.Services(), f.endpoint, consent); err != nil {
		return &exitError{exitSafety, err}
	}
	faults, err := f.parse()
	if err != nil {
		return err
	}
	p, err := proxy.New(proxy.Config{Target: f.endpoint, Faults: faults, Seed: f.seed})
	if err != nil {
		return usageError("--endpoint: %w", err)
	}
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	switch err := p.Start(f.listen); {
	case errors.Is(err, sandbox.ErrNotLoopback):
		return &exitError{exitSafety, fmt.Errorf("--listen: %w", err)}
	case err != nil:
		return &exitError{exitInfrastructure, fmt.Errorf("%w; choose another with --listen, or --listen 127.0.0.1:0", err)}
	}
	fmt.Fprintln(s.stdout, p.URL())
	<-stop.Done()
	err = p.Close()
	came, passed := p.Requests()
	fmt.Fprintf(s.stderr, "%d requests came, %d were passed on\n", came, passed)
	for _, fault := range faults {
		fmt.Fprintf(s.stderr, "%s struck %d times\n", fault, fault.Struck())
	}
	return err
}
