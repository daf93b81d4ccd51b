package model

// Definitions is a WSDL description with everything it imports, merged.
// Each list is in document order; imported documents come at the place of the
// import that reached them first.
type Definitions struct {
	Pos             Pos    // of the root wsdl:definitions element
	Name            string // of the root document
	TargetNamespace string // of the root document
	Doc             string

	Services  []*Service
	Bindings  []*Binding // also those no service refers to
	PortTypes []*PortType
	Messages  []*Message
	Schemas   []*Schema // one per xs:schema element read
	Documents []Document

	// Warnings are the problems that do not prevent generating.
	Warnings Diagnostics

	symbols *symbols
}

// DocumentKind says what a document's root element is.
type DocumentKind int

// Kinds of document.
const (
	WSDLDocument DocumentKind = iota + 1
	SchemaDocument
)

// Document is one input file that was read.
type Document struct {
	Path            string // inside the root, or the URL it was fetched from
	Kind            DocumentKind
	TargetNamespace string
	Size            int // bytes as stored
}

// Schema is one xs:schema element, inline in a WSDL or the root of a file. A
// file included under several target namespaces (chameleon include) gives one
// Schema for each. The lists hold the global components it declares.
type Schema struct {
	Pos             Pos
	TargetNamespace string // as in force: a chameleon has its includer's
	Doc             string
	AppInfo         string

	Elements        []*Element
	Attributes      []*Attribute
	Types           []*Type
	Groups          []*Group
	AttributeGroups []*AttributeGroup
}

// Type finds a global type by name, built-in types included; nil if there is none.
func (d *Definitions) Type(n QName) *Type { return d.symbols.types[n] }

// Element finds a global element declaration; nil if there is none.
func (d *Definitions) Element(n QName) *Element { return d.symbols.elements[n] }

// Message finds a message; nil if there is none.
func (d *Definitions) Message(n QName) *Message { return d.symbols.messages[n] }

// PortType finds a portType; nil if there is none.
func (d *Definitions) PortType(n QName) *PortType { return d.symbols.portTypes[n] }

// Binding finds a binding; nil if there is none.
func (d *Definitions) Binding(n QName) *Binding { return d.symbols.bindings[n] }

// AnyType is the root of the type tree.
func (d *Definitions) AnyType() *Type { return d.symbols.types[anyTypeName] }

// AllTypes lists every global type of every schema in document order. Types
// replaced by xs:redefine and built-in types are not in it.
func (d *Definitions) AllTypes() []*Type {
	var all []*Type
	for _, s := range d.Schemas {
		all = append(all, s.Types...)
	}
	return all
}

// AllElements lists every global element of every schema in document order.
func (d *Definitions) AllElements() []*Element {
	var all []*Element
	for _, s := range d.Schemas {
		all = append(all, s.Elements...)
	}
	return all
}
