// Package interop drives foreign SOAP clients against the sandbox: they read our WSDLs
// from it and perform every operation. Its test needs php-soap and python3-zeep and runs
// with -tags interop (make interop installs and runs it).
package interop
