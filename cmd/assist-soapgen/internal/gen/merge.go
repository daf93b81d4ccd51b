package gen

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/service"
)

// merger writes what a sidecar says into the tables built from its WSDL, and checks
// that both speak of the same operations and fields.
type merger struct {
	desc     *description
	entry    *serviceEntry
	sidecar  *specfile.Sidecar
	problems *Problems
}

func pos(p specfile.Pos) model.Pos { return model.Pos(p) }

// facts holds sources alone.
func facts(sources []specfile.Source) *service.Facts {
	if len(sources) == 0 {
		return nil
	}
	return &service.Facts{Sources: specfile.Plain(sources)}
}

func (m *merger) merge() {
	s, t := m.sidecar, &m.entry.table
	t.Name, t.Title = s.Service.Value, s.Title.Text
	t.Path, t.WSDLPath = s.Path.Value.Value, s.WSDL.Value.Value
	t.Facts = facts(append(append([]specfile.Source{}, s.Path.Sources...), s.WSDL.Sources...))
	for i := range s.Operations {
		m.operation(&s.Operations[i])
	}
	m.unsaidOperations()
	for i := range s.Contested {
		t.Contested = append(t.Contested, contested(&s.Contested[i]))
	}
}

// operation finds the operation of the WSDL that the sidecar speaks of.
func (m *merger) operation(said *specfile.Operation) {
	for i := range m.entry.table.Operations {
		if op := &m.entry.table.Operations[i]; op.WSDLName == said.WSDL.Value {
			m.facts(said, op, &m.entry.operations[i])
			return
		}
	}
	m.problems.add(CodeSidecarOperation, pos(said.WSDL.Pos), "%s: the WSDL has no operation %q", said.Name.Value, said.WSDL.Value)
}

// unsaidOperations reports operations that only the WSDL has.
func (m *merger) unsaidOperations() {
	for i := range m.entry.table.Operations {
		op, said := &m.entry.table.Operations[i], false
		for j := range m.sidecar.Operations {
			said = said || m.sidecar.Operations[j].WSDL.Value == op.WSDLName
		}
		if !said {
			m.problems.add(CodeSidecarOperation, m.entry.operations[i].pos, "operation %s is not in %s", op.WSDLName, m.sidecar.File)
		}
	}
}

func (m *merger) facts(said *specfile.Operation, op *service.Operation, side *operationEntry) {
	op.Name, op.Title, op.Facts = said.Name.Value, said.Title.Text, facts(said.Sources)
	side.request.want = goName(op.Name) + "Request"
	m.message(said.Name.Value+".request", &said.Request, &op.Request, side.request)
	if side.response != nil {
		side.response.want, side.response.received = goName(op.Name)+"Response", true
		m.message(said.Name.Value+".response", &said.Response, &op.Response, side.response)
		m.checkOutcome(said, op)
	}
	r := said.Repeat
	op.Repeat = service.Repeat{
		Safe: r.Safe.Value, Ask: r.Ask.Value, By: r.By.Value, Happened: matches(r.Happened),
		Among: r.Among.Value, Kind: matches(r.Kind), Pending: matches(r.Pending), Facts: facts(r.Sources),
	}
	if l := said.Limit; l != nil {
		op.Limit = service.Limit{MinInterval: l.MinInterval.Value, MaxWindow: l.MaxWindow.Value, DefaultWindow: l.DefaultWindow.Value, Facts: facts(l.Sources)}
	}
	for _, f := range said.Forms {
		form := service.Form{Request: f.Request.Value, Default: f.Default.Value, Merchant: f.Merchant.Value, Facts: facts(f.Sources)}
		for _, a := range f.Answers {
			form.Answers = append(form.Answers, a.Value)
		}
		op.Forms = append(op.Forms, form)
	}
	for _, o := range said.Outcome {
		rule := service.OutcomeRule{Outcome: o.Is.Value, When: matches(o.When), Facts: facts(o.Sources)}
		if o.Doc.Given() {
			rule.Facts = withDoc(rule.Facts, o.Doc.Text)
		}
		op.Outcome = append(op.Outcome, rule)
	}
}

func withDoc(f *service.Facts, doc service.Text) *service.Facts {
	if f == nil {
		f = &service.Facts{}
	}
	f.Doc = doc
	return f
}

func matches(said []specfile.Match) []service.Match {
	var when []service.Match
	for _, m := range said {
		when = append(when, service.Match{Field: m.Field.Value, Values: values(m.Values)})
	}
	return when
}

func values[T any](said []specfile.At[T]) []T {
	var list []T
	for _, v := range said {
		list = append(list, v.Value)
	}
	return list
}

func contested(said *specfile.Contested) service.Contested {
	c := service.Contested{ID: said.ID.Value, Subject: said.Subject.Text, Default: said.Default.Value, Switch: said.Switch.Value}
	for _, r := range said.Readings {
		for _, source := range specfile.Plain(r.Sources) {
			c.Readings = append(c.Readings, service.Reading{Text: r.Text.Value, Source: source})
		}
	}
	return c
}
