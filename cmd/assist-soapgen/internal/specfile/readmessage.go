package specfile

import "go.yaml.in/yaml/v4"

// message reads a request or response; extra is the one key only that side has.
func (r *reader) message(n *yaml.Node, what, extra string) Message {
	m := Message{Pos: r.pos(n)}
	sides := entries{
		"conditions": func(n *yaml.Node) { m.Conditions = r.conditions(n, what+": condition") },
		"echo":       func(n *yaml.Node) { m.Echo = r.echo(n, what+": echo") },
	}
	r.object(n, what, entries{
		"wrapper": func(n *yaml.Node) {
			w := r.wrapper(n, what+": wrapper")
			m.Wrapper = &w
		},
		"wrappers": func(n *yaml.Node) { m.Wrappers = r.wrappers(n, what+": wrapper") },
		"fields":   func(n *yaml.Node) { m.Fields = r.fields(n, what) },
		"digests":  func(n *yaml.Node) { m.Digests = r.digests(n, what) },
		extra:      sides[extra],
	}, "fields")
	return m
}

func (r *reader) wrappers(n *yaml.Node, what string) []Wrapper {
	var all []Wrapper
	keys, values := r.pairs(n, what+"s")
	for i, key := range keys {
		r.checkName(key, what, shortName)
		w := r.wrapper(values[i], what+" "+key.Value)
		w.Key = key
		all = append(all, w)
	}
	return all
}

func (r *reader) wrapper(n *yaml.Node, what string) (w Wrapper) {
	var c cited
	r.object(n, what, r.citing(&c, entries{"name": r.setNamed(&w.Name, what+": name", elementName)}, what), "name", "source")
	w.Sources = r.sources(c, what)
	return w
}

func (r *reader) fields(n *yaml.Node, what string) []Field {
	var all []Field
	keys, values := r.pairs(n, what+": fields")
	for i, key := range keys {
		r.checkName(key, what+": field", elementName)
		all = append(all, r.field(key, values[i], what+"."+key.Value))
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		r.problem(r.pos(n), "%s: fields: there is none", what)
	}
	return all
}

func (r *reader) field(key At[string], n *yaml.Node, what string) Field {
	f, c := Field{Name: key}, cited{}
	r.object(n, what, r.citing(&c, entries{
		"param":    r.setFilled(&f.Param, what+": param"),
		"role":     setWord(r, &f.Role, what+": role", roles),
		"format":   setWord(r, &f.Format, what+": format", formats),
		"strip":    setWord(r, &f.Strip, what+": strip", strips),
		"currency": r.setFilled(&f.Currency, what+": currency"),
		"default":  r.setFilled(&f.Default, what+": default"),
		"sealed":   r.setBool(&f.Sealed, what+": sealed"),
		"aliases":  r.setTexts(&f.Aliases, what+": aliases"),
		"doc":      r.setBilingual(&f.Doc, what+": doc"),
		"fields":   func(n *yaml.Node) { f.Fields = r.fields(n, what) },
	}, what), "param", "doc", "source")
	f.Sources = r.sources(c, what)
	return f
}

func (r *reader) conditions(n *yaml.Node, what string) []Condition {
	var all []Condition
	for _, item := range r.items(n, what) {
		d, c := Condition{Pos: r.pos(item)}, cited{}
		r.object(item, what, r.citing(&c, entries{
			"rule":   setWord(r, &d.Rule, what+": rule", conditions),
			"fields": r.setTexts(&d.Fields, what+": fields"),
			"when":   func(n *yaml.Node) { d.When = r.matches(n, what+": when") },
			"doc":    r.setBilingual(&d.Doc, what+": doc"),
		}, what), "rule", "fields", "doc", "source")
		d.Sources = r.sources(c, what)
		all = append(all, d)
	}
	return all
}

// matches reads when: {field: value, field: [value, …]}.
func (r *reader) matches(n *yaml.Node, what string) []Match {
	var all []Match
	keys, values := r.pairs(n, what)
	for i, key := range keys {
		m := Match{Field: key}
		r.setTexts(&m.Values, what+": "+key.Value)(values[i])
		all = append(all, m)
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		r.problem(r.pos(n), "%s: it is empty; leave it out", what)
	}
	return all
}

func (r *reader) echo(n *yaml.Node, what string) []Echo {
	var all []Echo
	keys, values := r.pairs(n, what)
	for i, key := range keys {
		all = append(all, Echo{key, r.filled(values[i], what)})
	}
	return all
}

func (r *reader) outcome(n *yaml.Node, what string) []OutcomeRule {
	var all []OutcomeRule
	for _, item := range r.items(n, what) {
		o, c := OutcomeRule{Pos: r.pos(item)}, cited{}
		r.object(item, what, r.citing(&c, entries{
			"is":   setWord(r, &o.Is, what+": is", outcomes),
			"when": func(n *yaml.Node) { o.When = r.matches(n, what+": when") },
			"doc":  r.setSentence(&o.Doc, what+": doc"),
		}, what), "is", "when", "source")
		o.Sources = r.sources(c, what)
		all = append(all, o)
	}
	return all
}
