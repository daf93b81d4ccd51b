package diff

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/service"
)

// fact is a place of the sidecar that names something of the WSDL.
type fact struct {
	pos  specfile.Pos
	what finding.Text
}

// sidecarFacts lists what the sidecar says about a field that vanished, or about an
// operation that did.
func (c *comparer) sidecarFacts(e *entry) []finding.Impact {
	if e.fate != removed && e.fate != renamed && !strings.HasSuffix(e.Rule.ID, "-wrapper-renamed") {
		return nil
	}
	var facts []fact
	for _, s := range e.subjects() {
		op := c.sidecarOperation(s.Operation)
		switch name := fieldOf(s); {
		case op == nil:
		case name != "" && e.fate != kept:
			facts = append(facts, fieldFacts(op, s.Message, name)...)
		case e.fate != kept:
			facts = append(facts, fact{op.WSDL.Pos, text("the operation's name", "имя операции")})
		default:
			facts = append(facts, wrapperFacts(op, s.Message)...)
		}
	}
	var impact []finding.Impact
	for _, f := range facts {
		i := finding.Impact{Kind: finding.Sidecar, Place: f.pos.String(), Text: f.what}
		if f.pos.Line > 0 && !slices.Contains(impact, i) {
			impact = append(impact, i)
		}
	}
	return impact
}

// collector gathers the facts that name one field.
type collector struct {
	name  string
	facts []fact
}

func (c *collector) see(at specfile.At[string], en, ru string) {
	if at.Value[strings.LastIndexByte(at.Value, '/')+1:] == c.name {
		c.facts = append(c.facts, fact{at.Pos, text(en, ru)})
	}
}

// fieldFacts lists the places of an operation that name a field of its request or
// response.
func fieldFacts(op *specfile.Operation, m finding.Message, name string) []fact {
	c := &collector{name: name}
	switch m {
	case finding.RequestMessage:
		c.fields(op.Request.Fields)
		c.see(op.Repeat.By, "key of the repeat policy", "ключ правила повтора")
		for _, condition := range op.Request.Conditions {
			c.condition(condition)
		}
		c.digests(op.Request.Digests, service.FromMessage)
		c.digests(op.Response.Digests, service.FromRequest)
		for _, e := range op.Response.Echo {
			c.see(e.Request, "echo", "повтор в ответе")
		}
	case finding.ResponseMessage:
		c.fields(op.Response.Fields)
		for _, e := range op.Response.Echo {
			c.see(e.Field, "echo", "повтор поля запроса")
		}
		for _, o := range op.Outcome {
			c.when(o.When, "outcome rule", "правило исхода")
		}
		c.digests(op.Response.Digests, service.FromMessage)
	}
	return c.facts
}

func (c *collector) fields(fields []specfile.Field) {
	for _, f := range fields {
		c.see(f.Name, "facts of the field", "сведения о поле")
		c.see(f.Currency, "currency of "+f.Name.Value, "валюта поля "+f.Name.Value)
		c.fields(f.Fields)
	}
}

func (c *collector) condition(condition specfile.Condition) {
	for _, f := range condition.Fields {
		c.see(f, "condition "+condition.Rule.Value.String(), "условие "+condition.Rule.Value.String())
	}
	c.when(condition.When, "condition "+condition.Rule.Value.String(), "условие "+condition.Rule.Value.String())
}

func (c *collector) when(matches []specfile.Match, en, ru string) {
	for _, m := range matches {
		c.see(m.Field, en, ru)
	}
}

// digests sees the terms of one origin: those of the message itself, or those an answer
// takes from the request.
func (c *collector) digests(digests []specfile.Digest, from service.Origin) {
	for i := range digests {
		d := &digests[i]
		if from == service.FromMessage {
			c.see(d.Field, "field of the digest", "поле с результатом")
		}
		for _, v := range d.Variants {
			for _, t := range v.Terms {
				if t.From != from {
					continue
				}
				c.see(t.Field, "term of the "+d.Kind.Value.String(), "слагаемое: "+d.Kind.Value.String())
			}
		}
	}
}

// wrapperFacts lists what the sidecar says about the names of the outer element.
func wrapperFacts(op *specfile.Operation, m finding.Message) []fact {
	message := &op.Request
	if m == finding.ResponseMessage {
		message = &op.Response
	}
	var facts []fact
	for _, w := range message.Wrappers {
		facts = append(facts, fact{w.Name.Pos, text("another name of the outer element: "+w.Name.Value, "другое имя внешнего элемента: "+w.Name.Value)})
	}
	if message.Wrapper != nil {
		facts = append(facts, fact{message.Wrapper.Name.Pos, text("name of the outer element", "имя внешнего элемента")})
	}
	return facts
}
