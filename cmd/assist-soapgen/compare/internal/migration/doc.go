// Package migration compares what gowsdl and assist-soapgen make of one WSDL.
//
// Use [Compare]; the [Report] writes itself as text or Markdown. Whether the outputs
// compile is decided by go/types. What gowsdl loses is read from our tables of the WSDL,
// which say what its output had to hold, by rules about gowsdl v0.5.0 that were
// confirmed by running it.
package migration
