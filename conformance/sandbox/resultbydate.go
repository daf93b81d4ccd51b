package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// resultByDate lists operations of all orders in a period (D21). The rows are made
// while they are written; what is kept of each is its place in the ledger and a copy of
// the order as it stands.
func resultByDate(c *call) (answer, *refusal) {
	if zip := c.get("zipflag"); zip == "1" || zip == "2" {
		return answer{}, refuse(firstValue, secondZip, "zipflag %s: the sandbox answers into the connection only", zip)
	}
	w, problem := windowOf(c)
	if problem != nil {
		return answer{}, problem
	}
	rows := selected(c, w)
	asked := *c
	return answer{list: "payment", rows: func(yield func(answer) bool) {
		for i := range rows {
			o := &rows[i].order
			t := flatOrder(o, &o.Operations[rows[i].operation], &asked)
			t["billnumber"] = o.Operations[rows[i].operation].BillNumber
			if !yield(flat(t)) {
				return
			}
		}
	}}, nil
}

// row is one operation of the answer.
type row struct {
	order     Order
	operation int
	time      time.Time
}

// selected finds the operations that the filters let through, in order of time.
func selected(c *call, w window) []row {
	var rows []row
	for _, o := range c.ledger.books[c.merchant.ID].orders {
		if o.Live != (c.get("testmode") != "1") {
			continue
		}
		var copied Order // made once for all operations of an order
		for i := range o.Operations {
			when := momentOf(o, &o.Operations[i], c.get("datetimemode"))
			if !w.holds(when) || !fits(c, o, &o.Operations[i]) {
				continue
			}
			if copied.BillNumber == "" {
				copied = o.copy()
				copied.step = o.step
			}
			rows = append(rows, row{copied, i, when})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.time.UnixNano(), b.time.UnixNano()) })
	return rows
}

// momentOf is what the window is about: 0 the order, 1 the beginning of the operation, 2
// its end. The default is not documented; the beginning is taken.
func momentOf(o *Order, p *Operation, mode string) time.Time {
	switch {
	case mode == "0":
		return o.Date
	case mode == "2" && !p.Ended.IsZero():
		return p.Ended
	}
	return p.Date
}

// fits applies the filters of state, type and means.
func fits(c *call, o *Order, p *Operation) bool {
	letter := map[string]string{
		OperationNew: "N", OperationInProcess: "P", OperationSuccess: "S", OperationFailed: "F",
		OperationTimeout: "T",
	}[p.State]
	kind := map[int]string{OperationPayment: "A", OperationConfirmation: "C", OperationCancellation: "R"}[p.Type]
	meansType := meansOf(o.Card.Brand)
	if p.Points {
		meansType = meansOf(bonus)
	}
	for _, filter := range [][2]string{{"operationstate", letter}, {"operationtype", kind}, {"meantype_id", meansType}} {
		if asked := strings.TrimLeft(c.get(filter[0]), "0"); asked != "" && asked != filter[1] {
			return false
		}
	}
	return true
}
