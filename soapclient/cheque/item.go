package cheque

import (
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Item is one line of the receipt. Empty texts and zero numbers are left out of the
// JSON; required are ID, Price, Quantity, Amount and one of Product and Name.
type Item struct {
	ID       int            // number of the line, unique in the receipt; Numbered fills it in
	Product  string         // code of the product, at most 50 characters
	Name     string         // at most 250 characters
	Price    service.Amount // of one unit, at most 8 digits before the point
	Quantity Quantity
	Amount   service.Amount // price × quantity; see Total
	Tax      Tax            // else the request's, else the merchant's
	FPMode   FPMode         // else the request's, else the merchant's
	HSCode   string         // of the Harmonized System, at most 13 digits
	SubjType SubjType

	// Codes of marked goods, at most one kind per item as far as known; their forms are
	// not documented, so only characters are checked.
	EANCode, UNCode, GS1Code, FURCode, EGAISCode string
}

// Items are the lines of a receipt, in the order in which it shows them.
type Items []Item

// NewItem returns an item with its amount computed.
func NewItem(name string, price service.Amount, quantity Quantity) (Item, error) {
	amount, err := Total(price, quantity)
	return Item{Name: name, Price: price, Quantity: quantity, Amount: amount}, err
}

// Title is the name that the receipt shows: product and name joined by a space, or
// the one that is there (S1, note 1).
func (i *Item) Title() string {
	switch {
	case i.Product == "":
		return i.Name
	case i.Name == "":
		return i.Product
	}
	return i.Product + " " + i.Name
}

// Numbered returns a copy in which items without ID have the lowest free number.
func (items Items) Numbered() Items {
	taken := make(map[int]bool, len(items))
	for i := range items {
		taken[items[i].ID] = true
	}
	numbered := append(Items(nil), items...)
	next := 1
	for i := range numbered {
		if numbered[i].ID != 0 {
			continue
		}
		for taken[next] {
			next++
		}
		numbered[i].ID, taken[next] = next, true
	}
	return numbered
}

// Sum adds up the amounts.
func (items Items) Sum() (service.Amount, error) {
	var sum int64
	for i := range items {
		if sum += items[i].Amount.Minor(); sum > maxMinor {
			return service.Amount{}, errors.New("the items add up to more than 15 digits")
		}
	}
	return service.Minor(sum), nil
}

// Request is what the payment request says beside the items.
type Request struct {
	Amount         service.Amount // of the order
	Tax            Tax            // parameter Tax
	FPMode         FPMode         // parameter FPMode
	TaxationSystem service.Opt[TaxationSystem]
	ReceiptLine    string // name of the only line of a receipt without items
}

// Settings are those of the merchant's account; leave empty what is not set there.
type Settings struct {
	Tax         Tax    // "Default tax rate"
	FPMode      FPMode // "Default payment method"
	ReceiptLine string // "Default text of cheque item"
	// TaxationSystems the merchant uses; with several the request must name one.
	TaxationSystems []TaxationSystem
	// Taxes are identifiers beyond those of the package that the account offers.
	Taxes []Tax
}

// Single returns the line that the gateway makes when a request has no items (S1, note
// 2 of its first footnote): one piece for the amount of the order.
func Single(r Request, s Settings) Items {
	item := Item{ID: 1, Name: "Payment for the order", Price: r.Amount, Quantity: Pieces(1), Amount: r.Amount, Tax: r.Tax, FPMode: r.FPMode}
	for _, name := range []string{s.ReceiptLine, r.ReceiptLine} {
		if strings.TrimSpace(name) != "" {
			item.Name = name
		}
	}
	if item.Tax == "" {
		item.Tax = s.Tax
	}
	if item.FPMode == 0 {
		item.FPMode = s.FPMode
	}
	return Items{item}
}
