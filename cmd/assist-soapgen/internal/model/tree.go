package model

import (
	"github.com/beevik/etree"
)

// treeBuilder makes the nodes of one document from slabs: a big WSDL has tens
// of thousands of elements.
type treeBuilder struct {
	doc   *document
	rep   *reporter
	marks []mark
	nodes []node
	kids  []*node
	// undeclared holds the prefixes reported; once for each is enough.
	undeclared map[string]Severity
}

// buildNodes checks what encoding/xml does not (one root, no text outside it,
// no attribute twice, every prefix declared) and returns the root node.
func buildNodes(d *document, tree *etree.Document, marks []mark, rep *reporter) *node {
	if countElements(&tree.Element) != len(marks) {
		rep.report(CodeBrokenXML, Pos{d.path, 1, 1}, "document is not well-formed: its elements cannot be told apart")
		return nil
	}
	b := &treeBuilder{
		doc: d, rep: rep, marks: marks,
		nodes: make([]node, len(marks)), kids: make([]*node, 0, len(marks)),
		undeclared: map[string]Severity{},
	}
	var root *node
	for _, c := range tree.Child {
		switch c := c.(type) {
		case *etree.Element:
			if root != nil {
				rep.report(CodeBrokenXML, b.nextPos(), "document is not well-formed: second root element <", c.FullTag(), ">")
				return nil
			}
			root = b.build(c, nil)
		case *etree.CharData:
			if !c.IsWhitespace() {
				rep.report(CodeBrokenXML, Pos{d.path, 1, 1}, "document is not well-formed: text outside the root element")
				return nil
			}
		case *etree.Directive:
			rep.report(CodeDTDSkipped, Pos{d.path, 1, 1}, "DOCTYPE is skipped; entities and defaults it declares are unknown")
		}
	}
	if root == nil {
		rep.report(CodeBrokenXML, Pos{d.path, 1, 1}, "document is not well-formed: no element in it")
	}
	return root
}

func countElements(e *etree.Element) int {
	count := 0
	for _, c := range e.Child {
		if c, ok := c.(*etree.Element); ok {
			count += 1 + countElements(c)
		}
	}
	return count
}

func (b *treeBuilder) nextPos() Pos {
	return Pos{b.doc.path, b.marks[0].line, b.marks[0].col}
}

func (b *treeBuilder) build(e *etree.Element, parent *node) *node {
	n := &b.nodes[0]
	b.nodes = b.nodes[1:]
	n.el, n.doc, n.pos = e, b.doc, b.nextPos()
	b.marks = b.marks[1:]
	if parent != nil {
		n.scope = parent.scope
	}
	b.declare(n)
	b.checkAttrs(n)
	uri, ok := n.scope.lookup(e.Space)
	if !ok {
		b.reportUndeclared(elementSeverity(parent), n, "element <"+e.FullTag()+">", e.Space)
	}
	n.name = QName{uri, e.Tag}
	n.kids = b.reserve(e)
	i := 0
	for _, c := range e.Child {
		if c, ok := c.(*etree.Element); ok {
			n.kids[i] = b.build(c, n)
			i++
		}
	}
	return n
}

// reserve cuts the room for e's children from the slab, which never grows: there
// are fewer children than elements.
func (b *treeBuilder) reserve(e *etree.Element) []*node {
	count := 0
	for _, c := range e.Child {
		if _, ok := c.(*etree.Element); ok {
			count++
		}
	}
	from := len(b.kids)
	b.kids = b.kids[:from+count]
	return b.kids[from : from+count : from+count]
}

// declare adds the namespace declarations of n to its scope. The XSD drafts
// become the final namespace here, so that nobody else needs to know them.
func (b *treeBuilder) declare(n *node) {
	for i := range n.el.Attr {
		a := &n.el.Attr[i]
		prefix := a.Key
		switch {
		case a.Space == "xmlns":
		case a.Space == "" && a.Key == "xmlns":
			prefix = ""
		default:
			continue
		}
		uri := a.Value
		if uri == nsSOAPEnc2001 || uri == nsSOAPEnc2002 {
			uri = nsSOAPEnc12
		}
		if uri == nsXSD1999 || uri == nsXSD2000 {
			uri = nsXSD
			if b.doc.oldXSD == (Pos{}) {
				b.doc.oldXSD = n.pos
				b.rep.report(CodeOldXSD, n.pos, "namespace ", a.Value, " is a draft of XML Schema and is read as ", nsXSD)
			}
		}
		n.scope = &scope{prefix, uri, n.scope}
	}
}

func (b *treeBuilder) checkAttrs(n *node) {
	attrs := n.el.Attr
	var seen map[string]bool // only worth its price for many attributes
	if len(attrs) > 16 {
		seen = make(map[string]bool, len(attrs))
	}
	for i := range attrs {
		key := attrs[i].FullKey()
		if seen[key] || seen == nil && repeated(attrs[:i], &attrs[i]) {
			b.rep.report(CodeBrokenXML, n.pos, "document is not well-formed: attribute ", quote(key), " of <", n.el.FullTag(), "> is given twice")
		}
		if seen != nil {
			seen[key] = true
		}
		if prefix := attrs[i].Space; prefix != "" && prefix != "xmlns" {
			if _, ok := n.scope.lookup(prefix); !ok {
				b.reportUndeclared(Warning, n, "attribute "+quote(key), prefix)
			}
		}
	}
}

func repeated(before []etree.Attr, a *etree.Attr) bool {
	for i := range before {
		if before[i].Key == a.Key && before[i].Space == a.Space {
			return true
		}
	}
	return false
}

// elementSeverity: what stands inside a WSDL or XSD element may be one itself,
// and must not get lost for a missing declaration.
func elementSeverity(parent *node) Severity {
	if parent == nil || parent.name.Space == nsXSD || parent.name.Space == nsWSDL {
		return Error
	}
	return Warning
}

func (b *treeBuilder) reportUndeclared(sev Severity, n *node, what, prefix string) {
	if b.undeclared[prefix] >= sev {
		return
	}
	b.undeclared[prefix] = sev
	b.rep.reportAs(sev, CodeUndeclaredPrefix, n.pos, what, ": prefix ", quote(prefix), " is not declared; add xmlns:", prefix)
}
