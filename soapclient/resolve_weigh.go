package soapclient

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Codes of the gateway that answer a question without an answer (T1, design section 8).
const (
	objectMissing = 10  // first: the object is missing …
	aboutMerchant = 100 // … second: and it is the merchant, not the order
	limitExceeded = 17  // first: asked too often
)

// weigh puts what one question brought into the resolution and reports whether there
// is nothing more to ask for.
func (q *question) weigh(found *Resolution, reply *Reply, err error, now time.Time) (done bool) {
	if err == nil && q.dated {
		now = writtenBy(reply.Record, now)
	}
	found.Outcome, found.Err = service.Unknown, err
	switch missing := absent(err) || err == nil && !q.shows(reply.Record); {
	case missing && q.about.Repeat.Among != "": // there is a payment, and the query does not list it
		found.Err = errUnlisted
		return !now.Before(q.lastMoment)
	case missing:
		return q.refused(found, now)
	case err != nil:
		return false
	}
	found.Found, found.Reply = true, reply
	if q.about.Repeat.Among != "" {
		outcome, err := q.weighList(reply)
		if found.Err = err; outcome == service.Refused {
			return q.refused(found, now)
		}
		found.Outcome = outcome
		return outcome != service.Pending
	}
	if found.Foreign = q.foreign(reply.Record); found.Foreign {
		return q.refused(found, now)
	}
	outcome := q.outcome(reply)
	switch outcome {
	case service.Refused:
		return q.refused(found, now)
	case service.Unknown:
		found.Err = errUndecided
		return false
	}
	found.Outcome = outcome
	return outcome != service.Pending
}

var errUnlisted = errors.New("the query does not list the payment; it may be too old for it, look it up in the merchant's account")

// outcome is what the books say about the operation: where the description names what
// shows that it happened, that decides, unless the record is still under way. Else it
// is the outcome of the question, whose rules speak of orders and bills.
func (q *question) outcome(reply *Reply) service.Outcome {
	shown := q.about.Repeat.Happened
	if len(shown) == 0 {
		return reply.Result.Outcome
	}
	for _, m := range shown {
		if !reply.Record.Matches(m) {
			if outcome := reply.Result.Outcome; outcome != service.Succeeded {
				return outcome
			}
			return service.Refused
		}
	}
	return service.Succeeded
}

// absent reports whether the gateway says that it does not know the key.
func absent(err error) bool {
	gateway, ok := errors.AsType[*GatewayError](err)
	return ok && gateway.First == objectMissing && gateway.Second != aboutMerchant
}

// refused believes that nothing happened only when nothing can happen any more, and
// when the query would have shown it.
func (q *question) refused(found *Resolution, now time.Time) bool {
	switch {
	case now.Before(q.lastMoment):
		found.Err = fmt.Errorf("%s does not show it, but the request may still be carried out until %s", q.name(), stamp(q.lastMoment))
		return false
	case !found.Found && q.tooOld(now):
		listed := time.Duration(q.op.Limit.DefaultWindow) * time.Second
		found.Err = fmt.Errorf("%s is sure to show the last %v only, and the request is older; look it up in the merchant's account", q.name(), listed)
		return true
	}
	found.Outcome, found.Err = service.Refused, nil
	return true
}

// shows reports whether an answer speaks of the key at all; one without any order in
// it does not.
func (q *question) shows(answer *service.Record) bool {
	return anyField(answer, func(f *service.Field, v *service.Value) bool {
		named := strings.EqualFold(f.Name, q.intent.Key.Field)
		keyed := f.Facts != nil && f.Facts.Role == service.RoleOrderKey
		return (named || keyed) && strings.TrimSpace(v.Text) == strings.TrimSpace(q.intent.Key.Value)
	})
}

// foreign reports whether the record has another amount or currency than we sent. Answers repeat
// the request's field under its own name; one that has none proves nothing.
func (q *question) foreign(answer *service.Record) bool {
	if q.amount == nil || q.intent.Amount == "" {
		return false
	}
	same, other := false, false
	compare := func(name string, equal func(text string) bool) {
		anyField(answer, func(f *service.Field, v *service.Value) bool {
			if name != "" && strings.EqualFold(f.Name, name) && strings.TrimSpace(v.Text) != "" {
				same, other = same || equal(v.Text), other || !equal(v.Text)
			}
			return false
		})
	}
	compare(q.amount.Name, func(text string) bool {
		ours, err := service.ParseAmount(q.intent.Amount)
		theirs, err2 := service.ParseAmount(strings.ReplaceAll(strings.TrimSpace(text), ",", "."))
		return err != nil || err2 != nil || ours.Equal(theirs)
	})
	if other && !same {
		return true
	}
	same, other = false, false
	if q.intent.Currency != "" {
		compare(q.amount.Facts.Currency, q.sameCurrency)
	}
	return other && !same
}

// sameCurrency: RUR and RUB are one currency; a code nobody knows proves nothing.
func (q *question) sameCurrency(text string) bool {
	if q.service.Codes == nil {
		return true
	}
	a, b := service.FindCode(q.service.Codes.Currencies, text), service.FindCode(q.service.Codes.Currencies, q.intent.Currency)
	return a == nil || b == nil || a == b
}

// anyField reports whether test holds for a field of the record or of one inside it.
func anyField(r *service.Record, test func(*service.Field, *service.Value) bool) bool {
	if r == nil {
		return false
	}
	for i := range r.Values() {
		f, v := &r.Fields()[i], &r.Values()[i]
		if test(f, v) || anyField(v.Record, test) {
			return true
		}
		for j := range v.Items {
			if test(f, &v.Items[j]) || anyField(v.Items[j].Record, test) {
				return true
			}
		}
	}
	return false
}

// writtenBy is the latest moment at which an answer can have been written, by its own
// date: a copy of an older one does not prove what is there now. A gateway whose clock is
// slow makes Resolve wait; an answer without a date is taken for new.
func writtenBy(answer *service.Record, now time.Time) time.Time {
	anyField(answer, func(f *service.Field, v *service.Value) bool {
		if f.Facts == nil || f.Facts.Role != service.RolePacketDate {
			return false
		}
		if at, err := service.ParseTime(strings.TrimSpace(v.Text)); err == nil && !at.IsZero() {
			grain := time.Minute // some answers have no seconds (T8)
			if strings.Count(v.Text, ":") > 1 {
				grain = time.Second
			}
			if end := at.Time().Add(grain); end.Before(now) {
				now = end
			}
		}
		return false
	})
	return now
}
