package xsdcheck

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

const schemaSpace = "http://www.w3.org/2001/XMLSchema"

// node is an element of a WSDL with its place: validators report places in the message,
// people look for the line of the schema.
type node struct {
	name       xml.Name
	attr       []xml.Attr
	children   []*node
	parent     *node
	line       int
	start, end int64  // bytes of the whole element
	tagEnd     int64  // of the start tag
	target     string // target namespace of the schema it lies in
}

func (n *node) get(name string) string {
	for _, a := range n.attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// readTree reads a document of the toolkit itself, which is small and trusted.
func readTree(file string, text []byte) (*node, error) {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	root := &node{}
	at := root
	for {
		start := decoder.InputOffset()
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			child := &node{name: token.Name, attr: token.Copy().Attr, parent: at, start: start, tagEnd: decoder.InputOffset(), target: at.target}
			child.line = 1 + bytes.Count(text[:start], []byte("\n"))
			if child.name == (xml.Name{Space: schemaSpace, Local: "schema"}) {
				child.target = child.get("targetNamespace")
			}
			at.children = append(at.children, child)
			at = child
		case xml.EndElement:
			at.end = decoder.InputOffset()
			at = at.parent
		}
	}
}

// each calls see for n and everything below it.
func (n *node) each(see func(*node)) {
	see(n)
	for _, child := range n.children {
		child.each(see)
	}
}

// prefixes returns the namespace declarations in force at n.
func (n *node) prefixes() map[string]string {
	found := map[string]string{}
	for at := n; at != nil; at = at.parent {
		for _, a := range at.attr {
			prefix, declares := "", a.Name.Space == "" && a.Name.Local == "xmlns"
			if a.Name.Space == "xmlns" {
				prefix, declares = a.Name.Local, true
			}
			if _, known := found[prefix]; declares && !known {
				found[prefix] = a.Value
			}
		}
	}
	return found
}
