package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// disturbing are the flags of the commands that disturb what passes.
type disturbing struct {
	faults []string
	issuer string
}

func (d *disturbing) register(set *pflag.FlagSet) {
	set.StringArrayVar(&d.faults, "fault", nil, faultUsage)
	set.StringVar(&d.issuer, "issuer", "", "file to write the certificate to that vouches for a fault of TLS, so that a client finds the fault and not an unknown authority")
}

// faultUsage says how a fault is written; which there are stands below the flags.
const faultUsage = "disturb what passes with this `fault` of the table below; always, or by chance as in reset@0.1. May be repeated"

// stageTitles head the parts of the table of faults.
func stageTitles() []struct {
	stage sandbox.Stage
	title string
} {
	return []struct {
		stage sandbox.Stage
		title string
	}{
		{sandbox.AtConnection, "at the connection; the request never arrives"},
		{sandbox.BeforeGateway, "before the services; the request is not carried out"},
		{sandbox.AfterGateway, "after the services; the request was carried out, whatever the answer says"},
	}
}

// printFaults writes the table of faults below the flags of a help text.
func printFaults(w io.Writer) {
	fmt.Fprint(w, "\nFaults (values in brackets may be left out; @CHANCE behind any of them, as in delay=2s@0.2):\n")
	for _, part := range stageTitles() {
		fmt.Fprintf(w, "\n  %s\n", part.title)
		for _, kind := range sandbox.FaultKinds() {
			if kind.Stage == part.stage {
				fmt.Fprintf(w, "    %-18s %s\n", kind.Usage, kind.Summary)
			}
		}
	}
}

// parse reads the faults, and writes the certificate of one of TLS.
func (d *disturbing) parse() (faults []sandbox.Fault, err error) {
	var issuer []byte
	for _, text := range d.faults {
		fault, err := sandbox.ParseFault(text)
		if err != nil {
			return nil, usageError("--fault: %w", err)
		}
		faults = append(faults, fault)
		issuer = append(issuer, fault.Issuer()...)
	}
	switch {
	case d.issuer == "":
		return faults, nil
	case issuer == nil:
		return nil, usageError("--issuer: no fault given has a certificate that anybody vouches for; tls10, tls-expired and tls-wrong-host have one")
	}
	if err = os.WriteFile(d.issuer, issuer, 0o644); err != nil {
		return nil, &exitError{exitInfrastructure, err}
	}
	return faults, nil
}
