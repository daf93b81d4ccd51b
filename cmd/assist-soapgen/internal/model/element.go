package model

// Element is an element declaration, global or local. Occurrence is a matter of
// the [Particle] that uses it.
type Element struct {
	Pos     Pos
	Doc     string
	AppInfo string
	// Name as on the wire: an unqualified local element has no Space.
	Name QName
	// Namespace is the target namespace of the declaring schema, whatever the form.
	Namespace string
	Global    bool
	Qualified bool  // form in force; always true for global elements
	Type      *Type // never nil
	Nillable  bool
	Default   *string
	Fixed     *string
	Abstract  bool
	// Missing marks a stand-in for a declaration that is not loaded: only its
	// name is known. There was a warning.
	Missing bool

	blocked bool // its block says that no other element may stand for it

	// Head is the element this one may stand for, nil if none.
	Head *Element
	// Members are all elements that may stand for this one, transitively and in
	// document order, abstract ones included; none when block forbids it.
	Members []*Element
}

// Attribute is an attribute declaration, global or local.
type Attribute struct {
	Pos       Pos
	Doc       string
	AppInfo   string
	Name      QName // as on the wire: an unqualified attribute has no Space
	Namespace string
	Global    bool
	Qualified bool
	Type      *Type // simple, never nil
	Default   *string
	Fixed     *string
	Missing   bool // as Element.Missing
}

// UseKind is the value of xs:attribute/@use.
type UseKind int

// Attribute uses.
const (
	Optional UseKind = iota
	Required
	Prohibited
)

// AttributeUse is an attribute as a type uses it.
type AttributeUse struct {
	Pos       Pos
	Attribute *Attribute // never nil
	Ref       bool       // by ref=, so Attribute is a global one
	Use       UseKind
	Default   *string // in force: own, else the declaration's
	Fixed     *string // in force: own, else the declaration's
}

// AttributeGroup is a named set of attributes, nested groups flattened.
type AttributeGroup struct {
	Pos          Pos
	Doc          string
	Name         QName
	Attributes   []*AttributeUse
	AnyAttribute *Wildcard
}

// Wildcard is xs:any or xs:anyAttribute.
type Wildcard struct {
	Pos Pos
	Doc string
	// Any is namespace="##any", the default.
	Any bool
	// Other is namespace="##other": any namespace but the target namespace.
	Other bool
	// Namespaces are the allowed ones otherwise; ##targetNamespace is written
	// out and ##local is "".
	Namespaces []string
	// TargetNamespace of the declaring schema.
	TargetNamespace string
	Process         Process
}

// Process is the processContents of a wildcard.
type Process string

// Values of processContents.
const (
	Strict Process = "strict"
	Lax    Process = "lax"
	Skip   Process = "skip"
)
