package service

// LastSuccess returns the operation that succeeded last in an answer about orders, and
// the order it belongs to; nil where none did. The gateway lists operations in order of
// time (D17), and a try that failed says nothing of the payment that was made before.
//
// An operation is a record that carries a response code. It succeeded when the code
// table says so of its code, and the state tables do not say of its own state, or of an
// order that is itself the operation, that it goes on or came to nothing. In an answer
// without levels the answer itself is both. Outcomes of codes come from
// [Code.Outcome]; a service without code tables has no such operation.
func LastSuccess(answer *Record) (order, operation *Record) {
	if answer == nil || answer.service.Codes == nil {
		return nil, nil
	}
	answer.walkOperations(answer, func(parent, r *Record) {
		if r.succeeded() {
			order, operation = parent, r
		}
	})
	return order, operation
}

// walkOperations calls f for the records with a response code, with the record around
// each, in the order of the answer. A record that holds operations is none itself.
func (r *Record) walkOperations(parent *Record, f func(parent, r *Record)) {
	nested := false
	visit := func(v *Value) {
		if v.Record != nil {
			nested = v.Record.walkInto(r, f) || nested
		}
	}
	for i := range r.values {
		visit(&r.values[i])
		for j := range r.values[i].Items {
			visit(&r.values[i].Items[j])
		}
	}
	if !nested && r.role(RoleResponseCode) != nil {
		f(parent, r)
	}
}

// walkInto is walkOperations that reports whether it found one.
func (r *Record) walkInto(parent *Record, f func(parent, r *Record)) (found bool) {
	r.walkOperations(parent, func(p, o *Record) { found = true; f(p, o) })
	return found
}

// role returns the first present field that plays a role, or nil.
func (r *Record) role(role Role) *Value {
	fields := r.Fields()
	for i := range fields {
		if f := &fields[i]; f.Facts != nil && f.Facts.Role == role && r.values[i].State == Present {
			return &r.values[i]
		}
	}
	return nil
}

func (r *Record) succeeded() bool {
	codes := r.service.Codes
	code := FindCode(codes.Response, r.role(RoleResponseCode).Text)
	if code == nil || code.Outcome != Succeeded {
		return false
	}
	state, table := r.role(RoleOperationState), codes.OperationStates
	if state == nil { // a flat answer speaks of one operation and prints the order's state
		state, table = r.role(RoleState), codes.States
	}
	if state == nil {
		return true
	}
	row := FindCode(table, state.Text)
	return row == nil || row.Outcome == Unknown || row.Outcome == Succeeded
}
