package model

// visitSchema follows the imports, includes and redefines of a schema under the
// target namespace it is to have.
func (r *reader) visitSchema(n *node, tns string) {
	key := schemaKey{n, tns}
	if r.visited[key] != nil {
		return
	}
	s := newSchemaDoc(n, tns)
	r.visited[key] = s
	r.spaces[tns] = true
	r.schemas = append(r.schemas, s)
	for _, k := range n.kids {
		if k.name.Space != nsXSD {
			continue
		}
		switch k.name.Local {
		case "import":
			r.importSchema(k)
		case "include":
			r.includeSchema(s, k)
		case "redefine":
			s.redefines = append(s.redefines, k)
			r.includeSchema(s, k)
		}
	}
}

// importSchema follows an xs:import. What is built in needs no document; what
// would need the network waits until everything local has been read.
func (r *reader) importSchema(n *node) {
	ns, location := n.attr("namespace"), n.attr("schemaLocation")
	if builtIn(ns) {
		return
	}
	what := "import of namespace " + quote(ns)
	if location == "" || location[0] == '#' {
		r.pending = append(r.pending, pendingImport{node: n, from: n.doc, namespace: ns})
		return
	}
	at, problem := r.locate(n.doc, location)
	switch {
	case problem != "":
		r.refuse(problem, n.pos, what, location)
	case at.url:
		r.pending = append(r.pending, pendingImport{n, n.doc, ns, at})
	default:
		r.enterImported(n, what, r.open(at, n.pos, what+" from "+quote(location)))
	}
}

// enterImported reads the schema, or the inline schemas of a WSDL, that an
// import leads to.
func (r *reader) enterImported(n *node, what string, target *document) {
	switch {
	case target == nil:
	case target.root.is(nsXSD, "schema"):
		tns := target.root.attr("targetNamespace")
		r.checkNamespace(n, what, tns)
		r.visitSchema(target.root, tns)
	case target.root.is(nsWSDL, "definitions"):
		for _, k := range target.root.kids {
			if k.is(nsWSDL, "types") {
				r.visitTypes(k)
			}
		}
	default:
		r.notImportable(n, what, target)
	}
}

// settle decides a pending import: satisfied, in the catalogue, fetched, or a
// problem.
func (r *reader) settle(p pendingImport) {
	if r.spaces[p.namespace] || wellKnown(p.namespace) {
		return
	}
	what := "import of namespace " + quote(p.namespace)
	if mapped, ok := r.opts.Catalogue[p.namespace]; ok {
		at, problem := r.inRoot(mapped)
		if problem != "" {
			r.refuse(problem, p.node.pos, what, mapped)
			return
		}
		r.enterImported(p.node, what, r.open(at, p.node.pos, what))
		return
	}
	switch {
	case p.at == place{}:
		r.rep.report(CodeImportUnresolved, p.node.pos, what, " has no schemaLocation and no schema of that namespace is loaded; add one")
	case !r.opts.AllowNetwork:
		r.refuse(CodeNetworkRefused, p.node.pos, what, p.at.path)
	default:
		r.enterImported(p.node, what, r.open(p.at, p.node.pos, what))
	}
}

func (r *reader) includeSchema(s *schemaDoc, n *node) {
	what, location := n.name.Local, n.attr("schemaLocation")
	if location == "" {
		r.rep.reportAs(Warning, CodeMissingAttribute, n.pos, what, " has no schemaLocation and is ignored; add it")
		return
	}
	target := r.follow(n.doc, n, location, what)
	if target == nil {
		return
	}
	if !target.root.is(nsXSD, "schema") {
		r.notImportable(n, what, target)
		return
	}
	tns := target.root.attr("targetNamespace")
	switch {
	case tns == "":
		tns = s.tns // chameleon
	case tns != s.tns:
		r.rep.report(CodeNamespaceMismatch, n.pos, what, " of ", quote(location), ": the document has target namespace ", quote(tns), ", not ", quote(s.tns), "; use xs:import")
	}
	r.visitSchema(target.root, tns)
}
