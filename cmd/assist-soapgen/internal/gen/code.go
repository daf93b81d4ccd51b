package gen

import (
	"slices"
	"strings"
)

// Code is the stable name of a kind of problem. The model's reader has its own,
// see model.Codes.
type Code string

// CodeInfo describes a code for the documentation.
type CodeInfo struct {
	Code        Code
	Warning     bool // generation goes on
	Description string
}

// What the generator refuses, and what it says while going on.
const (
	CodeNoSOAPBinding    Code = "no-soap-binding"
	CodeNotSOAP          Code = "not-soap"
	CodeArrayDimensions  Code = "array-dimensions"
	CodeSeveralParts     Code = "several-parts"
	CodeTypedPart        Code = "typed-part"
	CodeRPCNamespace     Code = "rpc-namespace"
	CodeBodyParts        Code = "body-parts"
	CodeMixedContent     Code = "mixed-content"
	CodePattern          Code = "pattern"
	CodePatternAnchor    Code = "pattern-anchor"
	CodePartNotSent      Code = "part-not-sent"
	CodeFaultParts       Code = "fault-parts"
	CodeServerBegins     Code = "server-begins"
	CodeRepeatedElement  Code = "repeated-element"
	CodeMissingSidecar   Code = "missing-sidecar"
	CodeMissingWSDL      Code = "missing-wsdl"
	CodeServiceName      Code = "service-name"
	CodeSidecarOperation Code = "sidecar-operation"
	CodeSidecarField     Code = "sidecar-field"
	CodeFieldOrder       Code = "field-order"
	CodeNoOutcome        Code = "no-outcome"
	CodeUnmaskedSecret   Code = "unmasked-secret"
	CodeSealedRole       Code = "sealed-role"
	CodeNameClash        Code = "name-clash"
	CodeWildcardSpace    Code = "wildcard-namespace"
	CodeDescription      Code = "description"
)

// codes is read only.
var codes = codesOf([]CodeInfo{
	{CodeNoSOAPBinding, false, "The WSDL has no SOAP 1.1 or 1.2 binding with an operation: there is nothing to call."},
	{CodeNotSOAP, true, "A binding or port is neither SOAP 1.1 nor 1.2 (HTTP GET, HTTP POST, an extension). It is left out."},
	{CodeArrayDimensions, true, "A SOAP array has several dimensions in one pair of brackets, as in [,]. Its items are one list, row by row, with the sizes beside it. Positions and offsets of sparse arrays are not read."},
	{CodeBodyParts, false, "Two parts of a body are the same element. In the project's own WSDLs also: a document-style body has no part or several."},
	{CodeSeveralParts, true, "A document-style body has several parts. Their elements stand side by side in the SOAP body, which WS-I forbids and some servers do not take."},
	{CodeRPCNamespace, true, "The soap:body of an rpc operation names no namespace, which WS-I demands. The element around the parts is written in the target namespace of the WSDL, as most tools do."},
	{CodeTypedPart, true, "A part of a document-style body has a type instead of an element. It is written as an element without namespace that is called like the part, as most tools do."},
	{CodeMixedContent, true, "A type mixes text with elements. Inside a message its content is kept as raw XML, without the attributes of the element itself; text directly inside a message's wrapper is lost."},
	{CodePattern, true, "A pattern cannot be said as a Go regular expression. It is not checked."},
	{CodePatternAnchor, true, "A pattern begins with ^ or ends in $. These are plain characters in XML Schema, but the author meant anchors; they are left out."},
	{CodeWildcardSpace, true, "An any or anyAttribute allows some namespaces only. What is written or read there is taken whatever its namespace."},
	{CodePartNotSent, true, "A message part is neither in the body nor in a header (attachment, or left out by soap:body/@parts). It is not sent."},
	{CodeFaultParts, true, "A fault message has not exactly one part. The fault is read without a typed detail."},
	{CodeServerBegins, true, "An operation begins on the server's side or has no request. A method is made for it all the same, with an empty request where there is none."},
	{CodeRepeatedElement, true, "An element stands in several places of one content model. The content becomes a list of elements in the order of the wire."},
	{CodeMissingSidecar, false, "A WSDL of the project has no sidecar beside it."},
	{CodeMissingWSDL, false, "A sidecar has no WSDL beside it."},
	{CodeServiceName, false, "The service key of a sidecar is not the name of its file, or is no Go package name."},
	{CodeSidecarOperation, false, "Sidecar and WSDL do not have the same operations."},
	{CodeSidecarField, false, "Sidecar and WSDL do not have the same fields in a message."},
	{CodeFieldOrder, false, "The fields of a message stand in another order in the sidecar than in the WSDL."},
	{CodeNoOutcome, false, "An operation with an answer has no outcome rule: every answer would be unknown."},
	{CodeUnmaskedSecret, false, "A password, card number or security code has a format that does not mask it."},
	{CodeSealedRole, false, "A sealed field has no role the client could fill it by."},
	{CodeDescription, false, "The finished description contradicts itself. The message says where; usually a sidecar asks for what the WSDL does not give."},
	{CodeNameClash, false, "Two fields of a message become the same Go name."},
})

func codesOf(rows []CodeInfo) map[Code]CodeInfo {
	m := make(map[Code]CodeInfo, len(rows))
	for _, row := range rows {
		m[row.Code] = row
	}
	return m
}

// Codes lists the codes of this package, sorted by name.
func Codes() []CodeInfo {
	list := make([]CodeInfo, 0, len(codes))
	for _, info := range codes {
		list = append(list, info)
	}
	slices.SortFunc(list, func(a, b CodeInfo) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return list
}
