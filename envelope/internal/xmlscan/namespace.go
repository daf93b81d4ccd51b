package xmlscan

import "strings"

const (
	xmlPrefix   = "xml"
	xmlnsPrefix = "xmlns"
	xmlSpace    = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace  = "http://www.w3.org/2000/xmlns/"
)

// namespaceState holds the namespace declarations in force.
type namespaceState struct {
	binds        []binding // innermost last
	unbind       int       // length to cut binds to before the next step, or -1
	scope        int       // changes whenever binds changes
	defaultSpace string    // what "" is bound to
}

type binding struct{ prefix, space string }

func (s *Scanner) resetNamespaces() {
	s.binds, s.unbind, s.scope, s.defaultSpace = s.binds[:0], -1, 0, ""
}

// Namespace returns the namespace a prefix stands for at the current token, for
// values that hold qualified names (xsi:type, faultcode). The empty prefix
// stands for the default namespace, which may be none. After Leaf, and at an
// End token, declarations on the element itself still count.
func (s *Scanner) Namespace(prefix string) (string, bool) {
	if prefix == "" {
		return s.defaultSpace, true
	}
	return s.lookup(prefix)
}

// ResolveQName reads a value as a qualified name, white space around it
// ignored. It reports false if the value is no such name, and also, with the
// name filled in and marked Unbound, if its prefix is not bound.
func (s *Scanner) ResolveQName(value string) (Name, bool) {
	value = strings.Trim(value, " \t\r\n")
	prefix, local, prefixed := strings.Cut(value, ":")
	if !prefixed {
		prefix, local = "", value
	} else if !isNCName(prefix) {
		return Name{}, false
	}
	if !isNCName(local) {
		return Name{}, false
	}
	space, ok := s.Namespace(prefix)
	return Name{Space: space, Local: local, Prefix: prefix, Unbound: !ok}, ok
}

func (s *Scanner) lookup(prefix string) (string, bool) {
	for i := len(s.binds) - 1; i >= 0; i-- {
		if s.binds[i].prefix == prefix {
			return s.binds[i].space, true
		}
	}
	if prefix == xmlPrefix {
		return xmlSpace, true
	}
	return "", false
}

// declare adds the declaration at offset. mark is the number of bindings in
// force before the element that makes it.
func (s *Scanner) declare(prefix, space string, offset, mark int) error {
	name := Name{Prefix: xmlnsPrefix, Local: prefix}
	if prefix == "" {
		name = Name{Local: xmlnsPrefix}
	}
	if prefix == xmlnsPrefix || (prefix == xmlPrefix) != (space == xmlSpace) || space == xmlnsSpace {
		return s.failName(offset, RuleReservedPrefix,
			"the prefixes xml and xmlns and their namespaces cannot be bound otherwise", name)
	}
	if space == "" && prefix != "" {
		return s.failName(offset, RuleEmptyPrefixBinding, "prefix "+shown(prefix)+" is bound to the empty namespace", name)
	}
	for _, b := range s.binds[mark:] {
		if b.prefix == prefix {
			return s.failName(offset, RuleDuplicateAttribute, "attribute "+shown(name.String())+" is given twice", name)
		}
	}
	if len(s.binds) >= s.limits.Namespaces {
		return s.fail(offset, RuleLimitNamespaces, "more namespace declarations are in force than allowed")
	}
	s.binds = append(s.binds, binding{prefix: prefix, space: space})
	if prefix == "" {
		s.defaultSpace = space
	}
	s.scope++
	return nil
}

// dropBindings forgets the declarations of the element closed last.
func (s *Scanner) dropBindings() {
	s.binds, s.unbind = s.binds[:s.unbind], -1
	s.defaultSpace, _ = s.lookup("")
	s.scope++
}

// unboundPrefix refuses a name at offset, or lets it pass with a warning.
func (s *Scanner) unboundPrefix(offset int, name Name) error {
	if name.Prefix == xmlnsPrefix {
		return s.failName(offset, RuleReservedPrefix, "an element cannot have the prefix xmlns", name)
	}
	if s.limits.LenientPrefixes {
		s.warn(offset, name.Prefix)
		return nil
	}
	return s.failName(offset, RuleUnboundPrefix, "prefix "+shown(name.Prefix)+" is not bound to a namespace", name)
}
