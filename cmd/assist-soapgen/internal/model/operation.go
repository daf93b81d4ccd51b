package model

// PortType is a wsdl:portType.
type PortType struct {
	Pos        Pos
	Name       QName
	Doc        string
	Operations []*Operation
	// Missing is set on the one that stands in for an undefined portType. It lists no
	// operations; the bindings have them.
	Missing bool
}

// OperationKind is the transmission primitive of WSDL 1.1 section 2.4.
type OperationKind int

// Kinds of operation. NoMessage is an operation with neither input nor output.
const (
	NoMessage OperationKind = iota
	OneWay
	RequestResponse
	SolicitResponse
	Notification
)

// String names the kind as the WSDL 1.1 note does.
func (k OperationKind) String() string {
	return [...]string{"no-message", "one-way", "request-response", "solicit-response", "notification"}[k]
}

// Operation is an abstract operation.
type Operation struct {
	Pos            Pos
	Name           string
	Doc            string
	PortType       *PortType // never nil
	Kind           OperationKind
	Missing        bool     // stands in for an undefined one: its messages are empty
	Overloaded     bool     // another operation of the portType has the same name
	ParameterOrder []string // part names, empty when not given

	Input  *IO // nil when the kind has none
	Output *IO // nil when the kind has none
	Faults []*Fault

	used bool // bound, or there is no binding at all
}

// IO is an operation's input or output.
type IO struct {
	Pos     Pos
	Name    string // as given or the default of WSDL 1.1 section 2.4.5
	Doc     string
	Message *Message // never nil
	Action  string   // WS-Addressing action, "" when not given
}

// Fault is an abstract fault.
type Fault struct {
	Pos     Pos
	Name    string
	Doc     string
	Message *Message // never nil
	Action  string
}

// Message is a wsdl:message.
type Message struct {
	Pos   Pos
	Name  QName
	Doc   string
	Parts []*Part
	// Missing is set on the empty message that stands in for an undefined one.
	Missing bool

	used bool
}

// Part is one part of a message. Exactly one of Element and Type is set.
type Part struct {
	Pos     Pos
	Name    string
	Doc     string
	Message *Message // never nil
	Element *Element
	Type    *Type
}

// Part finds a part by name; nil if there is none.
func (m *Message) Part(name string) *Part {
	for _, p := range m.Parts {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// ValueType is the type of the part's value: its own, or its element's.
func (p *Part) ValueType() *Type {
	if p.Element != nil {
		return p.Element.Type
	}
	return p.Type
}
