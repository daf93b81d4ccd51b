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
	found := m.tableSpans(text)
	for in, pattern := range m.fields.patterns {
		for from := 0; from <= len(text); {
			at := pattern.FindStringSubmatchIndex(text[from:])
			if at == nil {
				break
			}
			kind, known := m.fields.kinds[strings.ToLower(text[from+at[2]:from+at[3]])]
			if !known {
				from += max(at[4], 1)
				continue
			}
			found = m.keep(found, span{from + at[4], from + at[5], kind, in}, text)
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
	hexadecimal := digests.FindAllStringIndex(text, -1)
	for _, at := range cardRun.FindAllStringIndex(text, -1) {
		if within(at, hexadecimal) {
			continue // one check value in a few hundred holds a run that looks like a card number
		}
		if run := digits(text[at[0]:at[1]]); service.Luhn(run) && !m.numbers[run] {
			found = append(found, span{at[0], at[1], kindPAN, anywhere})
		}
	}
	slices.SortStableFunc(found, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	return merge(found)
}

// keep adds the value of a known field, unless it is empty or a number of the gateway,
// which is remembered.
func (m *masker) keep(found []span, s span, text string) []span {
	value := text[s.from:s.to]
	switch number := gatewayNumber.FindStringSubmatch(value); {
	case s.kind == kindNumber && number != nil:
		m.numbers[number[1]] = true
	case s.kind != kindNumber && value != "":
		return append(found, s)
	}
	return found
}

// merge joins spans that overlap; they come in order.
func merge(found []span) []span {
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

// within reports whether a range lies inside one of the words and is not all of it.
func within(at []int, words [][]int) bool {
	return slices.ContainsFunc(words, func(word []int) bool {
		return word[0] <= at[0] && at[1] <= word[1] && at[1]-at[0] < word[1]-word[0]
	})
}
