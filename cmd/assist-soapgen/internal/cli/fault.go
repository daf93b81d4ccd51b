package cli

import (
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// disturbing are the flags of the commands that disturb what passes.
type disturbing struct {
	faults []string
	issuer string
}

func (d *disturbing) register(set *pflag.FlagSet) {
	set.StringArrayVar(&d.faults, "fault", nil, faultUsage())
	set.StringVar(&d.issuer, "issuer", "", "file to write the certificate to that vouches for a fault of TLS, so that a client finds the fault and not an unknown authority")
}

// faultUsage lists the faults there are.
func faultUsage() string {
	var kinds []string
	for _, kind := range sandbox.FaultKinds() {
		kinds = append(kinds, kind.Usage+" ("+kind.Summary+")")
	}
	return "disturb what passes between caller and services, always or by chance as in reset@0.1: " + strings.Join(kinds, ", ") + "; may be repeated"
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
