// Package recurring keeps the terms of a subscription and refuses recurring payments
// that break them, before anything is sent (S1, S3, S4).
//
// The first payment of a series carries RecurringIndicator 1 with the bounds of later
// amounts, the period in days and the last date. Later payments name its billnumber,
// an amount within the bounds, and the same currency; with another one "the order
// closes with an error" (S3), which is why it pays to look first.
//
//	subscription, err := recurring.Begin(op, firstRequest, time.Now()) // checks the terms too
//	subscription.BillNumber = first.Billnumber
//	…
//	if err := subscription.Check(recurring.Payment{BillNumber: …, Amount: …, Currency: "RUB", At: time.Now()}, &codes.Tables); err != nil { … }
//
// Problems are [envelope.Problem] values, all at once, in the
// [*envelope.InvalidRequestError] that every refused request ends with.
//
// # Readings
//
// Days are days of GMT. The bounds and the last date are inclusive (inferred). The
// period is counted from the latest payment; a payment before that is not refused but
// advised against, because no document says that the gateway enforces it. RecurringPeriod
// has 3 digits in one table and 10 in another (trap 12); the gateway's validation takes
// at most 32767 (D38), which is the rule here.
package recurring
