package describe

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// digest prints the recipes of a check value or signature; the first is the default.
func (p *page) digest(d *service.Digest, language string) {
	p.printf("\n")
	p.paragraph(2, "", fmt.Sprintf("%s -> %s", d.Kind, d.Field))
	for i, v := range d.Variants {
		name := v.Name
		if i == 0 {
			name += p.word(" (default)", " (по умолчанию)")
		}
		p.printf("\n")
		p.paragraph(4, "", cite(name+": "+v.Doc.In(language), p.factSources(v.Facts)))
		p.paragraph(6, "", terms(&v))
	}
}

// terms writes X as it is put together. A field that may drop out stands in brackets:
// [x] when it is not sent, [x≠0] also when it is empty or zero.
func terms(v *service.Variant) string {
	written := make([]string, len(v.Terms))
	for i, t := range v.Terms {
		written[i] = t.Field
		if t.From == service.FromRequest {
			written[i] = "request." + t.Field
		}
		switch t.Empty {
		case service.DropAbsent:
			written[i] = "[" + written[i] + "]"
		case service.DropZero:
			written[i] = "[" + written[i] + "≠0]"
		}
	}
	delimiter := " " + v.Delimiter + " "
	if v.Delimiter == "" {
		delimiter = " + "
	}
	return strings.Join(written, delimiter)
}
