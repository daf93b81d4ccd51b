package model

import (
	"strings"

	"github.com/beevik/etree"
)

// node is an element of the etree tree with what etree does not keep: expanded
// name, position and the namespace declarations in force.
type node struct {
	el    *etree.Element
	name  QName
	pos   Pos
	scope *scope
	kids  []*node
	doc   *document
}

// scope is a chain of namespace declarations, innermost first.
type scope struct {
	prefix, uri string
	outer       *scope
}

// lookup finds the namespace of a prefix; "" is the default namespace, which is
// always there.
func (s *scope) lookup(prefix string) (string, bool) {
	for ; s != nil; s = s.outer {
		if s.prefix == prefix {
			return s.uri, true
		}
	}
	switch prefix {
	case "":
		return "", true
	case "xml":
		return nsXML, true
	case "xmlns":
		return nsXMLNS, true
	}
	return "", false
}

// attr returns an attribute without namespace, white space trimmed: all but
// default, fixed and facet values are of types that collapse it.
func (n *node) attr(key string) string {
	v, _ := n.rawAttr(key)
	return strings.TrimSpace(v)
}

func (n *node) rawAttr(key string) (string, bool) {
	for i := range n.el.Attr {
		if a := &n.el.Attr[i]; a.Key == key && a.Space == "" {
			return a.Value, true
		}
	}
	return "", false
}

// attrNS returns an attribute of one of the namespaces.
func (n *node) attrNS(key string, spaces ...string) string {
	for i := range n.el.Attr {
		a := &n.el.Attr[i]
		if a.Key != key || a.Space == "" {
			continue
		}
		uri, _ := n.scope.lookup(a.Space)
		for _, space := range spaces {
			if uri == space {
				return strings.TrimSpace(a.Value)
			}
		}
	}
	return ""
}

// isTrue reads an xs:boolean attribute.
func (n *node) isTrue(key string) bool { return isTrue(n.attr(key)) }

func isTrue(v string) bool { return v == "true" || v == "1" }

// expand resolves a prefixed name by the declarations in scope.
func (n *node) expand(value string) (name QName, prefixed, ok bool) {
	prefix, local, prefixed := strings.Cut(value, ":")
	if !prefixed {
		prefix, local = "", value
	}
	uri, ok := n.scope.lookup(prefix)
	return QName{uri, local}, prefixed, ok
}

// is reports whether the node is the named XSD or WSDL element.
func (n *node) is(space, local string) bool { return n.name.Local == local && n.name.Space == space }

// first finds the first child of one of the namespaces with that name.
func (n *node) first(local string, spaces ...string) *node {
	for _, k := range n.kids {
		if k.name.Local != local {
			continue
		}
		for _, space := range spaces {
			if k.name.Space == space {
				return k
			}
		}
	}
	return nil
}

// text is all character data below the node, trimmed.
func (n *node) text() string {
	var b strings.Builder
	appendText(&b, n.el)
	return strings.TrimSpace(b.String())
}

func appendText(b *strings.Builder, e *etree.Element) {
	for _, c := range e.Child {
		switch c := c.(type) {
		case *etree.CharData:
			b.WriteString(c.Data)
		case *etree.Element:
			appendText(b, c)
		}
	}
}

// label names the construct for a message: its tag and name and those of the
// nearest ancestor that has a name, short of the document.
func (n *node) label() string {
	label := n.el.Tag
	if name := n.attr("name"); name != "" {
		label += " " + quote(name)
	}
	for e := n.el.Parent(); e != nil && e.Tag != "definitions"; e = e.Parent() {
		if name := e.SelectAttrValue("name", ""); name != "" {
			return label + " of " + e.Tag + " " + quote(name)
		}
	}
	return label
}

// quote puts a name in quotes and cuts what no reader would read to the end.
func quote(s string) string {
	const limit = 200
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return `"` + s + `"`
}
