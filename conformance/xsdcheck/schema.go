package xsdcheck

import (
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"github.com/jacoelho/xsd"

	"github.com/assist-soap/toolkit/service"
)

//go:embed envelope.xsd
var envelopeSchema []byte

// sources are the schemas a service's messages are checked with: that of the envelope,
// those inside the WSDL, and one with the wrapper elements, which for rpc operations
// stand in no schema: WSDL 1.1 section 3.5 makes them of the operation's name.
func sources(s *service.Service, file string, text []byte, tree *node) []xsd.SchemaSource {
	list := []xsd.SchemaSource{xsd.Bytes("envelope.xsd", envelopeSchema)}
	declared := map[xml.Name]bool{}
	for _, schema := range schemasOf(tree) {
		list = append(list, xsd.Bytes(fmt.Sprintf("%s:%d", file, schema.line), standalone(text, schema)))
		for _, child := range schema.children {
			if child.name.Local == "element" {
				declared[xml.Name{Space: schema.target, Local: child.get("name")}] = true
			}
		}
	}
	return append(list, wrappers(s, declared)...)
}

func schemasOf(tree *node) []*node {
	var found []*node
	tree.each(func(n *node) {
		if n.name == (xml.Name{Space: schemaSpace, Local: "schema"}) {
			found = append(found, n)
		}
	})
	return found
}

// standalone cuts a schema out of its WSDL, with the namespace declarations it inherits.
func standalone(text []byte, schema *node) []byte {
	var extra bytes.Buffer
	own := map[string]bool{}
	for _, a := range schema.attr {
		if a.Name.Space == "xmlns" {
			own[a.Name.Local] = true
		}
	}
	inherited := schema.prefixes()
	for _, prefix := range sorted(inherited) {
		if !own[prefix] && prefix != "" {
			fmt.Fprintf(&extra, " xmlns:%s=%q", prefix, inherited[prefix])
		}
	}
	tag := text[schema.start:schema.tagEnd]
	cut := bytes.LastIndexByte(tag, '>')
	if cut > 0 && tag[cut-1] == '/' {
		cut--
	}
	return slices.Concat(tag[:cut], extra.Bytes(), tag[cut:], text[schema.tagEnd:schema.end])
}

func sorted(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// wrappers writes schemas, one for each namespace, with the frames of all messages that
// no schema declares: the first frame of rpc messages and other names the sidecar
// allows for it.
func wrappers(s *service.Service, declared map[xml.Name]bool) []xsd.SchemaSource {
	bodies := map[string]string{}
	for i := range s.Operations {
		op := &s.Operations[i]
		for _, m := range []*service.Message{&op.Request, &op.Response} {
			if len(m.Frames) == 0 {
				continue
			}
			names := []service.Name{m.Frames[0].Name}
			for _, w := range m.Wrappers {
				names = append(names, w.Name)
			}
			for _, n := range names {
				full := xml.Name{Space: s.Space(n), Local: n.Local}
				if body := frames(s, m); body != "" && !declared[full] {
					declared[full] = true
					bodies[full.Space] += fmt.Sprintf("<xs:element name=%q>%s</xs:element>\n", n.Local, body)
				}
			}
		}
	}
	var list []xsd.SchemaSource
	for _, space := range sorted(bodies) {
		list = append(list, xsd.Bytes("wrappers of "+space, []byte(fmt.Sprintf(
			"<xs:schema xmlns:xs=%q targetNamespace=%q elementFormDefault=\"unqualified\">\n%s%s</xs:schema>",
			schemaSpace, space, imports(s, space), bodies[space]))))
	}
	return list
}

// imports names every namespace the WSDL's schemas may have.
func imports(s *service.Service, own string) string {
	var b strings.Builder
	for _, space := range s.Spaces {
		if space != "" && space != own {
			fmt.Fprintf(&b, "<xs:import namespace=%q/>\n", space)
		}
	}
	return b.String()
}

// frames writes the type of a wrapper: the inner frames, down to the struct that holds
// the fields. It is "" for a struct without a name, which only an element can have.
func frames(s *service.Service, m *service.Message) string {
	t := &s.Types[m.Type]
	if len(m.Frames) < 2 || t.Name.Local == "" {
		return ""
	}
	inner := ""
	for i := len(m.Frames) - 1; i > 0; i-- {
		name := m.Frames[i].Name.Local
		if inner == "" {
			inner = fmt.Sprintf("<xs:element name=%q type=\"t:%s\" xmlns:t=%q/>", name, t.Name.Local, s.Space(t.Name))
		} else {
			inner = fmt.Sprintf("<xs:element name=%q>%s</xs:element>", name, inner)
		}
		inner = "<xs:complexType><xs:sequence>" + inner + "</xs:sequence><xs:anyAttribute namespace=\"##other\" processContents=\"lax\"/></xs:complexType>"
	}
	return inner
}
