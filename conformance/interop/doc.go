// Package interop proves that the toolkit and SOAP software of other makers understand
// each other. Foreign clients (PHP SoapClient, Python zeep, npm soap, gSOAP) read our
// WSDLs from the sandbox and perform every operation; the command call performs every
// operation on foreign servers (PHP SoapServer, npm soap) that know nothing but our WSDLs
// and testdata/exchanges.json; and the suite runs against one of them. The tests print a
// table of peer x operation; they need the peers and run with -tags interop (make interop
// installs and runs them).
package interop
