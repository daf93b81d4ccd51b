package service

import "slices"

// Service is the description of one web service: what its WSDL says and what
// its sidecar adds. The generator writes one such value into each package under
// generated/; [Service.Validate] checks one that was built by hand.
type Service struct {
	Name       string // as in the URL, lower case: "createbill"
	Title      Text
	Namespace  string   // target namespace of the WSDL
	Spaces     []string // namespace table; Field.Space and Name.Space index it. Spaces[0] is ""
	Path       string   // path of the endpoint below the server: "/bill/createbill.cfm"; "" for a foreign WSDL
	WSDLPath   string   // path of the WSDL below the server: "/bill/createbill.wsdl"
	Address    string   // soap:address of the chosen port, as the WSDL prints it
	SOAP       Version  // of the chosen binding
	Types      []Type   // all types; a TypeID >= 0 indexes it
	Operations []Operation
	Contested  []Contested // facts on which the documents disagree
	Codes      *Codes      // code tables of the gateway; nil for a foreign WSDL
	Facts      *Facts      // where path and WSDL path come from
}

// Version is a SOAP version.
type Version uint8

// The SOAP versions. The zero value is SOAP 1.1, the only one the gateway speaks.
const (
	SOAP11 Version = iota
	SOAP12
)

// Operation is one operation of a service.
type Operation struct {
	Name     string // our short name, unique in the service: "create"
	WSDLName string // name in the WSDL: "CreateBill"
	Action   string // SOAPAction, without quotes
	Title    Text
	Style    Style
	OneWay   bool // no answer message
	Request  Message
	Response Message
	Headers  []Header // header blocks of the request
	// AnswerHeaders are the header blocks of the answer.
	AnswerHeaders []Header
	Faults        []FaultDetail
	Outcome       []OutcomeRule
	Repeat        Repeat
	Limit         Limit
	Forms         []Form // other transports and answer formats the documents offer
	Facts         *Facts
}

// Style is the SOAP style of an operation.
type Style uint8

// The styles of a SOAP binding.
const (
	Document Style = iota
	RPC
)

// Use says how the parts of a message are written.
type Use uint8

// Literal parts follow the schema; encoded parts follow section 5 of SOAP 1.1,
// with xsi:type on every element.
const (
	Literal Use = iota
	Encoded
)

// Message is a request or an answer: the frames around one struct type.
type Message struct {
	Name string // "request", "response" or "notification"
	Use  Use
	// Frames lead from the child of the SOAP body to the element whose children
	// are the fields: CreateBill, Bill. A foreign document/literal message has one, or
	// none when its fields are the children of the SOAP body themselves.
	Frames []Frame
	// Wrappers are other names of the first frame: selectable when sending,
	// tolerated when reading. Key is a short name such as "old".
	Wrappers   []Wrapper
	Type       TypeID
	Digests    []Digest
	Conditions []Condition
	Echo       []Echo
	Facts      *Facts
}

// Frame is one wrapper element of a message.
type Frame struct {
	Name Name
	Type Name // xsi:type to write when the message is encoded; zero: none
}

// Wrapper is a tolerated or selectable other name of a message's first frame.
type Wrapper struct {
	Key   string
	Name  Name
	Facts *Facts
}

// Name is a qualified name; Space indexes [Service.Spaces].
type Name struct {
	Space int32
	Local string
}

// Header is one header block a request may carry.
type Header struct {
	Name           Name
	Type           TypeID
	MustUnderstand bool
}

// FaultDetail is a declared fault: the element inside <detail> and its type.
type FaultDetail struct {
	Name    string // of the wsdl:fault
	Element Name
	Type    TypeID
}

// Form is a transport and answer format beside SOAP that the documents offer for
// an operation.
type Form struct {
	Request string // "soap", "post" (key=value) or "json"
	Answers []int  // values of the Format parameter: 1 CSV, 3 XML, 4 SOAP, 5 JSON
	Default int    // Format when the parameter is absent
	// Merchant is the member of a JSON request that holds merchant, login and
	// password, where they do not stand beside the other members; "" where they do.
	Merchant string
	Facts    *Facts
}

// Echo is a field of an answer that must repeat a value of the request: an
// answer that speaks of another order is refused.
type Echo struct {
	Field   string // field of the answer, by path: "ordernumber" or "order/ordernumber"
	Request string // field of the request
}

// Limit is the documented rate limit and query window of an operation.
// Zero values mean that nothing is documented.
type Limit struct {
	MinInterval   int // seconds between two calls
	MaxWindow     int // seconds one query may span
	DefaultWindow int // seconds, when no window is sent
	Facts         *Facts
}

// Repeat says whether an operation may be sent again when its outcome is unknown.
type Repeat struct {
	Safe bool   // a read, or documented as harmless to repeat
	Ask  string // "service.operation" that tells the outcome: "billstatus.status"
	By   string // field of the request that is the key of the question
	// Happened are what the answer to the question shows when the operation was carried
	// out: a bill that was revoked is Deleted. Empty: the question's own outcome says it.
	Happened []Match
	// Among is the list in the answer to the question that has a record for each operation
	// under the key, where there may be many: "order/operation" for the refunds of one
	// payment. Kind, Happened and Pending then speak of one record. Empty: the key stands
	// for one operation.
	Among string
	// Kind tells the records of this operation from those of others.
	Kind []Match
	// Pending are what a record shows while the operation is not decided.
	Pending []Match
	Facts   *Facts
}

// Operation returns the operation called name (our short name or the WSDL's),
// or nil.
func (s *Service) Operation(name string) *Operation {
	for i := range s.Operations {
		if op := &s.Operations[i]; op.Name == name || op.WSDLName == name {
			return op
		}
	}
	return nil
}

// List returns the field of a message that holds the records it is a list of, such as
// the orders of an answer, or -1.
func (s *Service) List(m *Message) int {
	t := s.Type(m.Type)
	if t == nil {
		return -1
	}
	return slices.IndexFunc(t.Fields, func(f Field) bool {
		inner := s.Type(f.Type)
		return f.Has(Many) && inner != nil && inner.Kind == Struct
	})
}

// Space returns the namespace URI a name lies in; "" is no namespace.
func (s *Service) Space(n Name) string { return s.Spaces[n.Space] }

// Type returns the struct or simple type behind id, or nil for a built-in type.
func (s *Service) Type(id TypeID) *Type {
	if id < 0 {
		return nil
	}
	return &s.Types[id]
}
