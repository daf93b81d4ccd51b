package model

import "strings"

// checkWSDL reports what a document is instead of a WSDL 1.1.
func (r *reader) checkWSDL(d *document) bool {
	switch name := d.root.name; {
	case name == QName{nsWSDL, "definitions"}:
		return true
	case name.Local == "description" && (name.Space == nsWSDL20 || name.Space == nsWSDL20CR || strings.Contains(name.Space, "/wsdl")):
		r.rep.report(CodeWSDL20, d.root.pos, "document is WSDL 2.0; only WSDL 1.1 is read, ask the service for that")
	default:
		r.rep.report(CodeNotWSDL, d.root.pos, "document is ", describeRoot(d.root), ", not a WSDL 1.1 (wsdl:definitions in ", nsWSDL, ")")
	}
	return false
}

// describeRoot says in words what a document is by its root element.
func describeRoot(n *node) string {
	tag := "<" + n.el.FullTag() + ">"
	switch local := strings.ToLower(n.name.Local); {
	case local == "html":
		return "an HTML page (" + tag + ")"
	case n.is(nsXSD, "schema"):
		return "an XML Schema (" + tag + ")"
	case n.is(nsWSDL, "definitions"):
		return "a WSDL 1.1 (" + tag + ")"
	case local == "envelope" && (n.name.Space == nsSOAPEnv || n.name.Space == nsSOAPEnv12):
		return "a SOAP message (" + tag + ")"
	case local == "description" && (n.name.Space == nsWSDL20 || n.name.Space == nsWSDL20CR):
		return "a WSDL 2.0 (" + tag + ")"
	}
	if n.name.Space == "" {
		return "XML with root element " + tag + " of no namespace"
	}
	return "XML with root element " + tag + " of namespace " + quote(n.name.Space)
}
