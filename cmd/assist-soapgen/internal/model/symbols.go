package model

// symbols are the global components by name; one table per symbol space of XSD
// and WSDL.
type symbols struct {
	types           map[QName]*Type
	elements        map[QName]*Element
	attributes      map[QName]*Attribute
	groups          map[QName]*Group
	attributeGroups map[QName]*AttributeGroup

	messages  map[QName]*Message
	portTypes map[QName]*PortType
	bindings  map[QName]*Binding
	services  map[QName]*Service

	// origin finds the node of a component, to compare duplicates.
	origin map[any]*node
}

func newSymbols() *symbols {
	s := &symbols{
		types:           map[QName]*Type{},
		elements:        map[QName]*Element{},
		attributes:      map[QName]*Attribute{},
		groups:          map[QName]*Group{},
		attributeGroups: map[QName]*AttributeGroup{},
		messages:        map[QName]*Message{},
		portTypes:       map[QName]*PortType{},
		bindings:        map[QName]*Binding{},
		services:        map[QName]*Service{},
		origin:          map[any]*node{},
	}
	s.addBuiltins()
	s.addBuiltinAttributes()
	s.addSOAPEncoding(nsSOAPEnc)
	s.addSOAPEncoding(nsSOAPEnc12)
	return s
}

// define enters a component under its name. It returns false, with the
// duplicate reported, when the name is taken.
func define[T comparable](s *symbols, rep *reporter, table map[QName]T, name QName, component T, n *node) bool {
	first, taken := table[name]
	if !taken {
		table[name] = component
		s.origin[component] = n
		return true
	}
	other := s.origin[first]
	switch {
	case other == nil: // built in: what WSDLs repeat of it adds nothing
	case sameDefinition(other, n):
		rep.reportAs(Warning, CodeDuplicate, n.pos, n.name.Local, " ", quote(name.Local), " of namespace ", quote(name.Space), " is defined the same way at ", other.pos.String(), "; remove one")
	default:
		rep.report(CodeDuplicate, n.pos, n.name.Local, " ", quote(name.Local), " of namespace ", quote(name.Space), " is defined differently at ", other.pos.String(), "; rename or remove one")
	}
	return false
}

// qnameAttributes hold prefixed names, equal when their expansions are.
var qnameAttributes = map[string]bool{
	"type": true, "base": true, "ref": true, "element": true, "message": true,
	"itemType": true, "memberTypes": true, "substitutionGroup": true,
	"binding": true, "arrayType": true, "refer": true,
}

// sameDefinition compares two definitions as written, documentation aside.
func sameDefinition(a, b *node) bool {
	if a.name != b.name || !sameAttributes(a, b) {
		return false
	}
	ak, bk := definingKids(a), definingKids(b)
	if len(ak) != len(bk) {
		return false
	}
	for i := range ak {
		if !sameDefinition(ak[i], bk[i]) {
			return false
		}
	}
	return true
}

func sameAttributes(a, b *node) bool {
	return coversAttributes(a, b) && coversAttributes(b, a)
}

// statedDefaults are attributes that mean the same given and absent.
var statedDefaults = map[string]string{
	"minOccurs": "1", "maxOccurs": "1", "use": "optional", "nillable": "false", "abstract": "false", "mixed": "false",
}

// coversAttributes reports whether b has every attribute a has.
func coversAttributes(a, b *node) bool {
	for _, attr := range a.el.Attr {
		if attr.Space == "xmlns" || attr.FullKey() == "xmlns" || attr.Key == "id" {
			continue
		}
		other := b.el.SelectAttr(attr.FullKey())
		if other == nil && attr.Value != "" && attr.Value == statedDefaults[attr.FullKey()] {
			continue
		}
		if other == nil {
			return false
		}
		if qnameAttributes[attr.Key] {
			an, _, _ := a.expand(attr.Value)
			bn, _, _ := b.expand(other.Value)
			if an != bn {
				return false
			}
		} else if attr.Value != other.Value {
			return false
		}
	}
	return true
}

func definingKids(n *node) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name.Local != "annotation" && k.name.Local != "documentation" {
			out = append(out, k)
		}
	}
	return out
}
