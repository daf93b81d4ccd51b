// Package reconcile compares what a program believes with the gateway's own list of a
// period, order by order:
//
//	query := reconcile.Query{Client: client, Service: &resultbydate.Service,
//		Set:  map[string]string{"testmode": "0"},
//		Only: []service.Match{{Field: "operationtype", Values: []string{"100"}}}} // payments
//	rows, err := query.Rows(ctx, reconcile.Around(began, now))
//	report := reconcile.Compare(ours, rows, isOurs)
//	for _, finding := range report.Findings { … }
//
// The list is asked window by window, as long as the gateway allows and no oftener than
// it allows (D21: a day, and ten minutes between two questions), so a week takes an
// hour. Nothing here sends money, and nothing here changes a journal: a finding is for
// a person, or for [soapclient.Client.Resolve].
//
// Lists of the gateway carry no check value in the documents that were read: TLS alone
// vouches for them. A finding of Missing or Stranger is worth a look into the
// merchant's account; it is no reason to pay again.
package reconcile
