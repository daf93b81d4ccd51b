package envelope

import "strings"

// span is a part of a message.
type span struct{ from, to int }

// folded is how titles are compared: "Card Holder", "card_holder" and "Cardholder" are
// the same column.
func foldedTitle(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '\t' {
			return -1
		}
		return r
	}, name))
}

// table finds the cells to mask in a CSV table, whose names stand in its first line only:
// nothing beside the values tells what they are. Cells beyond the last title are masked,
// since nobody knows what is in them. The result is nil for what is no table.
func (t *maskTable) table(text string) []span {
	text, cut := strings.CutPrefix(text, "\ufeff")
	start := 0
	if cut {
		start = len("\ufeff")
	}
	first, _, more := strings.Cut(text, "\n")
	if !more || strings.ContainsAny(first, "<{=&:") || !strings.Contains(first, ";") {
		return nil
	}
	var secret []bool
	known := false
	for _, c := range csvCells(first, 0) {
		hidden := t.columns[foldedTitle(first[c.from:c.to])]
		secret, known = append(secret, hidden), known || hidden
	}
	if !known {
		return nil
	}
	var found []span
	for at := len(first) + 1; at < len(text); {
		size := csvRow(text[at:])
		for i, c := range csvCells(text[at:at+size], at) {
			cell := strings.TrimSpace(text[c.from:c.to])
			if (i >= len(secret) || secret[i]) && cell != "" && cell != csvUnknown {
				found = append(found, span{start + c.from, start + c.to})
			}
		}
		at += size
	}
	return found
}

// csvRow is the length of the first row, its line break included; one inside of quotes
// belongs to the cell.
func csvRow(text string) int {
	quoted, begins := false, true
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' && (quoted || begins):
			quoted = !quoted
		case c == '\n' && !quoted:
			return i + 1
		}
		begins = text[i] == ';' || quoted && text[i] == '"'
	}
	if quoted { // the quote never ends: take lines as they come
		if size := strings.IndexByte(text, '\n'); size >= 0 {
			return size + 1
		}
	}
	return len(text)
}

// csvCells cuts a row, which begins at an offset, at its semicolons. Quotes around a cell
// are not part of it; one that does not end takes the rest of the row.
func csvCells(row string, offset int) []span {
	row = strings.TrimRight(row, "\r\n")
	var cells []span
	for at := 0; at <= len(row); {
		if at == len(row) || row[at] != '"' {
			size := len(row) - at
			if i := strings.IndexByte(row[at:], ';'); i >= 0 {
				size = i
			}
			cells = append(cells, span{offset + at, offset + at + size})
			at += size + 1
			continue
		}
		end := quotedEnd(row, at+1)
		cells = append(cells, span{offset + at + 1, offset + end})
		next := strings.IndexByte(row[end:], ';')
		if next < 0 {
			break
		}
		at = end + next + 1
	}
	return cells
}

// quotedEnd finds the quote that ends a cell; two of them are a character.
func quotedEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			i++
			continue
		}
		return i
	}
	return len(text)
}

// paired: name:value; of the other CSV, where a value with a semicolon stands in quotes.
func paired(b []byte, from int) (int, int) {
	if from < len(b) && b[from] == '"' {
		return from + 1, quotedEnd(string(b), from+1)
	}
	return from, until(b, from, ";\r\n<&\"")
}
