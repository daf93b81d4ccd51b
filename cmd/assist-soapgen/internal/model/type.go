package model

// Class tells simple types from complex ones.
type Class int

// Classes of type.
const (
	Simple Class = iota + 1
	Complex
)

// Derivation says how a type comes from its base.
type Derivation int

// Derivations. List and union types derive from xsd:anySimpleType.
const (
	Restriction Derivation = iota
	Extension
	ByList
	ByUnion
)

// String names the derivation as in XSD.
func (d Derivation) String() string {
	return [...]string{"restriction", "extension", "list", "union"}[d]
}

// Variety of a simple type.
type Variety int

// Varieties. A type derived from a list or union has its base's variety.
const (
	Atomic Variety = iota
	List
	Union
)

// Type is a simple or complex type: global, anonymous or built in.
type Type struct {
	Pos     Pos
	Doc     string
	AppInfo string
	Name    QName // zero for an anonymous type
	// Namespace is the target namespace of the declaring schema.
	Namespace string
	// Context says where an anonymous type stands: the names from the global
	// component inwards, such as ["Order", "item"]. Empty for named types.
	Context []string

	Class Class
	// Base is nil for xsd:anyType only. A complex type without explicit
	// derivation restricts xsd:anyType.
	Base       *Type
	Derivation Derivation
	// Derived are the types that name this one as base, in document order,
	// anonymous ones included, value types made for facets in simpleContent last.
	Derived []*Type

	// Simple types.
	Variety Variety
	Item    *Type   // List: never nil
	Members []*Type // Union
	Facets  Facets  // of this step only; see EffectiveFacets

	// Complex types.
	Abstract bool
	Mixed    bool
	// Value is the simple type of the text of a complex type with simple
	// content; nil otherwise.
	Value *Type
	// Particle is the content this step adds (extension) or states
	// (restriction); nil when empty. See ContentModel.
	Particle *Particle
	// Attributes of this step, attribute groups flattened, prohibited ones
	// included. See AllAttributes.
	Attributes   []*AttributeUse
	AnyAttribute *Wildcard
	// Array is set on soapenc:Array and types that restrict it.
	Array *Array

	// Nillable is set for types whose values may be nil whatever the element
	// says: the types of the SOAP encoding namespace.
	Nillable bool
	// Replaced is set on the old half of an xs:redefine: the new type that took
	// its name. Such a type is reachable as Base only.
	Replaced *Type

	builtin bool
}

// Array describes a SOAP encoded array.
type Array struct {
	Pos Pos
	// Item is the member type; xsd:anyType when the WSDL does not say.
	Item *Type
	// Dims are the bracket groups of wsdl:arrayType, innermost array first:
	// "xsd:int[][,]" gives ["[]", "[,]"]: a two-dimensional array of int
	// arrays. Always at least one.
	Dims []string
	// Element is the member declaration when the content is a sequence; nil
	// when only wsdl:arrayType tells the member type.
	Element *Element
}

// Facets are the constraints of one restriction step, or, from
// EffectiveFacets, of the whole chain. Absent facets are nil or empty. Bounds
// stay in their lexical form: only the reader of the type knows how to compare.
type Facets struct {
	Enumeration []Enum
	// Patterns must all match; inside one, any alternative may. A step has at
	// most one.
	Patterns       []Pattern
	Length         *int
	MinLength      *int
	MaxLength      *int
	TotalDigits    *int
	FractionDigits *int
	MinInclusive   *string
	MinExclusive   *string
	MaxInclusive   *string
	MaxExclusive   *string
	WhiteSpace     string // preserve, replace, collapse; "" when not stated
}

// Enum is one allowed value.
type Enum struct {
	Pos   Pos
	Value string
	// Qualified is the value as a qualified name; zero when its prefix is not declared.
	Qualified QName
	Doc       string
}

// Pattern is the xs:pattern facets of one step: a value must match one of them.
type Pattern struct {
	Pos          Pos
	Alternatives []string
}

// IsZero reports whether no facet is stated.
func (f *Facets) IsZero() bool {
	return len(f.Enumeration) == 0 && len(f.Patterns) == 0 && f.WhiteSpace == "" &&
		f.Length == nil && f.MinLength == nil && f.MaxLength == nil &&
		f.TotalDigits == nil && f.FractionDigits == nil &&
		f.MinInclusive == nil && f.MinExclusive == nil &&
		f.MaxInclusive == nil && f.MaxExclusive == nil
}
