package soapclient

import (
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/window"
)

const (
	// paymentAge is how old a payment may be that is confirmed or given back, so that the
	// query is asked for it; no document says how long a window may be (D18).
	paymentAge = 366 * 24 * time.Hour
	// windowMargin is how long before the intent its order may be dated: clocks differ,
	// and a 3-D Secure step finishes what began before it (inferred).
	windowMargin = 24 * time.Hour
)

// record is a fresh request: Call seals it in place. Queries list the last days only
// when they are not told otherwise, and the intent, or the payment that something is done
// with, may be older.
func (q *question) record(now time.Time) *service.Record {
	r := service.NewRecord(q.service, q.op.Request.Type)
	r.Values()[r.Type().Index(q.by)] = service.Value{State: service.Present, Text: q.intent.Key.Value}
	if start, ok := q.start(now); ok {
		if fields, err := window.FieldsOf(q.service, q.op); err == nil {
			fields.SetStart(r, start)
		}
	}
	return r
}

// start is the day that the query has to list orders from, up to now; false: what it
// lists by itself is enough, or the documents do not allow as much.
func (q *question) start(now time.Time) (time.Time, bool) {
	listed := time.Duration(q.op.Limit.DefaultWindow) * time.Second
	longest := window.Longest(q.op)
	if q.about.Repeat.Among != "" {
		return q.intent.Started.Add(-paymentAge), longest == 0
	}
	start := q.intent.Started.Add(-windowMargin).UTC().Truncate(24 * time.Hour)
	aged := listed > 0 && now.Sub(q.intent.Started) > listed-windowMargin
	return start, aged && (longest == 0 || now.Sub(start) <= longest)
}

// tooOld reports whether an order that the query does not list may be there all the same.
// A window beyond the default one proves that only when the documents say that the gateway
// takes it: one that it does not take may be replaced without a word (D21).
func (q *question) tooOld(now time.Time) bool {
	listed := time.Duration(q.op.Limit.DefaultWindow) * time.Second
	if listed == 0 || now.Sub(q.intent.Started) <= listed {
		return false
	}
	_, asked := q.start(now)
	_, err := window.FieldsOf(q.service, q.op)
	return !asked || err != nil || window.Longest(q.op) == 0
}
