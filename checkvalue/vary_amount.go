package checkvalue

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Mistakes about amounts: which one, and how it is written.

// otherAmount takes another amount of the message, with its currency: the
// operation's for the order's or the reverse.
func otherAmount(q *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for i := range right.parts {
			p := &right.parts[i]
			if !p.isAmount() || p.from != service.FromMessage {
				continue
			}
			for other, currency := range amountsBeside(q.message, p.path) {
				how := other
				d := right.with(i, func(p *part) { p.text = q.message.Text(other) })
				j := slices.IndexFunc(d.parts, func(c part) bool { return c.path == p.facts().Currency })
				if j >= 0 && currency != "" {
					d.parts[j].text = q.message.Text(currency)
					how += ", " + currency
				}
				if !yield(d, trait{[]string{p.path}, service.Text{EN: how, RU: how}}) {
					return
				}
			}
		}
	}
}

// amountsBeside yields the other amounts of a message and their currency fields.
func amountsBeside(r *service.Record, path string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, f := range r.Fields() {
			if f.Name == path || f.Facts == nil || f.Facts.Role != service.RoleAmount && f.Facts.Format != service.FormatAmount {
				continue
			}
			if r.Text(f.Name) != "" && !yield(f.Name, f.Facts.Currency) {
				return
			}
		}
	}
}

func amountSpelling(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for i := range right.parts {
			p := &right.parts[i]
			if !p.kept || !p.isAmount() {
				continue
			}
			for _, spelling := range spellings(p.text) {
				d := right.with(i, func(p *part) { p.text = spelling })
				if !yield(d, trait{[]string{p.path}, service.Text{EN: spelling, RU: spelling}}) {
					return
				}
			}
		}
	}
}

// spellings returns the other ways to write an amount: 10, 10.0, 10.00, with a
// comma, in hundredths. Shops that keep amounts as floats write the shortest.
func spellings(text string) []string {
	amount, err := service.ParseAmount(strings.ReplaceAll(strings.TrimSpace(text), ",", "."))
	if err != nil {
		return nil
	}
	whole, cents := amount.Minor()/100, amount.Minor()%100
	all := []string{fmt.Sprintf("%d.%02d", whole, cents), fmt.Sprintf("%d,%02d", whole, cents)}
	if cents%10 == 0 {
		all = append(all, fmt.Sprintf("%d.%d", whole, cents/10), fmt.Sprintf("%d,%d", whole, cents/10))
	}
	if cents == 0 {
		all = append(all, fmt.Sprint(whole))
	}
	all = append(all, fmt.Sprint(amount.Minor()))
	return slices.DeleteFunc(all, func(s string) bool { return s == text })
}
