// Package conformance is the golden-file suite of the toolkit and the harness that
// runs it: against the embedded sandbox, against canned replies, or against any
// endpoint that claims to be the gateway.
//
// For most uses: [Load] the cases, choose a [Target], call [Run], hand the [Report]
// to package report.
//
// A case is one txtar file (see [Case]): typed input, the request expected on the
// wire, a reply, the typed output expected from it. What varies from run to run is a
// checked placeholder, never a wildcard.
package conformance
