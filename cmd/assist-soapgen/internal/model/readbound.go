package model

import "strings"

// readBindings reads the wire form of every bound operation.
func (b *builder) readBindings(defs *wsdlDefs) {
	for _, def := range defs.bindings {
		for _, bo := range def.out.Operations {
			b.readBound(def.refs, bo)
		}
	}
}

func (b *builder) readBound(rs refs, bo *BoundOperation) {
	n := b.boundNodes[bo]
	if ext := n.first("operation", nsSOAP11, nsSOAP12, nsHTTP); ext != nil {
		bo.SOAPAction = ext.attr("soapAction")
		_, bo.HasSOAPAction = ext.rawAttr("soapAction")
		bo.Location = ext.attr("location")
		bo.Style = b.style(ext, bo.Style)
	}
	if io := bo.Operation.Input; io != nil {
		bo.Input = b.readBoundMessage(rs, bo, n.first("input", nsWSDL), io)
	}
	if io := bo.Operation.Output; io != nil {
		bo.Output = b.readBoundMessage(rs, bo, n.first("output", nsWSDL), io)
	}
	for _, k := range n.kids {
		switch {
		case k.is(nsWSDL, "fault"):
			b.readBoundFault(bo, k)
		case k.is(nsWSDL, "input"), k.is(nsWSDL, "output"):
		default:
			b.foreign(k)
		}
	}
}

// readBoundMessage reads one direction; n is nil when the binding does not
// mention it and the defaults hold.
func (b *builder) readBoundMessage(rs refs, bo *BoundOperation, n *node, io *IO) *BoundMessage {
	m := &BoundMessage{Pos: bo.Pos, Message: io.Message, Body: Body{Pos: bo.Pos, Use: Literal}}
	if n == nil {
		m.Body.Parts = io.Message.Parts
		return m
	}
	m.Pos, m.Body.Pos = n.pos, n.pos
	c := &wireContent{message: m}
	b.readContent(rs, c, n)
	if c.body != nil {
		b.readBody(m, c.body)
	}
	m.Body.Parts = b.bodyParts(bo, c)
	return m
}

// wireContent gathers what an input or output of a binding holds, multipart or
// not.
type wireContent struct {
	message *BoundMessage
	body    *node
}

// readContent reads the extensions of an input, output or mime:part.
func (b *builder) readContent(rs refs, c *wireContent, n *node) {
	for _, k := range n.kids {
		switch k.name.Space {
		case nsSOAP11, nsSOAP12:
			b.readSOAPContent(rs, c, k)
		case nsMIME:
			b.readMIMEContent(rs, c, k)
		case nsHTTP:
			switch f := HTTPForm(k.name.Local); f {
			case URLEncoded, URLReplacement:
				c.message.HTTPForm = f
			}
		default:
			b.foreign(k)
		}
	}
}

func (b *builder) readSOAPContent(rs refs, c *wireContent, n *node) {
	switch n.name.Local {
	case "body":
		if c.body == nil {
			c.body = n
		}
	case "header":
		if h := b.readHeader(rs, n, c.message.Message); h != nil {
			c.message.Headers = append(c.message.Headers, h)
		}
	}
}

func (b *builder) readBody(m *BoundMessage, n *node) {
	m.Body.Pos = n.pos
	m.Body.Use = b.use(n)
	m.Body.EncodingStyles = strings.Fields(n.attr("encodingStyle"))
	m.Body.Namespace = n.attr("namespace")
}

func (b *builder) use(n *node) Use {
	switch v := n.attr("use"); v {
	case "", "literal":
	case "encoded":
		return Encoded
	default:
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": use=", quote(v), " is none of literal, encoded; literal is taken")
	}
	return Literal
}

// bodyParts selects the parts inside the body. See Body.Parts.
func (b *builder) bodyParts(bo *BoundOperation, c *wireContent) []*Part {
	m := c.message.Message
	if c.body != nil {
		if list, ok := c.body.rawAttr("parts"); ok {
			names := strings.Fields(list)
			if parts := b.listedParts(bo, m, c.body, names); len(parts) > 0 || len(names) == 0 {
				return parts
			}
		}
	}
	elsewhere := map[*Part]bool{}
	for _, a := range c.message.MIME {
		elsewhere[a.Part] = bo.Binding.Protocol.IsSOAP()
	}
	if bo.Style == DocumentStyle && len(m.Parts) > 1 {
		for _, h := range c.message.Headers {
			elsewhere[h.Part] = true
		}
	}
	var parts []*Part
	for _, p := range m.Parts {
		if !elsewhere[p] {
			parts = append(parts, p)
		}
	}
	return parts
}

func (b *builder) listedParts(bo *BoundOperation, m *Message, n *node, names []string) []*Part {
	var parts []*Part
	for _, name := range names {
		if p := m.Part(name); p != nil {
			parts = append(parts, p)
			continue
		}
		b.rep.report(CodeUnresolvedPart, n.pos, "body of operation ", quote(bo.Name), ": message ", quote(m.Name.Local), " has no part ", quote(name), "; correct parts=")
	}
	return parts
}

// readHeader reads soap:header or soap:headerfault; nil when its message or
// part is unknown. Without message= the operation's own message is meant.
func (b *builder) readHeader(rs refs, n *node, own *Message) *Header {
	h := &Header{Pos: n.pos, Message: own, Use: b.use(n), Required: isTrue(n.attrNS("required", nsWSDL))}
	h.EncodingStyles = strings.Fields(n.attr("encodingStyle"))
	h.Namespace = n.attr("namespace")
	if value := n.attr("message"); value != "" {
		m, ok := find(b, rs, n, messageKind, b.sym.messages, "message", value)
		if !ok {
			return nil
		}
		m.used = true
		h.Message = m
	}
	h.Part = b.headerPart(n, h.Message)
	if h.Part == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name.Local == "headerfault" && (k.name.Space == nsSOAP11 || k.name.Space == nsSOAP12) {
			if f := b.readHeader(rs, k, own); f != nil {
				h.Faults = append(h.Faults, f)
			}
		}
	}
	return h
}

// headerPart finds part=. SOAP 1.2 bindings of some tools write parts=.
func (b *builder) headerPart(n *node, m *Message) *Part {
	name := n.attr("part")
	if name == "" {
		name = n.attr("parts")
	}
	p := m.Part(name)
	if p == nil && name == "" && len(m.Parts) == 1 {
		p = m.Parts[0]
	}
	if p == nil {
		b.rep.report(CodeUnresolvedPart, n.pos, n.label(), ": message ", quote(m.Name.Local), " has no part ", quote(name), "; correct part=")
	}
	return p
}

// readBoundFault reads a fault of a binding and finds its abstract half.
func (b *builder) readBoundFault(bo *BoundOperation, n *node) {
	name := n.attr("name")
	ext := n.first("fault", nsSOAP11, nsSOAP12)
	if name == "" && ext != nil {
		name = ext.attr("name")
	}
	var fault *Fault
	for _, f := range bo.Operation.Faults {
		if f.Name == name {
			fault = f
		}
	}
	if fault == nil {
		b.rep.report(CodeUnresolvedFault, n.pos, "fault ", quote(name), " of operation ", quote(bo.Name), " in binding ", quote(bo.Binding.Name.Local), " is not in its portType and is left out")
		return
	}
	bf := &BoundFault{Pos: n.pos, Fault: fault, Use: Literal}
	if ext != nil {
		bf.Use = b.use(ext)
		bf.EncodingStyles = strings.Fields(ext.attr("encodingStyle"))
		bf.Namespace = ext.attr("namespace")
	}
	bo.Faults = append(bo.Faults, bf)
}
