// Package wsdl holds the contracts of the gateway's web services: a WSDL for each,
// beside it the sidecar <service>.service.yaml with what a WSDL cannot say, and
// common.yaml with the code tables all services share.
//
// The bodies of the gateway's own WSDLs are not published; these were written from
// the vendor's documents. Each sidecar says where every fact comes from and how
// sure it is. The generator compiles both into generated/; nothing here is read at
// the run time of a client.
package wsdl

import "embed"

// Files are the WSDLs, the sidecars and common.yaml, by bare file name. The address in
// each WSDL is a placeholder with the host SERVER-NAME, as in the documents; a
// server that hands a WSDL out puts its own host there.
//
//go:embed *.wsdl *.yaml
var Files embed.FS
