package xsdcheck

import (
	"bytes"
	"encoding/xml"
	"strings"

	"github.com/jacoelho/xsd/xsderrors"
)

const unexpectedChild = "unexpected child element "

// qualified returns the complaint with the namespace of the child it is about. The
// validator leaves it out where the schema knows the name, and so a field that is wrong
// for nothing but its namespace would seem to be the very field the schema asks for.
func qualified(message []byte, complaint *xsderrors.Error) string {
	local, ok := strings.CutPrefix(complaint.Message, unexpectedChild)
	if !ok || strings.HasPrefix(local, "{") {
		return complaint.Message
	}
	space, found := namespaceAt(message, local, complaint.Line)
	switch {
	case !found:
		return complaint.Message
	case space == "":
		return complaint.Message + " in no namespace"
	}
	return unexpectedChild + "{" + space + "}" + local
}

// namespaceAt finds the namespace of the element of that name whose start tag lies on a
// line, counted from 1. Of several on one line it is the first whose namespace differs
// from none, for that is the unusual one.
func namespaceAt(message []byte, local string, line int) (space string, found bool) {
	decoder := xml.NewDecoder(bytes.NewReader(message))
	for {
		from, _ := decoder.InputPos()
		token, err := decoder.Token()
		if err != nil {
			return space, found
		}
		to, _ := decoder.InputPos()
		start, ok := token.(xml.StartElement)
		if ok && start.Name.Local == local && from <= line && line <= to {
			if found = true; start.Name.Space != "" {
				return start.Name.Space, true
			}
		}
	}
}
