package model

// isSOAPEncoding tells the namespaces of SOAP 1.1 section 5 and its 1.2 successor.
func isSOAPEncoding(space string) bool { return space == nsSOAPEnc || space == nsSOAPEnc12 }

// addSOAPEncoding enters the types of the SOAP encoding: a nillable twin of each
// XSD simple type, based on it, then Array and Struct, then the elements of the
// same names.
func (s *symbols) addSOAPEncoding(space string) {
	for _, row := range builtinTypes[1:] {
		s.addTwin(QName{space, row.name}, row.name)
	}
	s.addTwin(QName{space, "base64"}, "base64Binary")
	anyType := s.types[anyTypeName]
	for _, local := range []string{"Array", "Struct"} {
		s.addBuiltin(&Type{
			Name: QName{space, local}, Namespace: space, Class: Complex, Base: anyType,
			Nillable: true, builtin: true, Particle: anything(),
		})
	}
	s.types[QName{space, "Array"}].Array = &Array{Item: anyType, Dims: []string{"[]"}}
	s.addGlobalElement(QName{space, "anyType"}, anyType)
	s.addGlobalElement(QName{space, "Array"}, s.types[QName{space, "Array"}])
	s.addGlobalElement(QName{space, "Struct"}, s.types[QName{space, "Struct"}])
}

func (s *symbols) addTwin(name QName, xsd string) {
	base := s.types[QName{nsXSD, xsd}]
	t := &Type{
		Name: name, Namespace: name.Space, Class: Simple, Base: base,
		Variety: base.Variety, Item: base.Item, Nillable: true, builtin: true,
	}
	s.addBuiltin(t)
	s.addGlobalElement(name, t)
}

func (s *symbols) addGlobalElement(name QName, t *Type) {
	s.elements[name] = &Element{
		Name: name, Namespace: name.Space, Global: true, Qualified: true,
		Nillable: true, Type: t,
	}
}
