// Package lint says what is wrong or unwise in a WSDL: the requirements of the WS-I
// Basic Profile 1.1 that concern a description, and rules of our own about money,
// documentation and what becomes of the names in Go.
//
// For most uses call [Check]. A requirement with MUST is an error, one with SHOULD a
// warning; the number stands in Rule.Reference. Requirements on messages, on UDDI and
// on what a consumer must accept have no rule here, nor have those that a WSDL breaks
// only where it cannot be read at all (R2007, R2011, R4004): loading refuses it then.
package lint
