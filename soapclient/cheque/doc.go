// Package cheque builds the ChequeItems parameter: the lines of a fiscal receipt, as
// JSON inside a payment request (S1, D32).
//
//	socks, err := cheque.NewItem("Socks", service.MustAmount("201.45"), cheque.Pieces(2))
//	socks.Tax, socks.FPMode = cheque.VAT20, cheque.FullPayment
//	items := cheque.Items{socks}.Numbered()
//	if err := items.Check(cheque.Request{Amount: orderAmount}, cheque.Settings{}); err != nil { … }
//	request.ChequeItems = service.Some(items.JSON())
//
// All sums are integers; there is no float anywhere. Check reports everything that
// is wrong at once, in an [*envelope.InvalidRequestError].
//
// # Rules
//
// The amount of an item is price × quantity, rounded to hundredths, halves up. The
// documents state no rounding; both samples that can be computed agree (201.45 ×
// 42.345 = 8530.40, 15301.01 × 0.128 = 1958.53).
//
// The amounts add up to the amount of the order exactly (inferred: the receipt is for
// the order's money; the documents do not say what happens otherwise).
//
// An item has a product code, a name, or both; the receipt shows them joined by a
// space ([Item.Title]). Tax and fpmode come from the item, else from the request, else
// from the merchant's settings, else the gateway refuses (S1, note 1). TaxationSystem
// must be in the request if the merchant uses several (S1, note 2).
package cheque
