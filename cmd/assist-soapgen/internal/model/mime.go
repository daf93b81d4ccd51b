package model

// readMIMEContent reads the MIME extensions of WSDL 1.1 section 5: the parts of
// a multipart, of which one holds the SOAP body, and content of HTTP bindings.
func (b *builder) readMIMEContent(rs refs, c *wireContent, n *node) {
	switch n.name.Local {
	case "multipartRelated":
		for _, part := range n.kids {
			if part.is(nsMIME, "part") {
				b.readContent(rs, c, part)
			}
		}
	case "content":
		b.addMIMEPart(c, n, n.attr("type"))
	case "mimeXml":
		b.addMIMEPart(c, n, "text/xml")
	}
}

// addMIMEPart adds a content, or another type for a part that is there already:
// several contents of one part are alternatives.
func (b *builder) addMIMEPart(c *wireContent, n *node, contentType string) {
	m, name := c.message, n.attr("part")
	part := m.Message.Part(name)
	if part == nil && name != "" {
		b.rep.reportAs(Warning, CodeUnresolvedPart, n.pos, n.label(), ": message ", quote(m.Message.Name.Local), " has no part ", quote(name), "; correct part=")
	}
	for _, have := range m.MIME {
		if have.Part == part && part != nil {
			have.ContentType = appendType(have.ContentType, contentType)
			return
		}
	}
	m.MIME = append(m.MIME, &MIMEPart{Pos: n.pos, Part: part, ContentType: appendType(nil, contentType)})
	if part != nil && n.el.Parent().Tag == "part" {
		b.rep.report(CodeAttachment, n.pos, "part ", quote(name), " of message ", quote(m.Message.Name.Local), " is a MIME attachment; it is not in the SOAP body")
	}
}

func appendType(types []string, t string) []string {
	if t == "" {
		return types
	}
	return append(types, t)
}
