package model

import (
	"slices"
	"strings"
)

// Code is the stable name of a kind of problem.
type Code string

// CodeInfo describes a code for the documentation.
type CodeInfo struct {
	Code        Code
	Severity    Severity // usual severity; the description says when it differs
	Strict      bool     // a warning that Options.Strict makes an error
	Description string
}

// The codes. catalogue says what they mean.
const (
	CodeMissingDocument    Code = "missing-document"
	CodeOutsideRoot        Code = "outside-root"
	CodeNetworkRefused     Code = "network-refused"
	CodeFetchFailed        Code = "fetch-failed"
	CodeBadEncoding        Code = "bad-encoding"
	CodeBrokenXML          Code = "broken-xml"
	CodeDTDSkipped         Code = "dtd-skipped"
	CodeLimitExceeded      Code = "limit-exceeded"
	CodeNotWSDL            Code = "not-wsdl"
	CodeNotImportable      Code = "not-importable"
	CodeWSDL20             Code = "wsdl-2-0"
	CodeOldXSD             Code = "old-xsd"
	CodeNamespaceMismatch  Code = "namespace-mismatch"
	CodeImportUnresolved   Code = "import-unresolved"
	CodeUndeclaredPrefix   Code = "undeclared-prefix"
	CodeUnqualifiedRef     Code = "unqualified-reference"
	CodeUnresolvedType     Code = "unresolved-type"
	CodeUnresolvedElement  Code = "unresolved-element"
	CodeUnresolvedAttr     Code = "unresolved-attribute"
	CodeUnresolvedGroup    Code = "unresolved-group"
	CodeUnresolvedAttGroup Code = "unresolved-attribute-group"
	CodeUnresolvedMessage  Code = "unresolved-message"
	CodeUnresolvedPart     Code = "unresolved-part"
	CodeUnresolvedPortType Code = "unresolved-port-type"
	CodeUnresolvedBinding  Code = "unresolved-binding"
	CodeUnresolvedOp       Code = "unresolved-operation"
	CodeUnresolvedFault    Code = "unresolved-fault"
	CodeUnresolvedRedefine Code = "unresolved-redefine"
	CodeDuplicate          Code = "duplicate-definition"
	CodeMissingAttribute   Code = "missing-attribute"
	CodeBadValue           Code = "bad-value"
	CodeCircular           Code = "circular-definition"
	CodeBadDerivation      Code = "bad-derivation"
	CodePartWithoutType    Code = "part-without-type"
	CodeUnknownConstruct   Code = "unknown-construct"
	CodeRequiredExtension  Code = "required-extension"
	CodeServerInitiated    Code = "server-initiated"
	CodeAttachment         Code = "attachment"
	CodeNoOperations       Code = "no-operations"
	CodeNothingLeft        Code = "nothing-left"
	CodeWrongNamespace     Code = "wrong-namespace"
	CodeIdentity           Code = "identity-constraint"
)

// catalogue is read only.
var catalogue = catalogueOf([]CodeInfo{
	{CodeMissingDocument, Error, false, "The WSDL or a document it imports, includes or redefines is not in the root folder."},
	{CodeOutsideRoot, Error, false, "A location leads outside the root folder. Only files below it are read; the catalogue can map the location to one."},
	{CodeNetworkRefused, Error, false, "A location needs the network and the caller did not allow it. A schema import is fine when the namespace is loaded otherwise or built in."},
	{CodeFetchFailed, Error, false, "The network was allowed and the document could not be fetched."},
	{CodeBadEncoding, Error, false, "The character encoding is unknown, or the bytes are not valid in it."},
	{CodeBrokenXML, Error, false, "The document is not well-formed XML."},
	{CodeDTDSkipped, Warning, false, "The document has a DOCTYPE. It is skipped: no entity is defined or expanded by it, no attribute is defaulted by it."},
	{CodeLimitExceeded, Error, false, "A limit of Options.Limits is exceeded: size, nesting, number of documents, or the size of the expanded content models."},
	{CodeNotWSDL, Error, false, "The root element is not wsdl:definitions. The message says what it is."},
	{CodeNotImportable, Error, false, "An imported document is neither a schema nor, for wsdl:import, a WSDL."},
	{CodeWSDL20, Error, false, "The document is a WSDL 2.0 description. Only WSDL 1.1 is read."},
	{CodeOldXSD, Warning, false, "A schema is written in a draft namespace (1999 or 2000/10). It is read as XSD 1.0."},
	{CodeNamespaceMismatch, Warning, true, "An imported or included document has another target namespace than the import says. It is read with its own."},
	{CodeImportUnresolved, Warning, true, "A schema import has no location and nothing loaded has its namespace. A reference into it is an error of its own."},
	{CodeUndeclaredPrefix, Warning, true, "A prefix is used without a namespace declaration in scope. In a reference the target namespace is tried. Error on an element that could be one of WSDL or XSD."},
	{CodeUnqualifiedRef, Warning, true, "A reference without prefix names nothing in the default namespace but something in the target namespace, or an XSD built-in; that is taken."},
	{CodeUnresolvedType, Warning, true, "A type, base, itemType, memberTypes or arrayType reference names no known type. xsd:anyType stands in. Always a warning in a message no operation uses."},
	{CodeUnresolvedElement, Warning, true, "An element, ref or substitutionGroup reference names no global element. An element of that name and of type xsd:anyType stands in. Always a warning in a message no operation uses."},
	{CodeUnresolvedAttr, Warning, true, "An attribute ref names no global attribute. One of that name and of type xsd:anySimpleType stands in."},
	{CodeUnresolvedGroup, Error, false, "A group ref names no model group."},
	{CodeUnresolvedAttGroup, Error, false, "An attributeGroup ref names no attribute group."},
	{CodeUnresolvedMessage, Warning, true, "An input, output, fault or header names no message. An empty message stands in for that of an input or output; a fault or header is left out. Always a warning when no binding uses the operation."},
	{CodeUnresolvedPart, Warning, true, "A soap:body, soap:header or MIME content names a part its message does not have. The name is ignored, the header left out."},
	{CodeUnresolvedPortType, Warning, true, "A binding names no portType. One with the operations of the binding and empty messages stands in. Always a warning when no port uses it."},
	{CodeUnresolvedBinding, Warning, true, "A port names no binding and is left out. Always a warning when it has no SOAP address."},
	{CodeUnresolvedOp, Warning, true, "A binding has an operation its portType does not have. Its messages are unknown; empty ones stand in."},
	{CodeUnresolvedFault, Warning, true, "A binding has a fault its operation does not have. It is left out."},
	{CodeUnresolvedRedefine, Error, false, "An xs:redefine names a component the redefined schema does not have."},
	{CodeDuplicate, Error, false, "Two different components of one kind have the same name. The first is kept. Warning when both are written the same way."},
	{CodeMissingAttribute, Error, false, "An attribute without which the construct means nothing is absent."},
	{CodeBadValue, Error, false, "An attribute has a value its type does not allow. Warning when a default can stand in for it."},
	{CodeCircular, Error, false, "A type, group or attribute group is defined by way of itself."},
	{CodeBadDerivation, Error, false, "A type is derived from one of the wrong class: simple from complex, or simple content from a type without text. Warning when complexContent derives from a simple type: simpleContent is meant."},
	{CodePartWithoutType, Warning, true, "A message part has neither element nor type. It is taken as xsd:anyType."},
	{CodeUnknownConstruct, Warning, true, "An element of the WSDL or XSD namespace, or of none, does not exist or does not belong there. It is ignored."},
	{CodeRequiredExtension, Warning, false, `An extension with wsdl:required="true" is not understood. What it demands will not happen.`},
	{CodeServerInitiated, Warning, false, "An operation is solicit-response or notification: the server begins."},
	{CodeAttachment, Warning, false, "A part travels as MIME attachment, outside the SOAP envelope."},
	{CodeNoOperations, Warning, false, "The WSDL and its imports define no operation."},
	{CodeNothingLeft, Error, false, "Every operation had to be left out, for reasons reported on their own: nothing can be generated."},
	{CodeWrongNamespace, Warning, true, "A reference to a message, portType or binding has the prefix of a namespace without such a component, and the target namespace of the WSDL has one of that name; that is taken."},
	{CodeIdentity, Warning, false, "An element has a key, keyref or unique. Values are not held against it, neither when written nor when read."},
})

func catalogueOf(rows []CodeInfo) map[Code]CodeInfo {
	m := make(map[Code]CodeInfo, len(rows))
	for _, row := range rows {
		m[row.Code] = row
	}
	return m
}

// Codes lists every code a diagnostic can have, sorted by name.
func Codes() []CodeInfo {
	out := make([]CodeInfo, 0, len(catalogue))
	for _, info := range catalogue {
		out = append(out, info)
	}
	slices.SortFunc(out, func(a, b CodeInfo) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return out
}
