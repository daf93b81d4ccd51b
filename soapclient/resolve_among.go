package soapclient

import (
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Several operations of one kind may stand under one key: the refunds of one payment.
// The query lists them, and neither amount nor time tells ours from an equal one, since
// clocks differ. So the numbers that are there already are written down before the
// request leaves ([Intent.Before]); what is new afterwards, and alike, is ours.

// none is Before where nothing of the kind is there.
const none = "-"

var errIndistinct = errors.New("the books show an operation like it, and what they showed before it was sent is not known; look it up in the merchant's account")

// numbers lists the operations of the kind in an answer, by the gateway's numbers.
func (q *question) numbers(answer *service.Record) string {
	var list []string
	for _, item := range q.alike(answer) {
		if number := numberOf(item); number != "" {
			list = append(list, number)
		}
	}
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, " ")
}

// alike are the records of the operation's kind.
func (q *question) alike(answer *service.Record) (list []*service.Record) {
	for _, item := range recordsAt(answer, q.about.Repeat.Among) {
		if matchesAll(item, q.about.Repeat.Kind) {
			list = append(list, item)
		}
	}
	return list
}

// weighList is weigh for an answer that lists the operations under the key.
func (q *question) weighList(reply *Reply) (outcome service.Outcome, err error) {
	known := map[string]bool{}
	for number := range strings.FieldsSeq(q.intent.Before) {
		known[number] = true
	}
	outcome = service.Refused
	for _, item := range q.alike(reply.Record) {
		happened, pending := matchesAll(item, q.about.Repeat.Happened), matchesAll(item, q.about.Repeat.Pending)
		switch {
		case !happened && !pending, known[numberOf(item)], q.foreign(item):
		case q.intent.Before == "":
			return service.Unknown, errIndistinct
		case happened:
			outcome = service.Succeeded
		case outcome == service.Refused:
			outcome = service.Pending
		}
	}
	return outcome, nil
}

func matchesAll(r *service.Record, all []service.Match) bool {
	for _, m := range all {
		if !r.Matches(m) {
			return false
		}
	}
	return len(all) > 0
}

// numberOf is the gateway's number in a record.
func numberOf(r *service.Record) string {
	if f := fieldOfRole(r.Type(), service.RoleGatewayKey); f != nil {
		return strings.TrimSpace(r.Text(f.Name))
	}
	return ""
}

// recordsAt lists the records at a path, through whatever repeats on the way.
func recordsAt(r *service.Record, path string) (list []*service.Record) {
	if r == nil {
		return nil
	}
	name, rest, deeper := strings.Cut(path, "/")
	i := r.Type().Index(name)
	if i < 0 {
		return nil
	}
	inner := []*service.Record{r.Values()[i].Record}
	for j := range r.Values()[i].Items {
		inner = append(inner, r.Values()[i].Items[j].Record)
	}
	for _, one := range inner {
		switch {
		case one == nil:
		case deeper:
			list = append(list, recordsAt(one, rest)...)
		default:
			list = append(list, one)
		}
	}
	return list
}
