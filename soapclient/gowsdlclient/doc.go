// Package gowsdlclient lets generated stubs run over a SOAP client of hooklift/gowsdl
// that a team has already configured: its URL, headers, TLS settings and proxies stay.
// Requests are checked, sealed and written, and answers read and verified, exactly as
// by soapclient; gowsdl only carries them.
//
//	transport := soap.NewClient(url, soap.WithHTTPClient(gowsdlclient.Capture(http.DefaultClient)))
//	invoker := gowsdlclient.New(transport, credentials)
//	client := createbill.NewClient(invoker)
//
// Use soapclient if you can. It keeps connections, proves whether anything was sent,
// repeats safe reads, follows no redirect and limits every answer; gowsdl v0.5.0 does
// none of it. Only package soap of gowsdl is imported: its root package ends the process
// in init when the temporary folder is not writable.
package gowsdlclient
