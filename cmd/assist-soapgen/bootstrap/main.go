// Command bootstrap writes generated/ without being built on it. The commands of
// assist-soapgen read generated/catalog, so that assist-soapgen cannot repair a
// generated package that does not compile; this can. Run it in the folder of the
// repository:
//
//	go run ./cmd/assist-soapgen/bootstrap
package main

import (
	"fmt"
	"os"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
)

func main() {
	output, err := gen.Project(os.DirFS("wsdl"))
	if err == nil {
		_, err = output.Files.Write("generated")
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "bootstrap: %v\n", err)
		os.Exit(1)
	}
}
