package model

// Load reads the WSDL at name, a path inside opts.Root (or, when allowed, a
// URL), with everything it imports, and resolves it.
//
// If anything prevents generating from it, the result is nil and the error is a
// [Diagnostics] with every problem found, warnings included. Otherwise the
// warnings are in [Definitions.Warnings]. Only a fault in opts itself gives
// another kind of error.
func Load(name string, opts Options) (*Definitions, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	rep := newReporter(opts.Strict)
	r := newReader(opts, rep)
	root := r.readAll(name)
	if root == nil {
		return nil, rep.sorted()
	}
	b := newBuilder(r, root.root)
	d := newDefinitions(root.root, r.order)
	d.Schemas = b.buildSchemas(r.schemas)
	b.buildServices(r.wsdls, d)
	if rep.failed() {
		return nil, rep.sorted()
	}
	d.symbols = b.sym
	d.Warnings = rep.sorted()
	return d, nil
}

func newDefinitions(root *node, docs []*document) *Definitions {
	d := &Definitions{
		Pos:             root.pos,
		Name:            root.attr("name"),
		TargetNamespace: root.attr("targetNamespace"),
		Doc:             wsdlDoc(root),
	}
	for _, doc := range docs {
		kind := WSDLDocument
		if doc.root.is(nsXSD, "schema") {
			kind = SchemaDocument
		}
		d.Documents = append(d.Documents, Document{doc.path, kind, doc.root.attr("targetNamespace"), doc.size})
	}
	return d
}
