package service

import "slices"

// HeaderBlock is a SOAP header block of one call: a [CallOption] that generated
// packages make. An Invoker sends it or refuses the call.
type HeaderBlock struct {
	Name    QName
	Content any // pointer to the generated struct of the block, or its *Record
}

// CallOption marks it as one.
func (HeaderBlock) CallOption() {}

// AnswerBlock asks one call for a SOAP header block of its answer: a [CallOption] that
// generated packages make. An answer without the block leaves Into as it is.
type AnswerBlock struct {
	Name QName
	Into any // pointer to the generated struct of the block
}

// CallOption marks it as one.
func (AnswerBlock) CallOption() {}

// Header returns the index of the request's header block called name, or -1.
func (op *Operation) Header(s *Service, name QName) int { return headerNamed(op.Headers, s, name) }

// AnswerHeader returns the index of the answer's header block called name, or -1.
func (op *Operation) AnswerHeader(s *Service, name QName) int {
	return headerNamed(op.AnswerHeaders, s, name)
}

func headerNamed(headers []Header, s *Service, name QName) int {
	return slices.IndexFunc(headers, func(h Header) bool { return h.Name.Local == name.Local && s.Space(h.Name) == name.Space })
}

// SetHeader gives a message its header blocks, parallel to the operation's Headers or
// AnswerHeaders; those that are nil are not there.
func (r *Record) SetHeader(blocks []*Record) { r.header = &blocks }

// Header returns the header blocks that SetHeader gave.
func (r *Record) Header() []*Record {
	if r.header == nil {
		return nil
	}
	return *r.header
}
