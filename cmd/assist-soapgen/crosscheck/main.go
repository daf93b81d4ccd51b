// Command crosscheck reads WSDLs with two independent readers, ours and gowsdl's, and
// says where they differ:
//
//	go run ./cmd/assist-soapgen/crosscheck wsdl/*.wsdl
//
// A difference is a bug of ours or a known gap of gowsdl, which is then named. It exits
// with 1 when there is a difference without a name.
//
// It is a binary of its own because gowsdl's package has an init that ends the process
// when the temporary folder cannot be written to.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/crosscheck/internal/reading"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(files []string, stdout, stderr io.Writer) int {
	if len(files) == 0 {
		fmt.Fprintln(stderr, "crosscheck: no files named; usage: crosscheck FILE.wsdl…")
		return 2
	}
	differences := 0
	for _, file := range files {
		verdict, err := reading.Check(file)
		if err != nil {
			fmt.Fprintf(stderr, "crosscheck: %s: %v\n", file, err)
			return 2
		}
		switch {
		case len(verdict.Differences) > 0:
			differences += len(verdict.Differences)
			fmt.Fprintf(stdout, "%s: the readers differ\n", file)
			for _, d := range verdict.Differences {
				fmt.Fprintf(stdout, "  %s\n", d)
			}
		case len(verdict.Gaps) > 0:
			fmt.Fprintf(stdout, "%s: the same but for known gaps: %v\n", file, verdict.Gaps)
		default:
			fmt.Fprintf(stdout, "%s: the same\n", file)
		}
	}
	if differences > 0 {
		return 1
	}
	return 0
}
