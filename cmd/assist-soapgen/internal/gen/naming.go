package gen

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// nameAll gives Go names to everything, in document order, so that the same input
// always gives the same names.
func (d *description) nameAll(documents []model.Document) {
	names := newScope("Client", "NewClient", "Service")
	d.nameServices(names)
	ordered := d.inDocumentOrder(documents)
	for _, r := range ordered {
		d.nameRow(r, names)
	}
	for _, r := range ordered {
		d.nameInterface(r, names)
	}
	for _, r := range ordered {
		nameConstants(r, names)
	}
	for _, h := range d.headers {
		verb := "With"
		if h.answer {
			verb = "Receive"
		}
		h.goName = names.take(verb + goName(h.name.Local))
	}
	d.markPolymorphism()
	for _, r := range d.rows {
		d.nameMembers(r)
	}
	d.typeMembers()
	d.nameTypeConstants()
}

// inDocumentOrder sorts rows by the place of their type in the input.
func (d *description) inDocumentOrder(documents []model.Document) []*row {
	order := map[string]int{}
	for i, doc := range documents {
		order[doc.Path] = i
	}
	rows := slices.Clone(d.rows)
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(order[a.pos.File], order[b.pos.File]), cmp.Compare(a.pos.Line, b.pos.Line), cmp.Compare(a.pos.Col, b.pos.Col))
	})
	return rows
}

// nameServices names clients. A package with one service has Client and Service; one
// with several has them with the names of the ports in front.
func (d *description) nameServices(names scope) {
	ports := newScope()
	for _, s := range d.services {
		if len(d.services) > 1 {
			s.prefix = ports.take(s.want)
			for _, suffix := range []string{"Client", "Service"} {
				names[s.prefix+suffix] = true
			}
			names["New"+s.prefix+"Client"] = true
		}
		methods := newScope()
		for i := range s.operations {
			s.operations[i].goName = methods.take(goName(s.table.Operations[i].Name))
		}
	}
}

func (d *description) nameRow(r *row, names scope) {
	if r.want == "" || r.goName != "" {
		return
	}
	if r.owner != nil {
		d.nameRow(r.owner, names)
		r.goName = names.take(r.owner.goName + r.want)
		return
	}
	r.goName = names.take(r.want)
}

// nameConstants names the values of an enumeration.
func nameConstants(r *row, names scope) {
	for i := range r.enum {
		e := &r.enum[i]
		e.goName = names.take(r.goName + enumWord(e.value))
	}
}

// enumWord makes a name of an enumeration value, signs spelled out where nothing
// else is left.
func enumWord(value string) string {
	word := strings.TrimPrefix(goName("x_"+value), "X")
	if word != "" {
		return word
	}
	var b strings.Builder
	for _, r := range value {
		if name, ok := signs[r]; ok {
			b.WriteString(name)
		} else {
			b.WriteString("U" + strings.ToUpper(strconv.FormatInt(int64(r), 16)))
		}
	}
	return firstOf(b.String(), "Empty")
}

var signs = map[rune]string{
	' ': "Space", '!': "Not", '#': "Number", '%': "Percent", '&': "And", '*': "Star", '+': "Plus", ',': "Comma", '-': "Minus",
	'.': "Dot", '/': "Slash", ':': "Colon", '<': "Less", '=': "Equal", '>': "Greater", '?': "Question", '@': "At", '_': "Underscore", '|': "Bar", '~': "Tilde",
}

// nameMembers names the fields of a struct. What the toolkit adds comes last.
func (d *description) nameMembers(r *row) {
	if !r.isStruct() {
		return
	}
	taken := newScope()
	if r.hasTypes {
		taken.take("XSDType")
	}
	if r.fault {
		taken.take("Error")
	}
	for i := range r.members {
		m := &r.members[i]
		if r.table.Fields[i].Has(service.Sealed) {
			continue
		}
		m.goName = taken.take(m.want)
	}
	if r.answer {
		r.result = taken.take("Result")
	}
}

// nameTypeConstants names the indexes of the type table. They are unexported and so
// have their scope almost for themselves.
func (d *description) nameTypeConstants() {
	taken := newScope()
	for _, r := range d.rows {
		want := r.goName
		if want == "" {
			want = constantWord(r)
		}
		r.constName = taken.take("type" + want)
	}
}

// constantWord describes a simple type that Go has no type for.
func constantWord(r *row) string {
	if r.table.Name.Local != "" {
		return goName(r.table.Name.Local)
	}
	if r.isStruct() {
		return "None"
	}
	if r.table.Kind == service.List {
		return "List"
	}
	if r.table.Kind == service.Union {
		return "Union"
	}
	f := r.table.Facets
	if f.Fixed != "" {
		return "Fixed" + firstOf(enumWord(f.Fixed), "Value")
	}
	word := strings.TrimPrefix(builtinsByID[r.table.Base].name, "XSD")
	switch {
	case f.Length > 0:
		return word + strconv.Itoa(int(f.Length))
	case f.MinLength > 0 && f.MaxLength > 0:
		return word + strconv.Itoa(int(f.MinLength)) + "To" + strconv.Itoa(int(f.MaxLength))
	case f.MaxLength > 0:
		return word + "Max" + strconv.Itoa(int(f.MaxLength))
	case f.MinLength > 0:
		return word + "Min" + strconv.Itoa(int(f.MinLength))
	case len(f.Patterns) > 0:
		return word + "Pattern"
	case f.TotalDigits > 0:
		return word + "Digits" + strconv.Itoa(int(f.TotalDigits))
	case f.MinInclusive != "" || f.MaxInclusive != "" || f.MinExclusive != "" || f.MaxExclusive != "":
		return word + "Range"
	}
	return word + "Restricted"
}
