package checkvalue

import (
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/service"
)

// part is one term of a recipe with the text it has in a message.
type part struct {
	path  string
	rule  service.EmptyRule
	from  service.Origin
	field *service.Field // nil if the description has no such field
	text  string
	state service.State
	kept  bool // it stands in X
}

func (p *part) facts() *service.Facts {
	if p.field == nil || p.field.Facts == nil {
		return &service.Facts{}
	}
	return p.field.Facts
}

func (p *part) isAmount() bool {
	return p.facts().Role == service.RoleAmount || p.facts().Format == service.FormatAmount
}

func (p *part) isCredential() bool {
	return p.facts().Role == service.RoleLogin || p.facts().Role == service.RolePassword
}

// mask stands for a secret value in everything that is shown.
const mask = "***"

func (p *part) shown() string {
	if p.text != "" && p.facts().Secret() {
		return mask
	}
	return p.text
}

// charset is how the characters of X become bytes.
type charset uint8

const (
	utf8Text   charset = iota // what the protocol wants (K2)
	cp1251                    // the page's charset of old shops
	utf8Misled                // UTF-8 taken for windows-1251 and encoded once more
)

// draft is one way to make the digest of a message: the right one, or one with
// mistakes in it. Drafts are changed by copying.
type draft struct {
	parts      []part
	delimiter  string
	lead, tail string
	charset    charset
	word       string // the secret word; never shown
	formula    func(word string, x []byte) sum
}

func newDraft(v *service.Variant, message, request *service.Record, word string) (draft, error) {
	if _, err := AppendX(nil, v, message, request); err != nil {
		return draft{}, err // lists all problems at once
	}
	d := draft{delimiter: v.Delimiter, word: word, formula: documentedRule}
	for i := range v.Terms {
		t := &v.Terms[i]
		text, state, err := termText(v, t, message, request)
		if err != nil {
			return draft{}, err
		}
		from := message
		if t.From == service.FromRequest {
			from = request
		}
		d.parts = append(d.parts, part{
			path: t.Field, rule: t.Empty, from: t.From, field: fieldAt(from, t.Field),
			text: text, state: state, kept: takesPart(t.Empty, text, state),
		})
	}
	return d, nil
}

// fieldAt finds the description of a field by path, or nil.
func fieldAt(r *service.Record, path string) *service.Field {
	t := r.Type()
	for {
		name, rest, deeper := strings.Cut(path, "/")
		i := t.Index(name)
		if i < 0 {
			return nil
		}
		if !deeper {
			return &t.Fields[i]
		}
		if t = r.Service().Type(t.Fields[i].Type); t == nil {
			return nil
		}
		path = rest
	}
}

// x returns the canonical string, or nil if its characters do not exist in the charset.
func (d *draft) x() []byte {
	x := d.join(func(p *part) string { return p.text })
	switch d.charset {
	case cp1251:
		encoded, err := charmap.Windows1251.NewEncoder().Bytes(x)
		if err != nil {
			return nil
		}
		return encoded
	case utf8Misled:
		misled, err := charmap.Windows1251.NewDecoder().Bytes(x)
		if err != nil {
			return nil
		}
		return misled
	}
	return x
}

// shown returns the canonical string with secret values masked.
func (d *draft) shown() string { return string(d.join((*part).shown)) }

func (d *draft) join(text func(*part) string) []byte {
	x := make([]byte, 0, 256)
	x = append(x, d.lead...)
	first := true
	for i := range d.parts {
		if !d.parts[i].kept {
			continue
		}
		if !first {
			x = append(x, d.delimiter...)
		}
		first = false
		x = append(x, text(&d.parts[i])...)
	}
	return append(x, d.tail...)
}

func (d *draft) digest() sum { return d.formula(d.word, d.x()) }

// holdsSecret reports whether a secret value stands in X.
func (d *draft) holdsSecret() bool {
	return slices.ContainsFunc(d.parts, func(p part) bool { return p.kept && p.text != "" && p.facts().Secret() })
}

// each returns a copy in which change was applied to every part, and the fields it changed.
func (d draft) each(change func(*part) bool) (draft, []string) {
	var changed []string
	d.parts = slices.Clone(d.parts)
	for i := range d.parts {
		if change(&d.parts[i]) {
			changed = append(changed, d.parts[i].path)
		}
	}
	return d, changed
}

// with returns a copy in which change was applied to part i.
func (d draft) with(i int, change func(*part)) draft {
	d.parts = slices.Clone(d.parts)
	change(&d.parts[i])
	return d
}
