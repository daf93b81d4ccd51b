package service

import "slices"

import "strings"

func (v *validation) operation(at string, op *Operation) {
	v.message(at+".request", op.Style, &op.Request)
	if !op.OneWay {
		v.message(at+".response", op.Style, &op.Response)
	}
	v.digests(at+".request", op, &op.Request)
	v.digests(at+".response", op, &op.Response)
	v.conditions(at+".request", &op.Request)
	for i := range op.Response.Echo {
		echo := &op.Response.Echo[i]
		v.exists(at+".response: echo", &op.Response, echo.Field)
		v.exists(at+".request: echo", &op.Request, echo.Request)
	}
	for i := range op.Outcome {
		rule := &op.Outcome[i]
		if len(rule.When) == 0 && i < len(op.Outcome)-1 {
			v.problem("%s: outcome rule %d always holds; the rules after it are never tried", at, i+1)
		}
		v.matches(at+": outcome", &op.Response, rule.When)
	}
	for _, h := range slices.Concat(op.Headers, op.AnswerHeaders) {
		v.name(at+": header", h.Name)
		v.known(at+": header "+h.Name.Local, h.Type)
	}
	for i := range op.Faults {
		v.name(at+": fault", op.Faults[i].Element)
		v.known(at+": fault "+op.Faults[i].Name, op.Faults[i].Type)
	}
	v.repeat(at, op)
	v.forms(at, op)
}

func (v *validation) message(at string, style Style, m *Message) {
	if len(m.Frames) == 0 && (style == RPC || len(m.Wrappers) > 0) {
		v.problem("%s: the message has no frames", at)
	}
	for i := range m.Frames {
		v.name(at+": frame", m.Frames[i].Name)
		v.space(at+": type of frame "+m.Frames[i].Name.Local, m.Frames[i].Type.Space)
	}
	if v.known(at, m.Type) && !v.composite(m.Type) {
		v.problem("%s: its type %d is no struct", at, m.Type)
	}
	keys := map[string]bool{}
	for i := range m.Wrappers {
		w := &m.Wrappers[i]
		v.name(at+": wrapper "+w.Key, w.Name)
		if w.Key == "" || keys[w.Key] {
			v.problem("%s: wrapper key %q is empty or taken twice", at, w.Key)
		}
		keys[w.Key] = true
	}
}

// exists checks that a field is there, by path through nested structs.
func (v *validation) exists(at string, m *Message, path string) {
	id := m.Type
	for name := range strings.SplitSeq(path, "/") {
		i := -1
		if v.composite(id) {
			i = v.service.Types[id].Index(name)
		}
		if name == "" || i < 0 {
			v.problem("%s: there is no field %q", at, path)
			return
		}
		id = v.service.Types[id].Fields[i].Type
	}
}

func (v *validation) digests(at string, op *Operation, m *Message) {
	for i := range m.Digests {
		d := &m.Digests[i]
		if d.Kind > SignedMessage {
			v.problem("%s: digest %d is of no known kind", at, i+1)
			continue
		}
		here := at + "." + d.Kind.String()
		v.exists(here, m, d.path(d.Field))
		if len(d.Variants) == 0 {
			v.problem("%s: the digest has no variants", here)
		}
		names := map[string]bool{}
		for j := range d.Variants {
			variant := &d.Variants[j]
			if variant.Name == "" || names[variant.Name] {
				v.problem("%s: variant name %q is empty or taken twice", here, variant.Name)
			}
			names[variant.Name] = true
			v.terms(here+"."+variant.Name, op, m, d, variant)
		}
	}
}

func (v *validation) terms(at string, op *Operation, m *Message, d *Digest, variant *Variant) {
	if len(variant.Terms) == 0 {
		v.problem("%s: the variant has no terms", at)
	}
	for i := range variant.Terms {
		term := &variant.Terms[i]
		switch {
		case term.Empty > DropZero || term.From > FromRequest:
			v.problem("%s: term %q has an unknown rule", at, term.Field)
		case term.From == FromMessage:
			v.exists(at, m, d.path(term.Field))
		case m == &op.Request:
			v.problem("%s: term %q of a request cannot come from the request", at, term.Field)
		default:
			v.exists(at, &op.Request, term.Field)
		}
	}
}

func (v *validation) matches(at string, m *Message, when []Match) {
	for i := range when {
		v.exists(at, m, when[i].Field)
		if len(when[i].Values) == 0 {
			v.problem("%s: %q is compared with no value", at, when[i].Field)
		}
	}
}

func (v *validation) conditions(at string, m *Message) {
	for i := range m.Conditions {
		c := &m.Conditions[i]
		if c.Kind > Ordered {
			v.problem("%s: condition %d is of no known kind", at, i+1)
			continue
		}
		here := at + ": condition " + c.Kind.String()
		for _, field := range c.Fields {
			v.exists(here, m, field)
		}
		v.matches(here, m, c.When)
		least := map[ConditionKind]int{Require: 1, Exclude: 1, OneOf: 1, Together: 2, Ordered: 2}[c.Kind]
		if len(c.Fields) < least || c.Kind == Ordered && len(c.Fields) != 2 {
			v.problem("%s: it cannot hold over %d fields", here, len(c.Fields))
		}
	}
}

// repeat: whom to ask and by which key belong together.
func (v *validation) repeat(at string, op *Operation) {
	r := &op.Repeat
	if r.By != "" {
		v.exists(at+": repeat by", &op.Request, r.By)
	}
	if service, operation, ok := strings.Cut(r.Ask, "."); r.Ask != "" && (!ok || service == "" || operation == "") {
		v.problem("%s: repeat asks %q, which is no service.operation", at, r.Ask)
	}
	if r.Ask != "" && r.By == "" {
		v.problem("%s: repeat asks %s but does not say by which field", at, r.Ask)
	}
	for i := range r.Happened {
		if m := &r.Happened[i]; r.Ask == "" || m.Field == "" || len(m.Values) == 0 {
			v.problem("%s: repeat: what shows that it happened needs a question, a field of its answer, and values", at)
		}
	}
	whole := r.Ask != "" && len(r.Kind) > 0 && len(r.Happened) > 0
	if r.Among != "" && !whole || r.Among == "" && len(r.Kind)+len(r.Pending) > 0 {
		v.problem("%s: repeat: the list of operations, what shows in it that one happened, and the question belong together", at)
	}
	l := &op.Limit
	if l.MinInterval < 0 || l.MaxWindow < 0 || l.DefaultWindow < 0 || l.MaxWindow > 0 && l.DefaultWindow > l.MaxWindow {
		v.problem("%s: the limits are negative, or the default window is longer than the longest", at)
	}
}

func (v *validation) forms(at string, op *Operation) {
	for i := range op.Forms {
		form := &op.Forms[i]
		switch form.Request {
		case "soap", "post", "json":
		default:
			v.problem("%s: there is no request form %q", at, form.Request)
		}
		if form.Merchant != "" && form.Request != "json" {
			v.problem("%s: only a JSON request has a member %q for the merchant", at, form.Merchant)
		}
		found := len(form.Answers) == 0
		for _, answer := range form.Answers {
			found = found || answer == form.Default
		}
		if !found {
			v.problem("%s: the default format %d of form %q is not among its answers", at, form.Default, form.Request)
		}
	}
}
