// Package xsdcheck validates SOAP envelopes against the schemas of the WSDLs they
// belong to. It is the second opinion on both sides of the wire: it shares no code with
// the client's encoder and decoder, only the WSDL files, the names of the wrapper
// elements and an XML Schema validator of others.
//
// For most uses: make one [Checker] with [New] and call [Checker.Check] for every
// message.
package xsdcheck
