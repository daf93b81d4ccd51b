package checkvalue

import (
	"iter"
	"slices"

	"github.com/assist-soap/toolkit/service"
)

// Mistakes about which values stand in X, and in which order.

type variations = iter.Seq2[draft, trait]

func otherVariant(q *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for i := range q.digest.Variants {
			v := &q.digest.Variants[i]
			if v == q.variant {
				continue
			}
			d, err := newDraft(v, q.message, q.request, right.word)
			if err != nil {
				continue // the records cannot answer this variant
			}
			if !yield(d, trait{how: service.Text{EN: v.Name, RU: v.Name}}) {
				return
			}
		}
	}
}

// otherOrigin takes a value from the answer that belongs to the request, or the reverse.
func otherOrigin(q *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for i := range right.parts {
			p := &right.parts[i]
			from, how := q.request, service.Text{EN: "request", RU: "запрос"}
			if p.from == service.FromRequest {
				from, how = q.message, service.Text{EN: "message", RU: "сообщение"}
			}
			if from == nil {
				continue
			}
			text, state := from.Get(p.path)
			if state != service.Present || text == p.text {
				continue
			}
			if !yield(right.with(i, func(p *part) { p.text, p.kept = text, true }), trait{[]string{p.path}, how}) {
				return
			}
		}
	}
}

func noCredentials(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		d, fields := right.each(func(p *part) bool {
			credential := p.kept && p.isCredential()
			p.kept = p.kept && !credential
			return credential
		})
		if fields == nil || !yield(d, trait{fields, service.Text{EN: "left out", RU: "пропущены"}}) {
			return
		}
		d, fields = right.each(func(p *part) bool {
			credential := p.kept && p.isCredential()
			if credential {
				p.text = ""
			}
			return credential
		})
		yield(d, trait{fields, service.Text{EN: "taken as empty", RU: "взяты пустыми"}})
	}
}

func droppedEmpties(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		d, fields := right.each(func(p *part) bool { return drop(p, p.text == "") })
		if fields != nil && !yield(d, trait{fields, service.Text{EN: "empty", RU: "пустые"}}) {
			return
		}
		d, fields = right.each(func(p *part) bool { return drop(p, p.text == "" || isNought(p.text)) })
		if fields != nil {
			yield(d, trait{fields, service.Text{EN: "empty or zero", RU: "пустые или нулевые"}})
		}
	}
}

func drop(p *part, when bool) bool {
	when = when && p.kept
	p.kept = p.kept && !when
	return when
}

func keptEmpties(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		keep := func(only int, zero bool) bool {
			i := -1
			d, fields := right.each(func(p *part) bool {
				if i++; p.kept || only >= 0 && i != only {
					return false
				}
				if p.kept = true; zero && p.text == "" {
					p.text = "0"
				}
				return true
			})
			how := service.Text{EN: "as it is", RU: "как есть"}
			if zero {
				how = service.Text{EN: "as 0", RU: "как 0"}
			}
			return fields == nil || yield(d, trait{fields, how})
		}
		if !keep(-1, false) || !keep(-1, true) {
			return
		}
		for i := range right.parts {
			if !keep(i, false) || !keep(i, true) {
				return
			}
		}
	}
}

func missingField(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for i := range right.parts {
			p := &right.parts[i]
			if !p.kept || p.text == "" {
				continue
			}
			if !yield(right.with(i, func(p *part) { p.kept = false }),
				trait{[]string{p.path}, service.Text{EN: "left out altogether", RU: "поле пропущено"}}) {
				return
			}
			if !yield(right.with(i, func(p *part) { p.text = "" }),
				trait{[]string{p.path}, service.Text{EN: "taken as empty", RU: "значение взято пустым"}}) {
				return
			}
		}
	}
}

// swapped exchanges all pairs, neighbours first.
func swapped(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for distance := 1; distance < len(right.parts); distance++ {
			for i := 0; i+distance < len(right.parts); i++ {
				j := i + distance
				a, b := &right.parts[i], &right.parts[j]
				if !a.kept || !b.kept || a.text == b.text {
					continue
				}
				d := right
				d.parts = slices.Clone(right.parts)
				d.parts[i], d.parts[j] = d.parts[j], d.parts[i]
				if !yield(d, trait{fields: []string{a.path, b.path}}) {
					return
				}
			}
		}
	}
}

// extraField adds values that the recipe leaves out: each at its place in the table
// and at the end, then all at their places.
func extraField(q *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		all, names := right, []string(nil)
		for i := range q.message.Fields() {
			extra, ok := extraPart(q.message, i, right.parts)
			if !ok {
				continue
			}
			at := tablePlace(q.message.Type(), i, right.parts)
			d := right
			d.parts = slices.Insert(slices.Clone(right.parts), at, extra)
			if !yield(d, trait{[]string{extra.path}, service.Text{EN: "at its place in the table", RU: "на своём месте в таблице"}}) {
				return
			}
			d.parts = append(slices.Clone(right.parts), extra)
			if !yield(d, trait{[]string{extra.path}, service.Text{EN: "at the end", RU: "в конце"}}) {
				return
			}
			all.parts = slices.Insert(slices.Clone(all.parts), tablePlace(q.message.Type(), i, all.parts), extra)
			names = append(names, extra.path)
		}
		if len(names) > 1 {
			yield(all, trait{names, service.Text{EN: "each at its place in the table", RU: "каждое на своём месте в таблице"}})
		}
	}
}

// extraPart returns field i as a part if it has a value and is no term and no digest.
func extraPart(r *service.Record, i int, parts []part) (part, bool) {
	f := &r.Fields()[i]
	v := &r.Values()[i]
	extra := part{path: f.Name, field: f, text: v.Text, state: v.State, kept: true}
	role := extra.facts().Role
	known := slices.ContainsFunc(parts, func(p part) bool { return p.path == f.Name })
	return extra, !known && v.Text != "" && role != service.RoleCheckValue && role != service.RoleSignature
}

// tablePlace finds where field i would stand among the parts.
func tablePlace(t *service.Type, i int, parts []part) int {
	for at := range parts {
		if t.Index(parts[at].path) > i {
			return at
		}
	}
	return len(parts)
}
