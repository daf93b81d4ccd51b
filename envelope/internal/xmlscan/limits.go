package xmlscan

// Defaults of [Limits], chosen for SOAP messages: generous against anything a
// payment service answers, small against anything that attacks its reader.
const (
	DefaultDocument   = 16 << 20
	DefaultDepth      = 64
	DefaultAttributes = 128
	DefaultNodes      = 1_000_000
	DefaultName       = 512
	DefaultText       = 4 << 20
	DefaultNamespaces = 128
)

// Limits bounds what a document may cost to read, and holds the two
// permissions that depart from the strict rules. The zero value is the default
// of each field; a negative number counts as zero.
type Limits struct {
	// Document is the largest document, in bytes. A larger one is refused
	// before it is copied or looked at. Default 16 MiB.
	Document int
	// Depth is the number of elements that may be open at once. Default 64.
	Depth int
	// Attributes is the number of attributes of one element, namespace
	// declarations included. Default 128.
	Attributes int
	// Nodes is the number of elements, attributes, namespace declarations,
	// comments, CDATA sections and processing instructions in the document
	// together. Default 1,000,000.
	Nodes int
	// Name is the longest name, prefix included, in bytes. Default 512.
	Name int
	// Text is the longest text or attribute value, in bytes as written in the
	// document. Default 4 MiB.
	Text int
	// Namespaces is the number of namespace declarations in force at once.
	// Looking up a prefix walks them, so it bounds time too. Default 128.
	Namespaces int

	// AllowDoctype passes over a document type declaration instead of refusing
	// it. Nothing in it takes effect: only ELEMENT and ATTLIST declarations and
	// comments may stand in it, and declarations that would change what the
	// document says (entities, default values, external ids) are refused.
	AllowDoctype bool
	// LenientPrefixes accepts prefixes that are not bound to a namespace. Such
	// names have no namespace and [Name.Unbound] set, and [Scanner.Warnings]
	// lists them. It is meant for samples in documentation.
	LenientPrefixes bool
}

func (l Limits) withDefaults() Limits {
	l.Document = orDefault(l.Document, DefaultDocument)
	l.Depth = orDefault(l.Depth, DefaultDepth)
	l.Attributes = orDefault(l.Attributes, DefaultAttributes)
	l.Nodes = orDefault(l.Nodes, DefaultNodes)
	l.Name = orDefault(l.Name, DefaultName)
	l.Text = orDefault(l.Text, DefaultText)
	l.Namespaces = orDefault(l.Namespaces, DefaultNamespaces)
	return l
}

func orDefault(limit, byDefault int) int {
	if limit <= 0 {
		return byDefault
	}
	return limit
}
