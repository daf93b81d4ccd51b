// Package xmlscan is the one strict XML reader of the product: the answers of
// a gateway are verified and used through the same tokens, so that no two
// readers can see two different values in one signed document.
//
// For most uses: make a [Scanner] with [New] (or keep one and [Scanner.Reset]
// it), step into the root with [Scanner.Child], loop over children with Child
// and take their values with [Scanner.Leaf], pass over what is not wanted with
// [Scanner.Skip], and end with [Scanner.Finish]:
//
//	s := xmlscan.New(body, xmlscan.Limits{})
//	if _, err := s.Child(); err != nil { // the root element
//		return err
//	}
//	for {
//		more, err := s.Child()
//		if err != nil {
//			return err
//		}
//		if !more {
//			break
//		}
//		value, err := s.Leaf()
//		...
//	}
//	return s.Finish()
//
// # What is read
//
// XML 1.0 (fifth edition) with Namespaces in XML 1.0, one document held in
// memory, already UTF-8: converting another charset is the caller's step, and
// the encoding named in the XML declaration is reported, not acted upon. A
// byte order mark at the start is passed over. Comments and processing
// instructions are checked and vanish; text on both sides of them, and CDATA
// sections, make one value. CR and CRLF become LF. White space in attribute
// values becomes spaces. Values are never trimmed.
//
// # What is refused
//
// Everything that is not well-formed or not namespace-well-formed, every
// document type declaration (see [Limits.AllowDoctype]), and whatever exceeds
// [Limits]. Each refusal is a [*SyntaxError] with a stable rule id and a byte
// offset; its message never repeats a value of the document. The first error
// is final: every later call returns it again.
//
// # Memory
//
// A document handed in as bytes is copied once; every name and value is a
// slice of that copy (a value therefore keeps the document alive: clone what is
// kept for long). Values that differ from the raw bytes are gathered in chunks
// shared by many values. A scanner that is reset with strings reads without
// allocating once it is warm.
//
// # Streams
//
// [Scanner.ResetReader] reads a document that need not fit into memory. The token
// functions (start tag, end tag, text, comment) look at s.doc from an offset and
// move s.pos only when the token is whole, so a step that the end of the window
// cuts is undone and taken again with more of the document: there is one reader,
// and its strictness does not depend on where the bytes come from.
package xmlscan
