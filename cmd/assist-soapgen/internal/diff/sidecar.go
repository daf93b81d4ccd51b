package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/service"
)

// subjects are all places of a finding.
func (e *entry) subjects() []finding.Subject {
	return append([]finding.Subject{e.Subject}, e.Also...)
}

// fieldOf is the name of the field a path leads to, without the marks of attributes
// and derived types; "" when it leads to none.
func fieldOf(s finding.Subject) string {
	last := s.Path[strings.LastIndexByte(s.Path, '/')+1:]
	last, _, _ = strings.Cut(strings.TrimPrefix(last, "@"), "(")
	return last
}

// markDigests adds the checkvalue layer to findings about fields that enter a check
// value or signature, or carry it.
func (c *comparer) markDigests() {
	if c.options.Sidecar == nil {
		return
	}
	for _, e := range c.entries {
		if e.Rule.Direction == finding.None {
			continue
		}
		for _, s := range e.subjects() {
			for _, note := range c.digestNotes(e, s) {
				if !slices.Contains(e.Notes, note) {
					e.Notes = append(e.Notes, note)
				}
				e.Layers |= finding.CheckValue
			}
		}
		if e.Layers.Has(wire|finding.CheckValue) && e.Severity == info {
			e.Severity = warning
		}
	}
}

// digestNotes says which check values the field at a place takes part in.
func (c *comparer) digestNotes(e *entry, s finding.Subject) []finding.Text {
	op := c.sidecarOperation(s.Operation)
	if op == nil || s.Path == "" {
		return nil
	}
	names := []string{fieldOf(s)}
	if e.renamedTo != "" {
		names = append(names, e.renamedTo)
	}
	var notes []finding.Text
	for _, name := range names {
		switch s.Message {
		case finding.RequestMessage:
			notes = append(notes, c.enters(op, &op.Request, finding.Request, service.FromMessage, name, e.fate)...)
			notes = append(notes, c.enters(op, &op.Response, finding.Response, service.FromRequest, name, e.fate)...)
		case finding.ResponseMessage:
			notes = append(notes, c.enters(op, &op.Response, finding.Response, service.FromMessage, name, e.fate)...)
		}
	}
	return notes
}

// sidecarOperation finds an operation by its name in the WSDL, the old one or the new.
func (c *comparer) sidecarOperation(name string) *specfile.Operation {
	if c.options.Sidecar == nil || name == "" {
		return nil
	}
	ops := c.options.Sidecar.Operations
	for i := range ops {
		if wsdl := ops[i].WSDL.Value; wsdl == name || wsdl == c.renames[name] {
			return &ops[i]
		}
	}
	return nil
}

var digestNames = map[service.DigestKind]finding.Text{
	service.CheckValue:    text("check value", "контрольное значение"),
	service.Signature:     text("signature", "подпись"),
	service.SignedMessage: text("signed message", "подписанное сообщение"),
}

var fateNames = [...]finding.Text{
	kept: text("changed", "изменённое"), added: text("added", "добавленное"),
	removed: text("removed", "удалённое"), renamed: text("renamed", "переименованное"),
}

var waysInRussian = map[finding.Direction]string{finding.Request: "запрос", finding.Response: "ответ"}

// enters says in which digests of a message a field of the given origin takes part.
func (c *comparer) enters(op *specfile.Operation, m *specfile.Message, d finding.Direction, from service.Origin, name string, was fate) []finding.Text {
	var notes []finding.Text
	whose := c.options.Sidecar.Service.Value + "." + op.Name.Value
	say := func(kind service.DigestKind, en, ru string, args ...any) {
		digest := digestNames[kind]
		head := text(
			fmt.Sprintf("The %s field %s %s the %s of %s %s", fateNames[was].EN, name, en, digest.EN, d, whose),
			fmt.Sprintf("%s поле %s %s %s: %s %s", upperFirst(fateNames[was].RU), name, ru, digest.RU, waysInRussian[d], whose))
		tail := fmt.Sprint(args...)
		notes = append(notes, text(head.EN+tail+".", head.RU+tail+"."))
	}
	for i := range m.Digests {
		digest := &m.Digests[i]
		if from == service.FromMessage && digest.Field.Value == name {
			say(digest.Kind.Value, "carries", "содержит")
		}
		if variants := variantsWith(digest, name, from); len(variants) > 0 {
			say(digest.Kind.Value, "enters", "входит в", " (", strings.Join(variants, ", "), ")")
		}
	}
	return notes
}

// variantsWith lists the variants of a recipe that have the field as a term, with its
// number in each.
func variantsWith(d *specfile.Digest, name string, from service.Origin) []string {
	var list []string
	for _, v := range d.Variants {
		for i, t := range v.Terms {
			last := t.Field.Value[strings.LastIndexByte(t.Field.Value, '/')+1:]
			if last == name && t.From == from {
				list = append(list, fmt.Sprintf("%s #%d", v.Name.Value, i+1))
				break
			}
		}
	}
	return list
}

func upperFirst(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
