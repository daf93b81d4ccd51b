package service

// HeaderBlock is a SOAP header block of one call: a [CallOption] that generated
// packages make. An Invoker sends it or refuses the call.
type HeaderBlock struct {
	Name    QName
	Content any // pointer to the generated struct of the block, or its *Record
}

// CallOption marks it as one.
func (HeaderBlock) CallOption() {}

// Header returns the index of the operation's header block called name, or -1.
func (op *Operation) Header(s *Service, name QName) int {
	for i := range op.Headers {
		if n := op.Headers[i].Name; n.Local == name.Local && s.Space(n) == name.Space {
			return i
		}
	}
	return -1
}

// SetHeader gives a request its header blocks, parallel to the operation's Headers; those
// that are nil are not sent.
func (r *Record) SetHeader(blocks []*Record) { r.header = &blocks }

// Header returns the header blocks that SetHeader gave.
func (r *Record) Header() []*Record {
	if r.header == nil {
		return nil
	}
	return *r.header
}
