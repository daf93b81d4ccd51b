package model

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/beevik/etree"
)

// htmlStart recognises pages that are no XML at all, as web servers send them
// instead of a WSDL.
var htmlStart = regexp.MustCompile(`(?i)^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)[\s>]`)

// document is one parsed input file.
type document struct {
	path string // inside the root, or a URL
	url  bool
	size int
	root *node
	// declares tells the namespaces that some element of the document binds;
	// what matters is only whether an old XSD draft is among them.
	oldXSD Pos
}

// parse turns bytes into a node tree. It reports what is wrong and returns nil
// when there is nothing to work with.
func parse(path string, raw []byte, limits Limits, rep *reporter) *document {
	text, err := toUTF8(raw)
	if err != nil {
		rep.report(CodeBadEncoding, badBytePos(path, raw, err),
			"document cannot be decoded: ", err.Error(), "; declare the encoding it is stored in")
		return nil
	}
	tree := etree.NewDocument()
	tree.ReadSettings.MaxDepth = limits.Depth
	tree.ReadSettings.PreserveDuplicateAttrs = true // reported, not merged
	if err := tree.ReadFromBytes(text); err != nil {
		code, pos, message := explain(path, text, limits.Depth, err)
		rep.report(code, pos, message)
		return nil
	}
	d := &document{path: path, size: len(raw)}
	d.root = buildNodes(d, tree, elementMarks(text), rep)
	return d
}

// explain reads a rejected document again with encoding/xml, which knows where
// and why it fails; etree says neither.
func explain(path string, text []byte, maxDepth int, cause error) (Code, Pos, string) {
	if htmlStart.Match(text[:min(len(text), 1024)]) {
		return CodeNotWSDL, Pos{path, 1, 1}, "document is an HTML page, not XML; the address of the WSDL is another, or wants a login"
	}
	dec := xml.NewDecoder(strings.NewReader(string(text)))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth, last := 0, int64(0)
	for {
		tok, err := dec.Token()
		if err != nil {
			at := mark{1, 1}
			at.advance(text[:min(int(last), len(text))])
			return CodeBrokenXML, Pos{path, at.line, at.col}, "document is not well-formed: " + reason(err, cause)
		}
		switch tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				at := mark{1, 1}
				at.advance(text[:last])
				return CodeLimitExceeded, Pos{path, at.line, at.col},
					"elements are nested too deep; raise Limits.Depth if the document is genuine"
			}
		case xml.EndElement:
			depth--
		}
		last = dec.InputOffset()
	}
}

func reason(err, cause error) string {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return syntax.Msg
	}
	if err == io.EOF {
		return cause.Error()
	}
	return strings.TrimPrefix(err.Error(), "xml: ")
}
