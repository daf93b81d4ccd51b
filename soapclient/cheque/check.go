package cheque

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Check reports everything that is wrong with the items, with what the request and the
// merchant's settings add, in one [*envelope.InvalidRequestError], or nil. Problems
// name the item as in the JSON, counted from 1: "items[2]/tax".
func (items Items) Check(r Request, s Settings) error {
	if problems := items.Problems(r, s); len(problems) > 0 {
		return &envelope.InvalidRequestError{Problems: problems}
	}
	return nil
}

// Problems is [Items.Check] as a list, to be joined with other problems of a request.
func (items Items) Problems(r Request, s Settings) []envelope.Problem {
	c := checker{request: r, settings: s}
	c.parameters()
	if len(items) == 0 {
		c.add("items", "required", "at least one item is required; without any leave ChequeItems out and the gateway makes one line")
		return c.problems
	}
	seen := map[int]int{}
	for i := range items {
		c.path = "items[" + strconv.Itoa(i+1) + "]/"
		c.item(&items[i])
		if first, taken := seen[items[i].ID]; taken && items[i].ID > 0 {
			c.add(c.path+"id", "unique", "it is that of items[%d] too", first)
		} else {
			seen[items[i].ID] = i + 1
		}
	}
	c.sum(items)
	return c.problems
}

type checker struct {
	request  Request
	settings Settings
	path     string
	problems []envelope.Problem
}

func (c *checker) add(field, rule, format string, args ...any) {
	c.problems = append(c.problems, envelope.Problem{Field: field, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// parameters checks what stands beside the items.
func (c *checker) parameters() {
	if c.request.Amount.IsZero() {
		c.add("amount", "required", "the amount of the order is required")
	}
	c.taxKnown("tax", c.request.Tax)
	c.modeKnown("fpmode", c.request.FPMode)
	system, given := c.request.TaxationSystem.Get()
	used := c.settings.TaxationSystems
	switch {
	case given && system > Patent:
		c.add("taxationsystem", "taxation-system", "it must be 0 to 5")
	case given && len(used) > 0 && !slices.Contains(used, system):
		c.add("taxationsystem", "taxation-system", "the merchant does not use this one")
	case !given && len(used) > 1:
		c.add("taxationsystem", "taxation-system", "it is required, because the merchant uses %d of them", len(used))
	}
}

func (c *checker) item(i *Item) {
	if i.ID < 1 || i.ID > math.MaxInt32 {
		c.add(c.path+"id", "id", "it must be a number from 1; Numbered gives items their numbers")
	}
	if strings.TrimSpace(i.Product) == "" && strings.TrimSpace(i.Name) == "" {
		c.add(c.path+"name", "one-of", "one of product and name is required")
	}
	for _, text := range [...]struct {
		key, value string
		most       int
	}{
		{"product", i.Product, 50},
		{"name", i.Name, 250},
		{"hscode", i.HSCode, 13},
		{"eancode", i.EANCode, 0},
		{"uncode", i.UNCode, 0},
		{"gs1code", i.GS1Code, 0},
		{"furcode", i.FURCode, 0},
		{"egaiscode", i.EGAISCode, 0},
	} {
		c.text(c.path+text.key, text.value, text.most)
	}
	if strings.Trim(i.HSCode, "0123456789") != "" {
		c.add(c.path+"hscode", "hscode", "it must be digits only")
	}
	c.amounts(i)
	c.levels(i)
}

func (c *checker) text(field, text string, most int) {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		c.add(field, "characters", "it holds control characters or is no UTF-8")
	}
	if n := utf8.RuneCountInString(text); most > 0 && n > most {
		c.add(field, "max-length", "it has %d characters; at most %d are allowed", n, most)
	}
}

// maxPrice is float(10.2) read as ten digits, two of them after the point.
const maxPrice = 1e10 - 1

func (c *checker) amounts(i *Item) {
	switch {
	case i.Price.IsZero():
		c.add(c.path+"price", "required", "it is required")
	case i.Price.Minor() > maxPrice:
		c.add(c.path+"price", "price", "it has more than 8 digits before the point")
	}
	if i.Quantity.IsZero() {
		c.add(c.path+"quantity", "quantity", "it must be above zero")
	}
	if i.Amount.IsZero() {
		c.add(c.path+"amount", "required", "it is required; NewItem computes it")
	}
	if i.Price.IsZero() || i.Quantity.IsZero() || i.Amount.IsZero() {
		return
	}
	switch total, err := Total(i.Price, i.Quantity); {
	case err != nil:
		c.add(c.path+"amount", "amount", "price × quantity has more than 15 digits")
	case !total.Equal(i.Amount):
		c.add(c.path+"amount", "amount", "it must be price × quantity, rounded to hundredths: %s", difference(i.Amount, total))
	}
}

// levels: tax and fpmode come from the item, else the request, else the settings.
func (c *checker) levels(i *Item) {
	const missing = "the item has none, and neither has the request (%s) nor the merchant's settings (%q)"
	if i.Tax == "" && c.request.Tax == "" && c.settings.Tax == "" {
		c.add(c.path+"tax", "tax", missing, "Tax", "Default tax rate")
	}
	c.taxKnown(c.path+"tax", i.Tax)
	if i.FPMode == 0 && c.request.FPMode == 0 && c.settings.FPMode == 0 {
		c.add(c.path+"fpmode", "fpmode", missing, "FPMode", "Default payment method")
	}
	c.modeKnown(c.path+"fpmode", i.FPMode)
}

func (c *checker) taxKnown(field string, t Tax) {
	switch {
	case t == "" || t.Meaning() != service.Text{} || slices.Contains(c.settings.Taxes, t) || t == c.settings.Tax:
	case len(t) > 10:
		c.add(field, "max-length", "it has more than 10 characters")
	default:
		c.add(field, "tax", "it is no known tax rate (novat, vat0, vat10, vat20, vat110, vat120); list rates of your account in Settings.Taxes")
	}
}

func (c *checker) modeKnown(field string, m FPMode) {
	if m > CreditPayment {
		c.add(field, "fpmode", "it must be 1 to 7")
	}
}

func (c *checker) sum(items Items) {
	for i := range items {
		if items[i].Amount.IsZero() {
			return // reported already
		}
	}
	switch sum, err := items.Sum(); {
	case err != nil:
		c.add("items", "sum", "they add up to more than 15 digits")
	case !c.request.Amount.IsZero() && !sum.Equal(c.request.Amount):
		c.add("items", "sum", "they must add up to the amount of the order: %s", difference(sum, c.request.Amount))
	}
}

// difference says by how much got is off.
func difference(got, want service.Amount) string {
	if off := got.Minor() - want.Minor(); off > 0 {
		return service.Minor(off).String() + " too much"
	}
	return service.Minor(want.Minor()-got.Minor()).String() + " too little"
}
