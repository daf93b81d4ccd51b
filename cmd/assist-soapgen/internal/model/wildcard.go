package model

import "strings"

// wildcard reads xs:any or xs:anyAttribute.
func (b *builder) wildcard(s *schemaDoc, n *node) *Wildcard {
	w := &Wildcard{Pos: n.pos, Doc: documentation(n), TargetNamespace: s.tns, Process: Strict}
	switch v := n.attr("processContents"); v {
	case "", "strict":
	case "lax", "skip":
		w.Process = Process(v)
	default:
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": processContents=", quote(v), " is none of strict, lax, skip; strict is taken")
	}
	switch v := n.attr("namespace"); v {
	case "", "##any":
		w.Any = true
	case "##other":
		w.Other = true
	default:
		for _, item := range strings.Fields(v) {
			w.Namespaces = append(w.Namespaces, namespaceItem(item, s.tns))
		}
	}
	return w
}

func namespaceItem(item, tns string) string {
	switch item {
	case "##targetNamespace":
		return tns
	case "##local":
		return ""
	}
	return item
}

// Allows reports whether the wildcard admits a name of the namespace.
func (w *Wildcard) Allows(space string) bool {
	if w.Any {
		return true
	}
	if w.Other {
		return space != "" && space != w.TargetNamespace
	}
	for _, s := range w.Namespaces {
		if s == space {
			return true
		}
	}
	return false
}
