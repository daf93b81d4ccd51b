// Package drill rehearses the day on which a contract changes. A [Contract] is a
// service's WSDL with its sidecar, changed by code; [Exercise] asks of the change
// everything that will be asked on that day: what diff says, whether generate bears
// it and where it refuses, and how the conformance suite ends against a gateway that
// serves and plays the changed contract, with the client of today and with the one
// generated anew.
//
// The table of changes with their predicted ends is the test of this package. It names
// services; the code does not.
package drill
