// Package fetch takes the live WSDLs of a gateway, stores them and says what they
// change: against the contracts that are checked in, and in what would be generated.
//
// What is fetched is foreign text. Nothing but a WSDL is taken for one: a page that
// is something else is refused with what it was. Redirects are not followed, imports
// only on the same host, sizes are bounded, TLS is at least 1.2 and verified, and
// http is for loopback alone.
package fetch
