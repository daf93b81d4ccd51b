// Package window turns a range of time.Time into the date parts that queries of the
// gateway take (StartYear, StartMonth … EndMin, in GMT; D17, D18, D21) and splits a
// longer range into windows that the gateway allows.
//
//	fields, err := window.FieldsOf(service, op)
//	for w := range window.Windows(op, window.Since(from, time.Now())) {
//		if err := fields.Set(request, w); err != nil { … }
//		… // call, no sooner than op.Limit.MinInterval seconds after the last one
//	}
//
// With a typed request the ten texts come from [Range.Parts].
//
// # Ends
//
// A range is half open, [From, To), in whole minutes of GMT: From is rounded down and
// To up, so that nothing of what was asked for is lost. Consecutive windows meet in
// one minute: the end of one is sent as the start of the next. No document says
// whether the gateway counts the end minute in. If it does not, there is neither gap
// nor overlap; if it does, records of the minute at a seam come twice, and [Seam]
// drops the second one by its key. Either way every record comes out once.
//
// A window that is too long or wrong is not refused by every service: one of them
// answers for its default window instead, silently (D21). Set refuses windows that are
// too long, Since makes none that end in the future, and [Range.Holds] tells whether a
// record belongs to the window asked for.
//
// # Parts
//
// Parts are written without leading zeros, 7 for July and 0 for midnight (inferred: the
// documents call them numbers and show none). [Fields.Padded] writes 07 and 00. Tables
// list the parts day first or year first; names decide here, order never.
package window
