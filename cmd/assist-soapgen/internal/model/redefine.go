package model

import "slices"

// redefinition is one component inside an xs:redefine. It replaces the
// component of its name, which it may still refer to as its own base.
type redefinition struct {
	schema *schemaDoc // a view of the schema, for this component alone
	node   *node
	name   QName
}

func (b *builder) collectRedefinitions(s *schemaDoc, redefine *node) {
	for _, n := range redefine.kids {
		if n.is(nsXSD, "annotation") {
			continue
		}
		name := QName{s.tns, n.attr("name")}
		if name.Local == "" {
			b.rep.report(CodeMissingAttribute, n.pos, "redefined ", n.name.Local, " has no name; add one")
			continue
		}
		view := *s
		view.self = name
		b.redefines = append(b.redefines, redefinition{&view, n, name})
	}
}

// applyRedefinitions puts each redefinition in the place of the old component,
// once all names are known.
func (b *builder) applyRedefinitions() {
	for _, r := range b.redefines {
		var ok bool
		switch r.node.name.Local {
		case "complexType", "simpleType":
			ok = b.redefineType(r)
		case "group":
			ok = b.redefineGroup(r)
		case "attributeGroup":
			ok = b.redefineAttributeGroup(r)
		default:
			b.unknown(r.node)
			continue
		}
		if !ok {
			b.rep.report(CodeUnresolvedRedefine, r.node.pos, "redefined ", r.node.name.Local, " ", quote(r.name.Local), " is not defined in the redefined schema; define it outside xs:redefine")
		}
	}
}

func (b *builder) redefineType(r redefinition) bool {
	old := b.sym.types[r.name]
	if old == nil || old.builtin {
		return false
	}
	t := newType(r.schema, r.node, r.name, nil)
	old.Replaced, r.schema.selfType = t, old
	b.sym.types[r.name] = t
	b.sym.origin[t] = r.node
	b.eachSchema(r, func(s *Schema) { s.Types = without(s.Types, old) })
	r.schema.out.Types = append(r.schema.out.Types, t)
	b.fills = append(b.fills, func() { b.fillType(r.schema, r.node, t, []string{r.name.Local}) })
	return true
}

func (b *builder) redefineGroup(r redefinition) bool {
	old := b.sym.groups[r.name]
	if old == nil {
		return false
	}
	g := newGroup(r.node, r.name)
	r.schema.selfGroup = old
	b.sym.groups[r.name] = g
	b.sym.origin[g] = r.node
	b.eachSchema(r, func(s *Schema) { s.Groups = without(s.Groups, old) })
	r.schema.out.Groups = append(r.schema.out.Groups, g)
	b.fills = append(b.fills, func() { b.fillGroup(r.schema, r.node, g) })
	return true
}

func (b *builder) redefineAttributeGroup(r redefinition) bool {
	old := b.sym.attributeGroups[r.name]
	if old == nil || b.attGroups[old] == nil {
		return false
	}
	g := &AttributeGroup{Pos: r.node.pos, Doc: documentation(r.node), Name: r.name}
	r.schema.selfAttrs = old
	b.sym.attributeGroups[r.name] = g
	b.sym.origin[g] = r.node
	b.attGroups[g] = &attGroupDef{schema: r.schema, node: r.node}
	b.eachSchema(r, func(s *Schema) { s.AttributeGroups = without(s.AttributeGroups, old) })
	r.schema.out.AttributeGroups = append(r.schema.out.AttributeGroups, g)
	b.fills = append(b.fills, func() { b.fillAttributeGroup(g) })
	return true
}

// eachSchema visits the schemas of the redefined namespace: only the first
// definition of a name was entered, and it may stand in any of them.
func (b *builder) eachSchema(r redefinition, visit func(*Schema)) {
	for _, s := range b.schemas {
		if s.TargetNamespace == r.name.Space {
			visit(s)
		}
	}
}

func without[T comparable](list []T, gone T) []T {
	return slices.DeleteFunc(list, func(x T) bool { return x == gone })
}
