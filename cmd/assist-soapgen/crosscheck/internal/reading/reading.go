package reading

import "strings"

// Reading is what one reader understood of one document.
type Reading struct {
	Messages  []Message
	PortTypes []PortType
	Bindings  []Binding
	Ports     []Port
}

// Message is a wsdl:message.
type Message struct {
	Name  string
	Parts []Part
}

// Part is a message part; one of Element and Type is set.
type Part struct{ Name, Element, Type string }

// PortType is a wsdl:portType.
type PortType struct {
	Name       string
	Operations []Operation
}

// Operation is an abstract operation with the names of its messages.
type Operation struct {
	Name, Input, Output string
	Faults              []string
}

// Binding is a SOAP 1.1 binding.
type Binding struct {
	Name, PortType, Transport string
	Operations                []BoundOperation
}

// BoundOperation is an operation of a binding with the defaults applied.
type BoundOperation struct {
	Name, Style, Action string
	Input, Output       Body
}

// Body is soap:body with its defaults applied.
type Body struct{ Use, Namespace string }

// Port is a port of a service with a SOAP 1.1 address.
type Port struct{ Service, Name, Binding, Address string }

// local drops the prefix of a reference. A name may hold a colon of its own.
func local(ref string) string {
	ref = strings.TrimSpace(ref)
	if _, name, prefixed := strings.Cut(ref, ":"); prefixed {
		return name
	}
	return ref
}
