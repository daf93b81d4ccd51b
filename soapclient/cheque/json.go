package cheque

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// JSON writes the value of the parameter ChequeItems: keys in the order of the
// documents' table, numbers as numbers, amounts with two digits after the point,
// quantities without needless zeros. Equal items give equal texts. It checks nothing;
// [Items.Check] does.
func (items Items) JSON() string {
	w := writer{}
	w.WriteString(`{"items":[`)
	for i := range items {
		if i > 0 {
			w.WriteByte(',')
		}
		w.item(&items[i])
	}
	w.WriteString(`]}`)
	return w.String()
}

// writer writes the members of an object; left-out members leave no comma.
type writer struct {
	bytes.Buffer
	members int
}

func (w *writer) item(i *Item) {
	w.WriteByte('{')
	w.members = 0
	w.raw("id", strconv.Itoa(i.ID))
	w.text("product", i.Product)
	w.text("name", i.Name)
	w.raw("price", amountText(i.Price))
	w.raw("quantity", i.Quantity.String())
	w.raw("amount", amountText(i.Amount))
	w.text("tax", string(i.Tax))
	w.text("hscode", i.HSCode)
	if i.FPMode != 0 {
		w.raw("fpmode", strconv.Itoa(int(i.FPMode)))
	}
	w.text("eancode", i.EANCode)
	w.text("uncode", i.UNCode)
	w.text("gs1code", i.GS1Code)
	w.text("furcode", i.FURCode)
	w.text("egaiscode", i.EGAISCode)
	if i.SubjType != 0 {
		w.raw("subjtype", strconv.Itoa(int(i.SubjType)))
	}
	w.WriteByte('}')
}

// amountText writes 10 and 10.0 as 10.00: no digest covers the items.
func amountText(a service.Amount) string { return service.Minor(a.Minor()).String() }

func (w *writer) raw(key, value string) {
	if w.members++; w.members > 1 {
		w.WriteByte(',')
	}
	w.WriteString(`"` + key + `":` + value)
}

func (w *writer) text(key, value string) {
	if value == "" {
		return
	}
	var quoted strings.Builder
	e := json.NewEncoder(&quoted)
	e.SetEscapeHTML(false) // the gateway would strip the backslashes of \u003c elsewhere
	_ = e.Encode(value)    // strings always encode
	w.raw(key, strings.TrimSuffix(quoted.String(), "\n"))
}
