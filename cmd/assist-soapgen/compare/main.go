// Command compare generates Go from a WSDL twice, with gowsdl v0.5.0 and with
// assist-soapgen, and says what gowsdl drops or breaks. What it prints is the report of
// a migration from one to the other.
//
//	go run ./cmd/assist-soapgen/compare [-markdown] [-root FOLDER] FILE.wsdl
//
// Run it inside a Go module that requires both, such as this repository: outside of one,
// the packages that generated code imports are not found and nothing can be
// type-checked. It exits with 0 whatever gowsdl does, with 2 when our generator refuses.
//
// It is a binary of its own because gowsdl's package has an init that ends the process
// when the temporary folder cannot be written to.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/compare/internal/migration"
)

func main() {
	runtime.GOMAXPROCS(1) // gowsdl writes one map from two goroutines without a lock
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.SetOutput(stderr)
	markdown := flags.Bool("markdown", false, "write Markdown")
	root := flags.String("root", "", "folder outside which our generator reads nothing (default: the folder of FILE.wsdl)")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		fmt.Fprintln(stderr, "compare: name one file; usage: compare [-markdown] [-root FOLDER] FILE.wsdl")
		return 2
	}
	file := flags.Arg(0)
	if *root == "" {
		*root = filepath.Dir(file)
	}
	report, err := migration.Compare(*root, file)
	if err != nil {
		fmt.Fprintf(stderr, "compare: %v\n", err)
		return 2
	}
	if *markdown {
		fmt.Fprint(stdout, report.Markdown())
	} else {
		fmt.Fprint(stdout, report.Text())
	}
	return 0
}
