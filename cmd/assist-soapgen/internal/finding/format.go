package finding

import (
	"io"
	"slices"
)

// Format is the name of a writer.
type Format string

// Formats.
const (
	TextFormat     Format = "text"
	JSONFormat     Format = "json"
	MarkdownFormat Format = "markdown"
	SARIFFormat    Format = "sarif"
	JUnitFormat    Format = "junit"
)

// Formats lists all of them.
func Formats() []Format {
	return []Format{TextFormat, JSONFormat, MarkdownFormat, SARIFFormat, JUnitFormat}
}

// Known reports whether there is a writer of that name.
func (f Format) Known() bool { return slices.Contains(Formats(), f) }

// Write writes the report in a known format.
func (r *Report) Write(w io.Writer, f Format) error {
	switch f {
	case JSONFormat:
		return r.writeJSON(w)
	case MarkdownFormat:
		return r.writeMarkdown(w)
	case SARIFFormat:
		return r.writeSARIF(w)
	case JUnitFormat:
		return r.writeJUnit(w)
	}
	return r.writeText(w)
}
