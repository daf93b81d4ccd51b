package model

import "strconv"

// settleHeads gives elements without a type that of their head, and heads their
// members.
func (b *builder) settleHeads() {
	for _, e := range b.elements {
		b.joinHeads(e)
	}
	for _, e := range b.untyped {
		head := e.Head
		for range b.limits.Depth {
			if head == nil || head.Type != nil {
				break
			}
			head = head.Head
		}
		if head != nil {
			e.Type = head.Type
		}
		if e.Type == nil {
			e.Type = b.sym.types[anyTypeName]
		}
	}
}

// joinHeads makes e a member of its head and of the head's heads. The number of
// steps is limited since members multiply with the length of such a chain.
func (b *builder) joinHeads(e *Element) {
	head := e.Head
	for range b.limits.Depth {
		if head == nil {
			return
		}
		if head == e {
			b.rep.report(CodeCircular, e.Pos, "element ", quote(e.Name.Local), " substitutes itself by way of its substitutionGroup; name another head")
			e.Head = nil
			return
		}
		if !head.blocked {
			head.Members = append(head.Members, e)
		}
		head = head.Head
	}
	b.rep.report(CodeLimitExceeded, e.Pos, "element ", quote(e.Name.Local), ": more than ", strconv.Itoa(b.limits.Depth), " substitution heads above it; raise Limits.Depth")
}
