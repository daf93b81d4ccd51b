package gen

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// memberDoc is the doc comment of a struct field. Without a sidecar it is the schema's
// documentation; with one it says what a caller must know, and where that stands.
func (d *description) memberDoc(r *row, i int) []string {
	f, m := &r.table.Fields[i], &r.members[i]
	if f.Facts != nil {
		return []string{sentence(f.Facts.Doc.EN) + lineBreak + d.factsLine(r, f)}
	}
	doc := paragraphs(m.doc)
	if m.fixed != "" {
		doc = append(doc, m.fixed)
	}
	if f.Occurs != nil {
		doc = append(doc, occursPhrase(f.Occurs))
	}
	return doc
}

// factsLine is the second line of a comment: "Bill_amount, required; an amount, in
// the currency of BillCurrency. Source: S0."
func (d *description) factsLine(r *row, f *service.Field) string {
	line := f.Facts.Param
	switch {
	case !f.Has(service.Optional) && !r.received:
		line += ", required"
	case f.Facts.Default != "":
		line += ", default " + f.Facts.Default
	}
	if limits := d.limits(r, f); len(limits) > 0 {
		line += "; " + strings.Join(limits, ", ")
	}
	if cited := sourcesPhrase(f.Facts.Sources); cited != "" {
		line += ". " + cited
	}
	return sentence(line)
}

func occursPhrase(o *service.Occurs) string {
	switch {
	case o.Max < 0:
		return fmt.Sprintf("At least %d.", o.Min)
	case o.Min == o.Max:
		return fmt.Sprintf("Exactly %d.", o.Min)
	case o.Min == 0:
		return fmt.Sprintf("At most %d.", o.Max)
	}
	return fmt.Sprintf("%d to %d.", o.Min, o.Max)
}

// limits says in words what the value must look like.
func (d *description) limits(owner *row, f *service.Field) []string {
	var phrases []string
	if p := formatPhrases[f.Facts.Format]; p != "" {
		phrases = append(phrases, p)
	}
	if i := owner.table.Index(f.Facts.Currency); i >= 0 {
		phrases = append(phrases, "in the currency of "+owner.members[i].goName)
	}
	if r := d.row(f.Type); r != nil && r.table.Facets != nil && len(r.enum) == 0 {
		phrases = append(phrases, facetPhrases(r.table.Facets)...)
	}
	if f.Facts.Strip != service.StripNothing {
		phrases = append(phrases, "without any of "+strings.ReplaceAll(f.Facts.Strip.Removes(), " ", "␠"))
	}
	return phrases
}

var formatPhrases = map[service.Format]string{
	service.FormatAmount:   "an amount",
	service.FormatSecret:   "never shown",
	service.FormatPAN:      "a card number, shown masked",
	service.FormatCVC:      "a security code, never shown",
	service.FormatMinute:   "[service.Minute]",
	service.FormatDate:     "[service.Date]",
	service.FormatDateTime: "[service.DateTime]",
	service.FormatJSON:     "a JSON text",
	service.FormatBase64:   "a base64 text",
	service.FormatIP:       "an IP address",
	service.FormatInt:      "at most 15 digits and at most 2147483647",
	service.FormatSmallint: "at most 5 digits and at most 32767",
}

func facetPhrases(f *service.Facets) []string {
	var phrases []string
	switch {
	case f.Length > 0:
		phrases = append(phrases, fmt.Sprintf("exactly %d characters", f.Length))
	case f.MinLength > 1 && f.MaxLength > 0:
		phrases = append(phrases, fmt.Sprintf("%d to %d characters", f.MinLength, f.MaxLength))
	case f.MinLength > 1:
		phrases = append(phrases, fmt.Sprintf("at least %d characters", f.MinLength))
	case f.MaxLength > 0:
		phrases = append(phrases, fmt.Sprintf("at most %d characters", f.MaxLength))
	}
	if f.MinLength == 1 {
		phrases = append(phrases, "not empty")
	}
	if f.TotalDigits > 0 {
		phrases = append(phrases, fmt.Sprintf("at most %d digits", f.TotalDigits))
	}
	for _, bound := range []struct{ word, value string }{
		{"at least ", f.MinInclusive}, {"at most ", f.MaxInclusive}, {"more than ", f.MinExclusive}, {"less than ", f.MaxExclusive},
	} {
		if bound.value != "" {
			phrases = append(phrases, bound.word+bound.value)
		}
	}
	return phrases
}

// sourcesPhrase cites the documents; what is not documented says so.
func sourcesPhrase(sources []service.Source) string {
	var cited []string
	for _, s := range sources {
		if s.Sure > service.Documented {
			cited = append(cited, s.Doc+" ("+s.Sure.String()+")")
		} else {
			cited = append(cited, s.Doc)
		}
	}
	if len(cited) == 0 {
		return ""
	}
	return "Source: " + strings.Join(cited, ", ") + "."
}
