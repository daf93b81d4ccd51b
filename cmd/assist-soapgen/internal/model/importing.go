package model

import "strings"

// pendingImport is a schema import that only the network, or no location at
// all, could satisfy. Whether it matters shows when all else has been read.
type pendingImport struct {
	node      *node
	from      *document
	namespace string
	at        place // zero when there is no location
}

// readAll reads the WSDL and everything it refers to.
func (r *reader) readAll(name string) *document {
	pos := Pos{name, 1, 1}
	at, problem := r.root(name)
	if problem != "" {
		r.refuse(problem, pos, "WSDL", name)
		return nil
	}
	root := r.open(at, pos, "WSDL")
	if root == nil || !r.checkWSDL(root) {
		return nil
	}
	r.visitWSDL(root)
	for len(r.pending) > 0 {
		next := r.pending[0]
		r.pending = r.pending[1:]
		r.settle(next)
	}
	return root
}

func (r *reader) root(name string) (place, Code) {
	if hasScheme.MatchString(name) {
		at, problem := r.absolute(name)
		if problem == "" && at.url && !r.opts.AllowNetwork {
			problem = CodeNetworkRefused
		}
		return at, problem
	}
	return r.inRoot(name)
}

// visitWSDL follows the imports of a WSDL document in document order.
func (r *reader) visitWSDL(d *document) {
	if r.entered[d] {
		return
	}
	r.entered[d] = true
	r.wsdls = append(r.wsdls, d)
	for _, k := range d.root.kids {
		switch {
		case k.is(nsWSDL, "import"):
			r.importWSDL(d, k)
		case k.is(nsWSDL, "types"):
			r.visitTypes(k)
		}
	}
}

func (r *reader) visitTypes(types *node) {
	for _, k := range types.kids {
		if k.is(nsXSD, "schema") {
			r.visitSchema(k, k.attr("targetNamespace"))
		}
	}
}

func (r *reader) importWSDL(d *document, n *node) {
	location := n.attr("location")
	what := "wsdl:import of namespace " + quote(n.attr("namespace"))
	if location == "" {
		r.rep.report(CodeMissingAttribute, n.pos, what, " has no location; add it")
		return
	}
	target := r.follow(d, n, location, what)
	if target == nil {
		return
	}
	switch {
	case target.root.is(nsXSD, "schema"):
		r.checkNamespace(n, what, target.root.attr("targetNamespace"))
		r.visitSchema(target.root, target.root.attr("targetNamespace"))
	case target.root.is(nsWSDL, "definitions"):
		r.checkNamespace(n, what, target.root.attr("targetNamespace"))
		r.visitWSDL(target)
	default:
		r.notImportable(n, what, target)
	}
}

// follow opens a location that must be there.
func (r *reader) follow(d *document, n *node, location, what string) *document {
	at, problem := r.locate(d, location)
	if problem == "" && at.url && !r.opts.AllowNetwork {
		problem = CodeNetworkRefused
	}
	if problem != "" {
		r.refuse(problem, n.pos, what, location)
		return nil
	}
	return r.open(at, n.pos, what+" from "+quote(location))
}

var refusals = map[Code]string{
	CodeOutsideRoot:     " leads outside the root folder; move the root up or map the location in the catalogue",
	CodeNetworkRefused:  " needs the network, which is not allowed; save the document below the root and map the location in the catalogue",
	CodeMissingDocument: " is no file and no http location; map it in the catalogue",
}

func (r *reader) refuse(problem Code, pos Pos, what, location string) {
	r.rep.report(problem, pos, what, ": location ", quote(location), refusals[problem])
}

func (r *reader) checkNamespace(n *node, what, actual string) {
	if stated, ok := n.rawAttr("namespace"); ok && strings.TrimSpace(stated) != actual {
		r.rep.report(CodeNamespaceMismatch, n.pos, what, ": the document has target namespace ", quote(actual), "; correct the import")
	}
}

func (r *reader) notImportable(n *node, what string, target *document) {
	r.rep.report(CodeNotImportable, n.pos, what, ": ", target.path, " is ", describeRoot(target.root), ", not what can be imported here")
}
