package recording

import "strings"

// unknownCell is what a table writes for no value.
const unknownCell = "UNKNOWN"

// tableSpans finds values in the columns of a CSV table, whose names stand in its first
// line only: the client's own mask, which looks for names beside values, sees none.
func (m *masker) tableSpans(text string) []span {
	first, _, _ := strings.Cut(text, "\n")
	if strings.ContainsAny(first, "<{=&:") || !strings.Contains(first, ";") {
		return nil // not the titles of a table
	}
	var kinds []string
	known := false
	for _, c := range cellsOf(first, 0) {
		title := strings.ToLower(first[c.from:c.to])
		kind := m.fields.kinds[strings.Join(strings.Fields(title), "")]
		if kind == "" {
			kind = m.fields.kinds[strings.Join(strings.Fields(title), "_")]
		}
		kinds = append(kinds, kind)
		known = known || kind != ""
	}
	if !known {
		return nil
	}
	var found []span
	at := 0
	for line := range strings.Lines(text) {
		if at > 0 {
			for i, c := range cellsOf(line, at) {
				if c.kind = kindOf(kinds, i); c.kind != "" && text[c.from:c.to] != unknownCell {
					found = m.keep(found, c, text)
				}
			}
		}
		at += len(line)
	}
	return found
}

// kindOf takes cells beyond the last title for secret: nobody knows what they are.
func kindOf(kinds []string, i int) string {
	if i < len(kinds) {
		return kinds[i]
	}
	return kindSecret
}

// cellsOf cuts a line, which begins at an offset, at its semicolons. Quotes around a
// cell are not part of it; one that does not end takes the rest of the line.
func cellsOf(line string, offset int) []span {
	line = strings.TrimRight(line, "\r\n")
	var cells []span
	for at := 0; at <= len(line); {
		if at == len(line) || line[at] != '"' {
			size := len(line) - at
			if i := strings.IndexByte(line[at:], ';'); i >= 0 {
				size = i
			}
			cells = append(cells, span{from: offset + at, to: offset + at + size, in: anywhere})
			at += size + 1
			continue
		}
		at++
		end := at
		for end < len(line) && (line[end] != '"' || end+1 < len(line) && line[end+1] == '"') {
			if line[end] == '"' {
				end++
			}
			end++
		}
		end = min(end, len(line))
		cells = append(cells, span{from: offset + at, to: offset + end, in: inQuotes})
		at = end + 2 // the quote and the semicolon
	}
	return cells
}
