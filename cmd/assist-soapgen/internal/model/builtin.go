package model

// builtinTypes is XML Schema Part 2 section 3: each built-in simple type with
// its base, bases first. The list types are marked by their item type.
var builtinTypes = []struct{ name, base, item string }{
	{"anySimpleType", "anyType", ""},
	{"string", "anySimpleType", ""},
	{"boolean", "anySimpleType", ""},
	{"decimal", "anySimpleType", ""},
	{"float", "anySimpleType", ""},
	{"double", "anySimpleType", ""},
	{"duration", "anySimpleType", ""},
	{"dateTime", "anySimpleType", ""},
	{"time", "anySimpleType", ""},
	{"date", "anySimpleType", ""},
	{"gYearMonth", "anySimpleType", ""},
	{"gYear", "anySimpleType", ""},
	{"gMonthDay", "anySimpleType", ""},
	{"gDay", "anySimpleType", ""},
	{"gMonth", "anySimpleType", ""},
	{"hexBinary", "anySimpleType", ""},
	{"base64Binary", "anySimpleType", ""},
	{"anyURI", "anySimpleType", ""},
	{"QName", "anySimpleType", ""},
	{"NOTATION", "anySimpleType", ""},
	{"normalizedString", "string", ""},
	{"token", "normalizedString", ""},
	{"language", "token", ""},
	{"NMTOKEN", "token", ""},
	{"NMTOKENS", "anySimpleType", "NMTOKEN"},
	{"Name", "token", ""},
	{"NCName", "Name", ""},
	{"ID", "NCName", ""},
	{"IDREF", "NCName", ""},
	{"IDREFS", "anySimpleType", "IDREF"},
	{"ENTITY", "NCName", ""},
	{"ENTITIES", "anySimpleType", "ENTITY"},
	{"integer", "decimal", ""},
	{"nonPositiveInteger", "integer", ""},
	{"negativeInteger", "nonPositiveInteger", ""},
	{"long", "integer", ""},
	{"int", "long", ""},
	{"short", "int", ""},
	{"byte", "short", ""},
	{"nonNegativeInteger", "integer", ""},
	{"unsignedLong", "nonNegativeInteger", ""},
	{"unsignedInt", "unsignedLong", ""},
	{"unsignedShort", "unsignedInt", ""},
	{"unsignedByte", "unsignedShort", ""},
	{"positiveInteger", "nonNegativeInteger", ""},
}

// draftTypes are names of the 1999 and 2000/10 drafts with their successors.
var draftTypes = map[string]string{
	"ur-type":           "anyType",
	"timeInstant":       "dateTime",
	"timeDuration":      "duration",
	"recurringDuration": "duration",
	"uriReference":      "anyURI",
	"uri":               "anyURI",
	"CDATA":             "normalizedString",
	"binary":            "base64Binary",
}

// addBuiltins enters the XSD types. They are made anew for each Load, since the
// index of derived types hangs on them.
func (s *symbols) addBuiltins() {
	s.types[anyTypeName] = &Type{
		Name: anyTypeName, Namespace: nsXSD, Class: Complex, Mixed: true, builtin: true,
		Particle: anything(), AnyAttribute: &Wildcard{Any: true, Process: Lax},
	}
	for _, row := range builtinTypes {
		t := &Type{
			Name: QName{nsXSD, row.name}, Namespace: nsXSD, Class: Simple, builtin: true,
			Base: s.types[QName{nsXSD, row.base}],
		}
		if row.item != "" {
			t.Variety, t.Derivation, t.Item = List, ByList, s.types[QName{nsXSD, row.item}]
		}
		s.addBuiltin(t)
	}
	// The .NET DataSet idiom carries a schema beside its data.
	s.addGlobalElement(QName{nsXSD, "schema"}, s.types[anyTypeName])
	for draft, final := range draftTypes {
		s.types[QName{nsXSD, draft}] = s.types[QName{nsXSD, final}]
	}
}

// anything is the content of xsd:anyType.
func anything() *Particle {
	return &Particle{Kind: Sequence, Min: 1, Max: 1, Items: []*Particle{
		{Kind: Any, Min: 0, Max: Unbounded, Wildcard: &Wildcard{Any: true, Process: Lax}},
	}}
}

func (s *symbols) addBuiltin(t *Type) {
	s.types[t.Name] = t
	t.Base.Derived = append(t.Base.Derived, t)
}

// builtinAttributes are the global attributes that WSDLs and their schemas refer
// to without importing a document.
var builtinAttributes = []struct{ space, name, typ string }{
	{nsXML, "lang", "language"},
	{nsXML, "base", "anyURI"},
	{nsXML, "space", "NCName"},
	{nsXML, "id", "ID"},
	{nsWSDL, "arrayType", "string"},
	{nsWSDL, "required", "boolean"},
	{nsXSI, "type", "QName"},
	{nsXSI, "nil", "boolean"},
	{nsXSI, "schemaLocation", "string"},
	{nsXSI, "noNamespaceSchemaLocation", "anyURI"},
	{nsSOAPEnv, "mustUnderstand", "boolean"},
	{nsSOAPEnv, "actor", "anyURI"},
	{nsSOAPEnv, "encodingStyle", "anyURI"},
	{nsSOAPEnv12, "mustUnderstand", "boolean"},
	{nsSOAPEnv12, "role", "anyURI"},
	{nsSOAPEnv12, "relay", "boolean"},
	{nsSOAPEnv12, "encodingStyle", "anyURI"},
	{nsXLink, "href", "anyURI"},
	{nsXLink, "type", "string"},
	{nsXLink, "role", "anyURI"},
	{nsXLink, "arcrole", "anyURI"},
	{nsXLink, "title", "string"},
	{nsXLink, "show", "string"},
	{nsXLink, "actuate", "string"},
	{nsXLink, "label", "NCName"},
	{nsXMIME, "contentType", "string"},
	{nsXMIME, "expectedContentTypes", "string"},
	{nsXMIME2004, "contentType", "string"},
	{nsXMIME2004, "expectedContentTypes", "string"},
	{nsSOAPEnc, "arrayType", "string"},
	{nsSOAPEnc, "offset", "string"},
	{nsSOAPEnc, "position", "string"},
	{nsSOAPEnc, "root", "boolean"},
	{nsSOAPEnc12, "itemType", "QName"},
	{nsSOAPEnc12, "arraySize", "string"},
	{nsSOAPEnc12, "nodeType", "string"},
	{nsSOAPEnc12, "arrayType", "string"}, // not in SOAP 1.2; WSDLs write it nevertheless
	{nsSOAPEnc12, "offset", "string"},
}

// builtinAttributeGroups list their members; those of the SOAP encoding are
// empty because its attributes are left out of every type.
var builtinAttributeGroups = []struct {
	name  QName
	attrs []string
}{
	{QName{nsXML, "specialAttrs"}, []string{"base", "lang", "space"}},
	{QName{nsSOAPEnc, "commonAttributes"}, nil},
	{QName{nsSOAPEnc, "arrayAttributes"}, nil},
	{QName{nsSOAPEnc, "arrayMemberAttributes"}, nil},
	{QName{nsSOAPEnc12, "commonAttributes"}, nil},
	{QName{nsSOAPEnc12, "arrayAttributes"}, nil},
}

func (s *symbols) addBuiltinAttributes() {
	for _, row := range builtinAttributes {
		name := QName{row.space, row.name}
		s.attributes[name] = &Attribute{
			Name: name, Namespace: row.space, Global: true, Qualified: true,
			Type: s.types[QName{nsXSD, row.typ}],
		}
	}
	for _, row := range builtinAttributeGroups {
		g := &AttributeGroup{Name: row.name}
		for _, local := range row.attrs {
			g.Attributes = append(g.Attributes, &AttributeUse{Attribute: s.attributes[QName{row.name.Space, local}], Ref: true})
		}
		s.attributeGroups[row.name] = g
	}
}
