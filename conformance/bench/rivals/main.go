// The command rivals runs the benchmarks: every race with every contender that is
// installed, the figures of whole processes, and from them the page, the plots and the
// history. It is a module of its own because it links gowsdl.
//
//	go -C conformance/bench/rivals run .            measure and write build/bench/
//	go -C conformance/bench/rivals run . -publish   and docs/performance.md with its plots, from the run
//	go -C conformance/bench/rivals run . -short     two minutes, for CI: ratios, and the change against the history
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/assist-soap/toolkit/conformance/bench"
)

func main() {
	if err := dispatch(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// dispatch is what this program does: the benchmarks, or a part of them that needs a
// process of its own.
func dispatch(arguments []string) error {
	switch {
	case len(arguments) == 1 && arguments[0] == "serve":
		return bench.Serve(os.Stdin, os.Stdout)
	case len(arguments) > 1 && arguments[0] == "measure":
		return bench.Measure(arguments[1:], os.Stdout)
	}
	var m measurement
	flags := flag.NewFlagSet("bench", flag.ExitOnError)
	flags.StringVar(&m.root, "root", "../../..", "root of the repository")
	flags.BoolVar(&m.short, "short", false, "fewer rounds and no slow parts: two minutes")
	flags.BoolVar(&m.publish, "publish", false, "write docs/performance.md, its plots and a line of its history")
	flags.StringVar(&m.only, "only", "", "run the races whose names begin so, and nothing else")
	flags.StringVar(&m.from, "from", "", "begin with the report of an earlier run; the races that are run take the place of its own")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	return m.run()
}
