// Package reading puts what two WSDL readers understood into one form and compares
// it: our model, which everything is generated from, and gowsdl's structs, which were
// written by others. What both read the same way is hardly wrong.
//
// Only the WSDL half of the named document is compared: messages, parts, portTypes,
// SOAP 1.1 bindings, services. gowsdl does not follow wsdl:import and keeps references
// as they are written, so names are compared without their namespace.
package reading
