package gen

import (
	"fmt"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// messageKey tells messages apart; bindings of one portType share them.
type messageKey struct {
	operation *model.Operation
	element   *model.Element
	answer    bool
	parts     string
}

// layout is how a message lies in the SOAP body.
type layout struct {
	frames []service.Frame
	row    *row
}

// message lays out an input or output.
func (b *builder) message(op *model.BoundOperation, bound *model.BoundMessage, answer bool) (service.Message, *row) {
	m := service.Message{Name: "request"}
	if answer {
		m.Name = "response"
	}
	if bound.Body.Use == model.Encoded {
		m.Use = service.Encoded
	}
	var l layout
	if op.Style == model.RPCStyle {
		l = b.rpc(op, bound, answer)
	} else {
		l = b.document(op, bound, answer)
	}
	l.row.message = true
	if answer && l.row.source == nil || answer && l.row.source.IsAnonymous() || answer && b.desc.project {
		l.row.answer = true
	}
	m.Frames, m.Type = l.frames, l.row.id
	if op.Style == model.RPCStyle && bound.Body.Namespace == "" {
		m.Wrappers = []service.Wrapper{{Key: "unqualified", Name: service.Name{Local: l.frames[0].Name.Local}}}
	}
	b.unsentParts(bound)
	if b.desc.project {
		b.closeScope()
	}
	return m, l.row
}

// rpc puts the parts into an element called like the operation. In the project one
// struct part alone is the message: its fields are what people talk about.
func (b *builder) rpc(op *model.BoundOperation, bound *model.BoundMessage, answer bool) layout {
	wrapper := op.Name
	if answer {
		wrapper += "Response"
	}
	frames := []service.Frame{{Name: b.name(model.QName{Space: b.rpcSpace(op, bound), Local: wrapper})}}
	parts := bound.Body.Parts
	if b.desc.project && len(parts) == 1 && parts[0].Type != nil && isStructType(parts[0].Type) {
		frame := service.Frame{Name: service.Name{Local: parts[0].Name}}
		if bound.Body.Use == model.Encoded {
			frame.Type = b.name(parts[0].Type.Name)
		}
		return layout{append(frames, frame), b.structOf(parts[0].Type)}
	}
	return layout{frames, b.partsRow(op, bound, answer)}
}

// rpcSpace is the namespace of the element around the parts.
func (b *builder) rpcSpace(op *model.BoundOperation, bound *model.BoundMessage) string {
	if bound.Body.Namespace != "" {
		return bound.Body.Namespace
	}
	own := op.Binding.Name.Space
	b.problems.add(CodeRPCNamespace, bound.Pos, "soap:body of rpc operation %s has no namespace; that of the WSDL, %s, is taken, and answers without one are read too", op.Name, own)
	return own
}

// document lays out a document-style body. Usually it is one part with an element, the
// frame around the fields. Any other body is bare: the elements stand directly in it.
func (b *builder) document(op *model.BoundOperation, bound *model.BoundMessage, answer bool) layout {
	parts := bound.Body.Parts
	if len(parts) == 1 && parts[0].Element != nil {
		e := parts[0].Element
		frames := []service.Frame{{Name: b.name(e.Name)}}
		t := e.Type
		for inner := b.onlyChild(t); inner != nil; inner = b.onlyChild(t) {
			frames = append(frames, service.Frame{Name: b.name(inner.Name)})
			t = inner.Type
		}
		return layout{frames, b.elementRow(e, t)}
	}
	b.bareBody(bound)
	if len(parts) != 1 || !isStructType(parts[0].Type) {
		return layout{nil, b.partsRow(op, bound, answer)}
	}
	frame := service.Frame{Name: service.Name{Local: parts[0].Name}}
	if bound.Body.Use == model.Encoded {
		frame.Type = b.name(parts[0].Type.Name)
	}
	return layout{[]service.Frame{frame}, b.structOf(parts[0].Type)}
}

// bareBody says where a body is not what WS-I asks for: the project's must be, for the
// others it is good to know.
func (b *builder) bareBody(bound *model.BoundMessage) {
	message, parts := bound.Message.Name.Local, bound.Body.Parts
	if len(parts) != 1 && b.desc.project {
		b.problems.add(CodeBodyParts, bound.Pos, "message %s: its body has %d parts; a document-style body of the project needs one part with an element", message, len(parts))
	}
	if len(parts) > 1 {
		b.problems.add(CodeSeveralParts, bound.Pos, "message %s: its body has %d parts; they stand side by side in the SOAP body", message, len(parts))
	}
	for _, p := range parts {
		if p.Element == nil {
			b.problems.add(CodeTypedPart, p.Pos, "part %s of message %s has a type and no element; an element called %s without namespace is taken", p.Name, message, p.Name)
		}
	}
}

// onlyChild returns the one struct element a type of the project consists of: the
// "return" of an answer.
func (b *builder) onlyChild(t *model.Type) *model.Element {
	if !b.desc.project || !t.IsComplex() || len(t.AllAttributes()) > 0 {
		return nil
	}
	var only *model.Particle
	leaves := 0
	for _, p := range t.ContentModel() {
		p.Walk(func(p *model.Particle) bool {
			if p.Kind == model.ElementParticle || p.Kind == model.Any {
				leaves++
				only = p
			}
			return !p.Repeats()
		})
	}
	if leaves != 1 || only.Kind != model.ElementParticle || only.Repeats() || !isStructType(only.Element.Type) {
		return nil
	}
	return only.Element
}

// isStructType reports whether values of t become Go structs.
func isStructType(t *model.Type) bool {
	return t.IsComplex() && !t.IsAnyType() && !t.BuiltIn() && t.Array == nil && !t.IsMixed() && t.Value == nil
}

// elementRow is the row behind a body element. A body element may be text, or of any
// content; it then becomes a struct of one field, because a message is a struct.
func (b *builder) elementRow(e *model.Element, t *model.Type) *row {
	switch {
	case t.IsComplex() && t.Array != nil:
		return b.array(t)
	case t.IsComplex() && !t.BuiltIn():
		if t.IsMixed() && b.structs[t] == nil {
			b.problems.add(CodeMixedContent, t.Pos, "%s mixes text and elements; text directly inside it is not read", describeType(t))
		}
		return b.structOf(t)
	}
	key := messageKey{element: e}
	if known := b.messages[key]; known != nil {
		return known
	}
	r := b.add(&row{pos: e.Pos, doc: e.Doc, want: goName(e.Name.Local)})
	b.messages[key] = r
	if t.IsComplex() {
		b.addMember(r, service.Field{Name: "any", Type: service.XSDAnyType, Flags: service.Wildcard | service.Many | service.Optional},
			member{pos: e.Pos, want: "Any", doc: "Any holds the content of the element."})
		return r
	}
	b.addMember(r, service.Field{Name: contentName, Type: b.fixedType(b.simple(t), e.Fixed, e.Pos), Flags: service.Content},
		member{pos: e.Pos, want: "Value", doc: "Value is the text of the element."})
	return r
}

// partsRow is a struct of message parts: the parameters of an rpc call, or a body of
// several elements.
func (b *builder) partsRow(op *model.BoundOperation, bound *model.BoundMessage, answer bool) *row {
	key := messageKey{operation: op.Operation, answer: answer}
	for _, p := range bound.Body.Parts {
		key.parts += p.Name + " "
	}
	if known := b.messages[key]; known != nil {
		return known
	}
	suffix := "Request"
	if answer {
		suffix = "Response"
	}
	r := b.add(&row{
		pos: op.Operation.Pos, want: goName(op.Name) + suffix,
		doc: fmt.Sprintf("%%s holds the parts of message %s.", bound.Message.Name.Local),
	})
	b.messages[key] = r
	seen := map[*model.Element]*model.Part{}
	for _, p := range bound.Body.Parts {
		if first := seen[p.Element]; first != nil && p.Element != nil {
			b.problems.add(CodeBodyParts, p.Pos, "message %s: parts %s and %s are the same element, %s; nothing on the wire tells them apart", bound.Message.Name.Local, first.Name, p.Name, p.Element.Name.Local)
			continue
		}
		seen[p.Element] = p
		b.partField(r, p)
	}
	return r
}

// partField adds a message part. A part that names an element is that element; one
// that names a type is an unqualified element called like the part.
func (b *builder) partField(r *row, p *model.Part) {
	f := service.Field{Name: p.Name}
	t := p.Type
	if p.Element != nil {
		f.Name, f.Space, t = p.Element.Name.Local, b.space(p.Element.Name.Space), p.Element.Type
		if p.Element.Nillable {
			f.Flags |= service.Nillable
		}
	}
	if t.Nillable {
		f.Flags |= service.Nillable
	}
	if t.Abstract {
		f.Flags |= service.Abstract
	}
	f.Type = b.typeOf(t)
	b.addMember(r, f, member{pos: p.Pos, want: goName(f.Name), doc: p.Doc})
}

// unsentParts says which parts of a message nothing on the wire carries.
func (b *builder) unsentParts(bound *model.BoundMessage) {
	sent := map[*model.Part]bool{}
	for _, p := range bound.Body.Parts {
		sent[p] = true
	}
	for _, h := range bound.Headers {
		sent[h.Part] = true
	}
	for _, p := range bound.Message.Parts {
		if !sent[p] {
			b.problems.add(CodePartNotSent, p.Pos, "part %s of message %s is neither in the body nor in a header; it is not sent", p.Name, bound.Message.Name.Local)
		}
	}
}
