// Command assist-soapgen turns WSDLs into typed Go stubs, explains check values,
// calls the gateway, plays it on loopback and runs the conformance suite.
package main

import (
	"os"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
