package recording

import (
	"cmp"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

type span struct {
	from, to int
	kind     string
	in       int
}

// spans lists what to mask, in order, without overlaps; where two overlap, the one that
// begins first wins and takes the whole length.
func (m *masker) spans(text string) []span {
	var found []span
	for in, pattern := range m.fields.patterns {
		for from := 0; from <= len(text); {
			at := pattern.FindStringSubmatchIndex(text[from:])
			if at == nil {
				break
			}
			kind := m.fields.kinds[strings.ToLower(text[from+at[2]:from+at[3]])]
			value := text[from+at[4] : from+at[5]]
			if number := gatewayNumber.FindStringSubmatch(value); kind == kindNumber && number != nil {
				m.numbers[number[1]] = true
			} else if kind != kindNumber && value != "" {
				found = append(found, span{from + at[4], from + at[5], kind, in})
			}
			from += max(at[5], 1)
		}
	}
	for _, secret := range m.secrets {
		for from := 0; ; {
			at := strings.Index(text[from:], secret)
			if at < 0 {
				break
			}
			found = append(found, span{from + at, from + at + len(secret), kindSecret, anywhere})
			from += at + len(secret)
		}
	}
	for _, at := range cardRun.FindAllStringIndex(text, -1) {
		if run := digits(text[at[0]:at[1]]); service.Luhn(run) && !m.numbers[run] {
			found = append(found, span{at[0], at[1], kindPAN, anywhere})
		}
	}
	slices.SortStableFunc(found, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	var merged []span
	for _, s := range found {
		if n := len(merged); n > 0 && s.from < merged[n-1].to {
			merged[n-1].to = max(merged[n-1].to, s.to)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}
