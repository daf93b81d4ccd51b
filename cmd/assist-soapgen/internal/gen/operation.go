package gen

import (
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// operations adds what a binding offers to a service: a method for every operation.
// Those that begin on the server's side are calls too: many a WSDL that says so only
// forgot the input, or wrote it second.
func (b *builder) operations(entry *serviceEntry, binding *model.Binding) {
	names := newScope()
	for _, bound := range binding.Operations {
		if bound.Input == nil || bound.Operation.Kind == model.SolicitResponse {
			b.problems.add(CodeServerBegins, bound.Pos, "operation %s is %s; it is taken as a call all the same", bound.Name, bound.Operation.Kind)
			bound = withInput(bound)
		}
		b.operation(entry, bound, names.take(bound.Name))
	}
}

// withInput gives an operation without a request an empty one.
func withInput(bound *model.BoundOperation) *model.BoundOperation {
	if bound.Input != nil {
		return bound
	}
	call := *bound
	call.Input = &model.BoundMessage{
		Pos:     bound.Pos,
		Message: &model.Message{Pos: bound.Pos, Name: model.QName{Local: bound.Name}, Missing: true},
		Body:    model.Body{Pos: bound.Pos, Use: model.Literal},
	}
	if bound.Output != nil {
		call.Input.Body.Use, call.Input.Body.Namespace = bound.Output.Body.Use, bound.Output.Body.Namespace
	}
	return &call
}

func (b *builder) operation(entry *serviceEntry, bound *model.BoundOperation, name string) {
	op := service.Operation{Name: name, WSDLName: bound.Name, Action: bound.SOAPAction}
	if bound.Style == model.RPCStyle {
		op.Style = service.RPC
	}
	side := operationEntry{pos: bound.Pos, doc: firstOf(bound.Operation.Doc, bound.Doc)}
	op.Request, side.request = b.message(bound, bound.Input, false)
	if op.OneWay = bound.Output == nil; !op.OneWay {
		op.Response, side.response = b.message(bound, bound.Output, true)
		op.AnswerHeaders = b.headers(bound.Output.Headers, true)
	}
	op.Headers = b.headers(bound.Input.Headers, false)
	op.Faults = b.faults(bound)
	entry.table.Operations = append(entry.table.Operations, op)
	entry.operations = append(entry.operations, side)
}

// headers enters header blocks. One that is declared twice is one.
func (b *builder) headers(declared []*model.Header, answer bool) []service.Header {
	var headers []service.Header
	for _, h := range declared {
		if block := b.header(h, answer); !slices.ContainsFunc(headers, func(known service.Header) bool { return known.Name == block.Name }) {
			headers = append(headers, block)
		}
	}
	return headers
}

func (b *builder) header(h *model.Header, answer bool) service.Header {
	name := model.QName{Space: h.Namespace, Local: h.Part.Name}
	if h.Part.Element != nil {
		name = h.Part.Element.Name
	}
	r := b.blockRow(h.Part)
	header := service.Header{Name: b.name(name), Type: r.id, MustUnderstand: h.Required}
	for _, known := range b.desc.headers {
		if known.name == header.Name && known.row == r && known.answer == answer {
			return header
		}
	}
	b.desc.headers = append(b.desc.headers, &headerEntry{name: header.Name, row: r, doc: h.Part.Doc, answer: answer})
	return header
}

// blockRow is the struct of a header block or a fault detail. Text alone becomes a
// struct of one field.
func (b *builder) blockRow(p *model.Part) *row {
	e := p.Element
	if e == nil {
		if e = b.parts[p]; e == nil {
			e = &model.Element{Pos: p.Pos, Name: model.QName{Local: p.Name}, Type: p.Type, Doc: p.Doc}
			b.parts[p] = e
		}
	}
	r := b.elementRow(e, e.Type)
	r.message = true
	return r
}

func (b *builder) faults(bound *model.BoundOperation) []service.FaultDetail {
	var faults []service.FaultDetail
	for _, f := range bound.Operation.Faults {
		if len(f.Message.Parts) != 1 {
			b.problems.add(CodeFaultParts, f.Pos, "fault %s: message %s has %d parts; the detail is read without a type", f.Name, f.Message.Name.Local, len(f.Message.Parts))
			continue
		}
		part := f.Message.Parts[0]
		name := model.QName{Local: part.Name}
		for _, bf := range bound.Faults {
			if bf.Fault == f {
				name.Space = bf.Namespace
			}
		}
		if part.Element != nil {
			name = part.Element.Name
		}
		r := b.blockRow(part)
		r.made, r.fault = true, true
		faults = append(faults, service.FaultDetail{Name: f.Name, Element: b.name(name), Type: r.id})
	}
	return faults
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
