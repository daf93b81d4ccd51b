package service

// TypeID names a type: an index into [Service.Types] if it is not negative,
// else one of the XSD built-in types below.
type TypeID int32

// The built-in types of XML Schema, in the order of the standard's hierarchy.
const (
	XSDAnyType TypeID = -1 - iota
	XSDAnySimpleType
	XSDString
	XSDBoolean
	XSDDecimal
	XSDFloat
	XSDDouble
	XSDDuration
	XSDDateTime
	XSDTime
	XSDDate
	XSDGYearMonth
	XSDGYear
	XSDGMonthDay
	XSDGDay
	XSDGMonth
	XSDHexBinary
	XSDBase64Binary
	XSDAnyURI
	XSDQName
	XSDNOTATION
	XSDNormalizedString
	XSDToken
	XSDLanguage
	XSDNMTOKEN
	XSDNMTOKENS
	XSDName
	XSDNCName
	XSDID
	XSDIDREF
	XSDIDREFS
	XSDENTITY
	XSDENTITIES
	XSDInteger
	XSDNonPositiveInteger
	XSDNegativeInteger
	XSDLong
	XSDInt
	XSDShort
	XSDByte
	XSDNonNegativeInteger
	XSDUnsignedLong
	XSDUnsignedInt
	XSDUnsignedShort
	XSDUnsignedByte
	XSDPositiveInteger
)

// Kind is what a type is made of.
type Kind uint8

// The kinds of type.
const (
	Struct Kind = iota // fields
	Simple             // text, restricted by facets
	List               // white-space separated items of type Base
	Union              // text of any of several types; kept as text
	Array              // SOAP-encoded array: one repeated field; one of several dimensions has their sizes behind it
)

// ArraySize is the name of the second field of a SOAP-encoded array of several
// dimensions: their sizes, "2,3". The items stand row by row (SOAP 1.1, section 5.4.2).
const ArraySize = "arraySize"

// Type is a complex or simple type as a table. Inherited fields are repeated, so
// that Fields is complete.
type Type struct {
	Name   Name // zero Local for an anonymous type
	Kind   Kind
	Base   TypeID // what it extends or restricts; item type of a List
	Fields []Field
	Facets *Facets
	// Choices lists the groups of which at most (or exactly) one member is set.
	Choices []Choice
	// New makes a zero value of the Go type; only set for types that xsi:type may select.
	New func() any
	Doc string
}

// Flags of a field.
type Flags uint16

// Field flags. A field without flags is one required, unqualified element.
const (
	Optional  Flags = 1 << iota // minOccurs 0, or attribute not required
	Many                        // maxOccurs > 1: a slice
	Nillable                    // xsi:nil is allowed
	Attribute                   // an attribute, not an element
	Content                     // the character data of a simple-content type
	Wildcard                    // xs:any: raw elements kept as they are; with Attribute xs:anyAttribute
	Group                       // a repeated particle group: fields inline, no element of its own
	Sealed                      // filled in by the client (credentials, digests): not in the Go struct
	Abstract                    // element of an abstract type: xsi:type must choose
)

// Field is one element, attribute or group of a struct type, in wire order.
type Field struct {
	Name  string
	Space int32 // namespace, index into Service.Spaces; 0 is unqualified
	Type  TypeID
	Flags Flags
	// Occurs gives exact bounds where the flags do not say it all (maxOccurs="5").
	Occurs *Occurs
	Facts  *Facts
}

// Occurs are occurrence bounds; Max -1 is unbounded.
type Occurs struct{ Min, Max int32 }

// Has reports whether all of the given flags are set.
func (f *Field) Has(flags Flags) bool { return f.Flags&flags == flags }

// Choice is a set of fields that exclude each other. Each branch lists indexes
// of fields that belong together.
type Choice struct {
	Required bool
	Branches [][]int32
}

// Facets restrict the text of a simple type. Zero values mean "not given";
// lengths count characters. Bounds are texts in the type's own lexical form.
type Facets struct {
	Length, MinLength, MaxLength int32
	TotalDigits, FractionDigits  int32 // FractionDigits -1: not given
	MinInclusive, MaxInclusive   string
	MinExclusive, MaxExclusive   string
	Patterns                     []string // Go regular expressions, anchored; all must match
	Enum                         []string
	Fixed                        string // the only value; filled in where none is given
	White                        White
}

// White is the whiteSpace facet.
type White uint8

// White-space handling of a simple type.
const (
	Preserve White = iota
	Replace
	Collapse
)

// hasArraySize reports whether the fields are those of an array of several dimensions.
func (t *Type) hasArraySize() bool {
	return len(t.Fields) == 2 && t.Fields[1].Name == ArraySize && t.Fields[1].Has(Attribute)
}

// Index returns the position of the field called name, or -1.
func (t *Type) Index(name string) int {
	for i := range t.Fields {
		if t.Fields[i].Name == name {
			return i
		}
	}
	return -1
}
