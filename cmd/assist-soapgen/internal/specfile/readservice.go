package specfile

import "go.yaml.in/yaml/v4"

// readSidecar reads a sidecar and checks its references.
func (r *reader) readSidecar(root *yaml.Node) *Sidecar {
	s := &Sidecar{File: r.file}
	r.object(root, "sidecar", entries{
		"service":    r.setNamed(&s.Service, "service", serviceName),
		"title":      r.setBilingual(&s.Title, "title"),
		"path":       func(n *yaml.Node) { s.Path = r.pathFact(n, "path") },
		"wsdl":       func(n *yaml.Node) { s.WSDL = r.pathFact(n, "wsdl") },
		"operations": func(n *yaml.Node) { s.Operations = r.operations(n) },
		"contested":  func(n *yaml.Node) { s.Contested = r.contested(n) },
	}, "service", "title", "path", "wsdl", "operations")
	for i := range s.Operations {
		r.checkReferences(&s.Operations[i])
	}
	return s
}

func (r *reader) pathFact(n *yaml.Node, what string) (f Fact) {
	var c cited
	r.object(n, what, r.citing(&c, entries{"value": r.setNamed(&f.Value, what, absolutePath)}, what), "value", "source")
	f.Sources = r.sources(c, what)
	return f
}

func (r *reader) operations(n *yaml.Node) []Operation {
	var all []Operation
	keys, values := r.pairs(n, "operations")
	for i, key := range keys {
		r.checkName(key, "operation", serviceName)
		all = append(all, r.operation(key, values[i]))
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		r.problem(r.pos(n), "operations: there is none")
	}
	return all
}

func (r *reader) operation(key At[string], n *yaml.Node) Operation {
	op, c, what := Operation{Name: key}, cited{}, key.Value
	r.object(n, what, r.citing(&c, entries{
		"wsdl":     r.setNamed(&op.WSDL, what+": wsdl", elementName),
		"title":    r.setBilingual(&op.Title, what+": title"),
		"repeat":   func(n *yaml.Node) { op.Repeat = r.repeat(n, what+": repeat") },
		"limit":    func(n *yaml.Node) { op.Limit = r.limit(n, what+": limit") },
		"forms":    func(n *yaml.Node) { op.Forms = r.forms(n, what+": form") },
		"request":  func(n *yaml.Node) { op.Request = r.message(n, what+".request", "conditions") },
		"response": func(n *yaml.Node) { op.Response = r.message(n, what+".response", "echo") },
		"outcome":  func(n *yaml.Node) { op.Outcome = r.outcome(n, what+": outcome") },
	}, what), "wsdl", "title", "source", "repeat", "request", "response", "outcome")
	op.Sources = r.sources(c, what)
	return op
}

func (r *reader) repeat(n *yaml.Node, what string) Repeat {
	p, c := Repeat{Pos: r.pos(n)}, cited{}
	r.object(n, what, r.citing(&c, entries{
		"safe":     r.setBool(&p.Safe, what+": safe"),
		"ask":      r.setNamed(&p.Ask, what+": ask", operationName),
		"by":       r.setFilled(&p.By, what+": by"),
		"happened": func(n *yaml.Node) { p.Happened = r.matches(n, what+": happened") },
		"among":    r.setFilled(&p.Among, what+": among"),
		"kind":     func(n *yaml.Node) { p.Kind = r.matches(n, what+": kind") },
		"pending":  func(n *yaml.Node) { p.Pending = r.matches(n, what+": pending") },
	}, what), "safe", "source")
	if p.Ask.Given() != p.By.Given() {
		r.problem(p.Pos, "%s: ask and by belong together", what)
	}
	if p.Happened != nil && !p.Ask.Given() {
		r.problem(p.Pos, "%s: happened speaks of the answer to ask, which is missing", what)
	}
	if p.Among.Given() && (p.Kind == nil || p.Happened == nil) || !p.Among.Given() && (p.Kind != nil || p.Pending != nil) {
		r.problem(p.Pos, "%s: among names a list of operations; kind, happened and perhaps pending say what its items show", what)
	}
	p.Sources = r.sources(c, what)
	return p
}

func (r *reader) limit(n *yaml.Node, what string) *Limit {
	l, c := Limit{Pos: r.pos(n)}, cited{}
	r.object(n, what, r.citing(&c, entries{
		"min-interval":   r.setNumber(&l.MinInterval, what+": min-interval"),
		"max-window":     r.setNumber(&l.MaxWindow, what+": max-window"),
		"default-window": r.setNumber(&l.DefaultWindow, what+": default-window"),
	}, what), "source")
	l.Sources = r.sources(c, what)
	return &l
}

// transports are the words of a form's request; answerFormats the values of Format.
var (
	transports    = []string{"soap", "post", "json"}
	answerFormats = []int{1, 3, 4, 5}
)

func (r *reader) forms(n *yaml.Node, what string) []Form {
	var all []Form
	for _, item := range r.items(n, what) {
		f, c := Form{Pos: r.pos(item)}, cited{}
		r.object(item, what, r.citing(&c, entries{
			"request": r.setFilled(&f.Request, what+": request"),
			"answers": func(n *yaml.Node) {
				for _, item := range r.items(n, what+": answers") {
					var a At[int]
					r.setNumber(&a, what+": answers")(item)
					f.Answers = append(f.Answers, a)
				}
			},
			"default":  r.setNumber(&f.Default, what+": default"),
			"merchant": r.setFilled(&f.Merchant, what+": merchant"),
		}, what), "request", "answers", "default", "source")
		f.Sources = r.sources(c, what)
		r.checkForm(&f, what)
		all = append(all, f)
	}
	return all
}

func (r *reader) contested(n *yaml.Node) []Contested {
	var all []Contested
	first := map[string]Pos{}
	for _, item := range r.items(n, "contested") {
		var c Contested
		what := "contested"
		r.object(item, what, entries{
			"id":       r.setNamed(&c.ID, what+": id", shortName),
			"subject":  r.setBilingual(&c.Subject, what+": subject"),
			"readings": func(n *yaml.Node) { c.Readings = r.readings(n, what+": readings") },
			"default":  r.setFilled(&c.Default, what+": default"),
			"switch":   r.setFilled(&c.Switch, what+": switch"),
		}, "id", "subject", "readings", "default")
		if before, twice := first[c.ID.Value]; twice && c.ID.Given() {
			r.problem(c.ID.Pos, "contested: id %q is there twice, first in line %d", c.ID.Value, before.Line)
		}
		first[c.ID.Value] = c.ID.Pos
		all = append(all, c)
	}
	return all
}

func (r *reader) readings(n *yaml.Node, what string) []Reading {
	var all []Reading
	items := r.items(n, what)
	if len(items) == 1 {
		r.problem(r.pos(n), "%s: one reading is no contest", what)
	}
	for _, item := range items {
		var c cited
		var reading Reading
		r.object(item, what, r.citing(&c, entries{"text": r.setFilled(&reading.Text, what+": text")}, what), "text", "source")
		reading.Sources = r.sources(c, what)
		all = append(all, reading)
	}
	return all
}
