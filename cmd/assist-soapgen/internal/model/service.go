package model

// Service is a wsdl:service.
type Service struct {
	Pos   Pos
	Name  QName
	Doc   string
	Ports []*Port
}

// Port is one endpoint of a service.
type Port struct {
	Pos     Pos
	Name    string
	Doc     string
	Service *Service // never nil
	Binding *Binding // never nil
	Address string   // "" when the WSDL leaves it to deployment
}

// Protocol says what a binding puts on the wire.
type Protocol int

// Protocols. OtherProtocol is any extension that is neither SOAP nor HTTP.
const (
	OtherProtocol Protocol = iota
	SOAP11
	SOAP12
	HTTPGet
	HTTPPost
)

// IsSOAP reports whether the protocol is SOAP 1.1 or 1.2.
func (p Protocol) IsSOAP() bool { return p == SOAP11 || p == SOAP12 }

// String names the protocol as people write it.
func (p Protocol) String() string {
	switch p {
	case SOAP11:
		return "SOAP 1.1"
	case SOAP12:
		return "SOAP 1.2"
	case HTTPGet:
		return "HTTP GET"
	case HTTPPost:
		return "HTTP POST"
	}
	return "other"
}

// Style is the SOAP style of an operation.
type Style string

// Styles.
const (
	DocumentStyle Style = "document"
	RPCStyle      Style = "rpc"
)

// Use says how the parts of a message are written.
type Use string

// Uses.
const (
	Literal Use = "literal"
	Encoded Use = "encoded"
)

// Binding is a wsdl:binding.
type Binding struct {
	Pos        Pos
	Name       QName
	Doc        string
	PortType   *PortType // never nil
	Protocol   Protocol
	Transport  string // URI of soap:binding/@transport
	Style      Style  // default for its operations
	Operations []*BoundOperation
}

// BoundOperation is an operation of a binding, joined with its abstract half.
type BoundOperation struct {
	Pos        Pos
	Name       string
	Doc        string
	Binding    *Binding   // never nil
	Operation  *Operation // never nil
	Style      Style      // in force: own, else the binding's, else document
	SOAPAction string
	// HasSOAPAction tells soapAction="" from an absent attribute.
	HasSOAPAction bool
	Location      string // http:operation/@location

	Input  *BoundMessage // nil exactly when Operation.Input is
	Output *BoundMessage // nil exactly when Operation.Output is
	Faults []*BoundFault // those the binding mentions
}

// BoundMessage is the wire form of an operation's input or output. Where the
// binding says nothing the defaults stand here: literal, all parts in the body.
type BoundMessage struct {
	Pos      Pos
	Message  *Message // never nil
	Body     Body
	Headers  []*Header
	MIME     []*MIMEPart // attachments of mime:multipartRelated, or an HTTP binding's content
	HTTPForm HTTPForm    // only in HTTP bindings
}

// Body is soap:body with its defaults applied.
type Body struct {
	Pos            Pos
	Use            Use
	EncodingStyles []string
	Namespace      string // of the rpc wrapper element
	// Parts are the message parts inside the body, in order. Without a parts
	// attribute these are all parts except those sent as MIME attachments and,
	// in document style, those the same message sends as headers.
	Parts []*Part
}

// Header is soap:header or soap:headerfault.
type Header struct {
	Pos            Pos
	Message        *Message // never nil
	Part           *Part    // never nil
	Use            Use
	EncodingStyles []string
	Namespace      string
	Required       bool      // wsdl:required="true"
	Faults         []*Header // soap:headerfault inside
}

// MIMEPart is one mime:content, mime:mimeXml or unknown mime:part.
type MIMEPart struct {
	Pos         Pos
	Part        *Part    // nil when the content names none
	ContentType []string // alternatives, "" never
}

// HTTPForm says how an HTTP binding writes an input.
type HTTPForm string

// Forms of http:urlEncoded and http:urlReplacement.
const (
	URLEncoded     HTTPForm = "urlEncoded"
	URLReplacement HTTPForm = "urlReplacement"
)

// BoundFault is the wire form of a fault.
type BoundFault struct {
	Pos            Pos
	Fault          *Fault // never nil
	Use            Use
	EncodingStyles []string
	Namespace      string
}
