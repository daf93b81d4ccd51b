package conformance

import "github.com/beevik/etree"

// xmlChanges are what is done to each element of an expected message; a change that is
// none where it is tried returns false.
func xmlChanges() []struct {
	what string
	do   func(*etree.Element) bool
} {
	return []struct {
		what string
		do   func(*etree.Element) bool
	}{
		{"renamed", func(e *etree.Element) bool { e.Tag += "x"; return true }},
		{"changed", func(e *etree.Element) bool {
			leaf := len(e.ChildElements()) == 0
			if leaf {
				e.SetText(e.Text() + "~")
			}
			return leaf
		}},
		{"left out", func(e *etree.Element) bool {
			if e.Parent() == nil || e.Parent().Parent() == nil {
				return false // nothing would be left to expect
			}
			e.Parent().RemoveChild(e)
			return true
		}},
		{"with another attribute", func(e *etree.Element) bool { e.CreateAttr("no-such-attribute", "1"); return true }},
		{"with another type", func(e *etree.Element) bool {
			a := e.SelectAttr("xsi:type")
			if a != nil {
				a.Value += "x"
			}
			return a != nil
		}},
	}
}

// xmlMutants changes every text, attribute and name of an expected message.
func xmlMutants(part string, section *Section, add func(string, func(*Step)), put func(*Step, *Section)) {
	if section == nil {
		return
	}
	for i := range elementsOf(readAnyhow(section.Text)) {
		for _, change := range xmlChanges() {
			doc := readAnyhow(section.Text)
			e := elementsOf(doc)[i]
			name := e.GetPath()
			if !change.do(e) {
				continue
			}
			text, err := doc.WriteToString()
			if err != nil {
				continue
			}
			add(part+", "+name+" "+change.what, func(st *Step) {
				s := *section
				s.Text = text
				put(st, &s)
			})
		}
	}
}

// readAnyhow returns an empty document for what is no XML: there is nothing to change.
func readAnyhow(text string) *etree.Document {
	doc := etree.NewDocument()
	if doc.ReadFromString(text) != nil {
		return etree.NewDocument()
	}
	return doc
}

func elementsOf(doc *etree.Document) []*etree.Element {
	if doc.Root() == nil {
		return nil
	}
	return append([]*etree.Element{doc.Root()}, doc.FindElements("/*//*")...)
}
