package envelope

import "strings"

// InvalidRequestError says that we refuse to send a request, with everything
// that is wrong with it. Nothing has left the process. Service and Operation are
// empty when a value was checked before it became part of a request.
type InvalidRequestError struct {
	Service, Operation string
	Problems           []Problem
}

// Problem is one thing that is wrong with a request. It never holds a value.
type Problem struct {
	Field   string // by path: "order/amount"; of repeated ones "item[2]/name"
	Rule    string // stable id: "required", "max-length", "amount", "stripped" …
	Message string // what is wrong and what to do
}

// String returns the field and the message.
func (p Problem) String() string {
	if p.Field == "" {
		return p.Message
	}
	return p.Field + ": " + p.Message
}

// Error returns all problems in one line.
func (e *InvalidRequestError) Error() string {
	var b strings.Builder
	if place := strings.Trim(e.Service+"."+e.Operation, "."); place != "" {
		b.WriteString(place + ": ")
	}
	b.WriteString("request not sent: ")
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(p.String())
	}
	return b.String()
}
