package gen

// GoName is the exported Go name the generator gives a name of a WSDL or sidecar,
// before clashes inside one scope are resolved.
func GoName(name string) string { return goName(name) }
