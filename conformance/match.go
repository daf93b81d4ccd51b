package conformance

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"
)

// Difference is one place where an answer is not what a case expects.
type Difference struct {
	Path string // field or element path
	Text string // "want …, got …"
}

func (d Difference) String() string { return d.Path + ": " + d.Text }

// MatchXML compares two XML texts: namespaces count, prefixes do not; elements in
// order; white space between elements does not count, inside a leaf it does;
// comments do not count. The expectation may hold placeholders in texts and
// attribute values.
func MatchXML(scope *Scope, want, got string) []Difference {
	w, err := parseXML(want)
	if err != nil {
		return []Difference{{"/", "the expectation is no XML: " + err.Error()}}
	}
	g, err := parseXML(got)
	if err != nil {
		return []Difference{{"/", "want XML, got something else: " + err.Error()}}
	}
	m := &xmlMatch{scope: scope}
	m.element("/"+w.Tag, w, g)
	return m.found
}

func parseXML(text string) (*etree.Element, error) {
	doc := etree.NewDocument()
	doc.ReadSettings.ValidateInput = true
	if err := doc.ReadFromString(strings.TrimSpace(text)); err != nil {
		return nil, err
	}
	if doc.Root() == nil {
		return nil, fmt.Errorf("it has no root element")
	}
	return doc.Root(), nil
}

type xmlMatch struct {
	scope *Scope
	found []Difference
}

func (m *xmlMatch) differ(path, format string, args ...any) {
	m.found = append(m.found, Difference{path, fmt.Sprintf(format, args...)})
}

func (m *xmlMatch) element(path string, want, got *etree.Element) {
	if a, b := expandedName(want), expandedName(got); a != b {
		m.differ(path, "want element %s, got %s", a, b)
		return
	}
	m.attributes(path, want, got)
	wantChildren, gotChildren := want.ChildElements(), got.ChildElements()
	if len(wantChildren) == 0 && len(gotChildren) == 0 {
		if why := m.scope.Match(leafText(want), leafText(got)); why != "" {
			m.differ(path, "%s", why)
		}
		return
	}
	if a, b := mixedText(want), mixedText(got); a != b {
		m.differ(path, "want the text %q between its elements, got %q", a, b)
	}
	m.children(path, wantChildren, gotChildren)
}

// children pairs elements in order. After a difference it looks for the next pair
// with the same name, so that one missing element is one difference.
func (m *xmlMatch) children(path string, want, got []*etree.Element) {
	g := 0
	for _, w := range want {
		at := g
		for at < len(got) && expandedName(got[at]) != expandedName(w) {
			at++
		}
		if at == len(got) {
			m.differ(path+"/"+w.Tag, "it is missing, or not in this place")
			continue
		}
		for ; g < at; g++ {
			m.differ(path+"/"+got[g].Tag, "nobody expects it here")
		}
		m.element(path+"/"+w.Tag, w, got[at])
		g = at + 1
	}
	for ; g < len(got); g++ {
		m.differ(path+"/"+got[g].Tag, "nobody expects it here")
	}
}

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"

func (m *xmlMatch) attributes(path string, want, got *etree.Element) {
	wants, gots := attributeMap(want), attributeMap(got)
	for _, name := range wants.order {
		value, ok := gots.values[name]
		if !ok {
			m.differ(path+"/@"+name, "the attribute is missing")
		} else if why := m.scope.Match(wants.values[name], value); why != "" {
			m.differ(path+"/@"+name, "%s", why)
		}
	}
	for _, name := range gots.order {
		if _, ok := wants.values[name]; !ok {
			m.differ(path+"/@"+name, "nobody expects the attribute")
		}
	}
}

type attributes struct {
	order  []string
	values map[string]string
}

// attributeMap leaves out namespace declarations and resolves the QName in xsi:type,
// whose prefix means nothing by itself.
func attributeMap(e *etree.Element) attributes {
	out := attributes{values: map[string]string{}}
	for _, a := range e.Attr {
		if a.Space == "xmlns" || a.Space == "" && a.Key == "xmlns" {
			continue
		}
		name, value := a.Key, a.Value
		if a.Space != "" {
			name = a.FullKey()
			if uri := a.NamespaceURI(); uri != "" {
				name = "{" + uri + "}" + a.Key
			}
		}
		if name == "{"+schemaInstance+"}type" {
			value = resolveQName(e, value)
		}
		out.order = append(out.order, name)
		out.values[name] = value
	}
	return out
}

func resolveQName(e *etree.Element, text string) string {
	prefix, local, ok := strings.Cut(text, ":")
	if !ok {
		prefix, local = "", text
	}
	for at := e; at != nil; at = at.Parent() {
		for _, a := range at.Attr {
			if prefix != "" && a.Space == "xmlns" && a.Key == prefix || prefix == "" && a.Space == "" && a.Key == "xmlns" {
				if a.Value == "" { // xmlns="" takes the default namespace away
					return local
				}
				return "{" + a.Value + "}" + local
			}
		}
	}
	return text
}

// expandedName keeps a prefix that is not declared: it is no namespace, and not none.
func expandedName(e *etree.Element) string {
	if uri := e.NamespaceURI(); uri != "" {
		return "{" + uri + "}" + e.Tag
	}
	return e.FullTag()
}

func leafText(e *etree.Element) string {
	var b strings.Builder
	for _, child := range e.Child {
		if data, ok := child.(*etree.CharData); ok {
			b.WriteString(data.Data)
		}
	}
	return b.String()
}

// mixedText is the text that stands beside elements, without the white space of
// indentation.
func mixedText(e *etree.Element) string {
	var pieces []string
	for _, child := range e.Child {
		if data, ok := child.(*etree.CharData); ok && strings.TrimSpace(data.Data) != "" {
			pieces = append(pieces, strings.TrimSpace(data.Data))
		}
	}
	return strings.Join(pieces, " ")
}
