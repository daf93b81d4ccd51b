package model

// Namespaces the reader gives a meaning to.
const (
	nsWSDL     = "http://schemas.xmlsoap.org/wsdl/"
	nsWSDL20   = "http://www.w3.org/ns/wsdl"
	nsWSDL20CR = "http://www.w3.org/2006/01/wsdl"
	nsSOAP11   = "http://schemas.xmlsoap.org/wsdl/soap/"
	nsSOAP12   = "http://schemas.xmlsoap.org/wsdl/soap12/"
	nsHTTP     = "http://schemas.xmlsoap.org/wsdl/http/"
	nsMIME     = "http://schemas.xmlsoap.org/wsdl/mime/"

	nsXSD       = "http://www.w3.org/2001/XMLSchema"
	nsXSD1999   = "http://www.w3.org/1999/XMLSchema"
	nsXSD2000   = "http://www.w3.org/2000/10/XMLSchema"
	nsXML       = "http://www.w3.org/XML/1998/namespace"
	nsXMLNS     = "http://www.w3.org/2000/xmlns/"
	nsXSI       = "http://www.w3.org/2001/XMLSchema-instance"
	nsSOAPEnc   = "http://schemas.xmlsoap.org/soap/encoding/"
	nsSOAPEnc12 = "http://www.w3.org/2003/05/soap-encoding"
	// Working drafts of SOAP 1.2, read as the final one.
	nsSOAPEnc2001 = "http://www.w3.org/2001/09/soap-encoding"
	nsSOAPEnc2002 = "http://www.w3.org/2002/12/soap-encoding"
	nsXLink       = "http://www.w3.org/1999/xlink"
	nsXMIME       = "http://www.w3.org/2005/05/xmlmime"
	nsXMIME2004   = "http://www.w3.org/2004/11/xmlmime"
	nsSOAPEnv     = "http://schemas.xmlsoap.org/soap/envelope/"
	nsSOAPEnv12   = "http://www.w3.org/2003/05/soap-envelope"
)

var anyTypeName = QName{nsXSD, "anyType"}

// XMLSchemaNamespace is the namespace of the built-in types.
const XMLSchemaNamespace = nsXSD

// SOAPEncodingNamespace and SOAP12EncodingNamespace hold the array and
// nillable types of the SOAP encoding.
const (
	SOAPEncodingNamespace   = nsSOAPEnc
	SOAP12EncodingNamespace = nsSOAPEnc12
)

// builtIn tells the namespaces whose components are all in this package: a
// document for one is not even read.
func builtIn(ns string) bool {
	switch ns {
	case nsXSD, nsXSD1999, nsXSD2000, nsXML, nsXSI, nsSOAPEnc, nsSOAPEnc12, nsSOAPEnc2001, nsSOAPEnc2002:
		return true
	}
	return false
}

// wellKnown tells the namespaces of which this package has what WSDLs commonly
// refer to: they need no document, and a local one adds to that.
func wellKnown(ns string) bool {
	switch ns {
	case nsWSDL, nsSOAPEnv, nsSOAPEnv12, nsXLink, nsXMIME, nsXMIME2004:
		return true
	}
	return builtIn(ns)
}
