package wiretest

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// canonical writes XML so that two documents which mean the same become the same text:
// names by namespace, prefixes forgotten also in xsi:type and arrayType, attributes
// sorted, white space between elements dropped, one node per line.
func canonical(text string) (string, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	var out []string
	scopes := []map[string]string{{}}
	pending := ""
	flush := func() {
		if strings.TrimSpace(pending) != "" {
			out = append(out, fmt.Sprintf("%s%q", indent(len(scopes)), pending))
		}
		pending = ""
	}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return strings.Join(out, "\n"), nil
		}
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			flush()
			scopes = append(scopes, declared(scopes[len(scopes)-1], t.Attr))
			out = append(out, indent(len(scopes))+clark(t.Name)+attributes(t.Attr, scopes[len(scopes)-1]))
		case xml.EndElement:
			flush()
			scopes = scopes[:len(scopes)-1]
		case xml.CharData:
			pending += string(t)
		}
	}
}

func indent(depth int) string { return strings.Repeat("  ", depth-1) }

func clark(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

// declared adds the prefixes of a start tag to those around it.
func declared(outer map[string]string, attrs []xml.Attr) map[string]string {
	scope := map[string]string{}
	for prefix, space := range outer {
		scope[prefix] = space
	}
	for _, a := range attrs {
		switch {
		case a.Name.Space == "xmlns":
			scope[a.Name.Local] = a.Value
		case a.Name.Local == "xmlns" && a.Name.Space == "":
			scope[""] = a.Value
		}
	}
	return scope
}

func attributes(attrs []xml.Attr, scope map[string]string) string {
	var written []string
	for _, a := range attrs {
		if a.Name.Space == "xmlns" || a.Name == (xml.Name{Local: "xmlns"}) {
			continue
		}
		value := a.Value
		if a.Name.Local == "type" || a.Name.Local == "arrayType" {
			if prefix, local, ok := strings.Cut(value, ":"); ok && scope[prefix] != "" {
				value = "{" + scope[prefix] + "}" + local
			}
		}
		written = append(written, fmt.Sprintf(" %s=%q", clark(a.Name), value))
	}
	slices.Sort(written)
	return strings.Join(written, "")
}

// body cuts the lines of the SOAP body out of a canonical envelope.
func body(text string) string {
	lines := strings.Split(text, "\n")
	at := slices.IndexFunc(lines, func(line string) bool {
		return strings.HasPrefix(line, "    {") && strings.Contains(line, "}Body") || strings.HasPrefix(line, "  {") && strings.Contains(line, "/envelope/}Body") || strings.Contains(line, "soap-envelope}Body")
	})
	if at < 0 {
		return ""
	}
	return strings.Join(lines[at+1:], "\n")
}
