// Command cardscan fails when it finds card data.
//
//	go run ./conformance/cardscan/cmd/cardscan                    # the files of the repository
//	go run ./conformance/cardscan/cmd/cardscan -fields build      # what a program wrote: no secret field either
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/assist-soap/toolkit/conformance/cardscan"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("cardscan", flag.ContinueOnError)
	set.SetOutput(stderr)
	fields := set.Bool("fields", false, "look for values of secret fields too (passwords, card codes, secret words)")
	if err := set.Parse(args); err != nil {
		return 2
	}
	var options []cardscan.Option
	if *fields {
		options = append(options, cardscan.WithFields())
	}
	paths := set.Args()
	if len(paths) == 0 {
		var err error
		if paths, err = cardscan.Tracked("."); err != nil {
			fmt.Fprintln(stderr, err)
			return 3
		}
	}
	found, err := cardscan.New(options...).Files(paths...)
	for _, f := range found {
		fmt.Fprintln(stdout, f)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, err)
		return 3
	case len(found) > 0:
		return 1
	}
	fmt.Fprintf(stdout, "cardscan: no card data in %d paths\n", len(paths))
	return 0
}
