package coverage

import (
	"slices"

	"github.com/assist-soap/toolkit/service"
)

// Class is a kind of goal. A report has one column for each.
type Class string

// The classes, in the order reports show them.
const (
	Operation Class = "operation" // it was called and its answer decoded
	Request   Class = "request"   // a field was sent with a value
	Answer    Class = "answer"    // a field came back and was decoded
	Enum      Class = "enum"      // a value of an enumeration was sent or came back
	Boundary  Class = "boundary"  // a value at the limit was sent, one beyond it refused
	Condition Class = "condition" // a rule was kept by a request that was sent, and broken by one that was not
	Digest    Class = "digest"    // a variant was sent, or verified in an answer
	Outcome   Class = "outcome"   // an outcome rule decided
	Wrapper   Class = "wrapper"   // a wrapper element was sent, or came back
	Code      Class = "code"      // the gateway said it
)

// Classes lists all classes in order.
func Classes() []Class {
	return []Class{Operation, Request, Answer, Enum, Boundary, Condition, Digest, Outcome, Wrapper, Code}
}

// Goal is one thing to be exercised.
type Goal struct {
	Service   string // "" for the code tables, which all services share
	Operation string
	Class     Class
	Name      string // "bill_amount", "language=RU", "bill max-length 64", "first 7"
}

// String writes the goal as lists of uncovered goals show it.
func (g Goal) String() string {
	place := g.Service
	if g.Operation != "" {
		place += "." + g.Operation
	}
	if place == "" {
		place = SharedTables
	}
	return place + " " + string(g.Class) + " " + g.Name
}

// SharedTables is what reports call the goals that belong to no service.
const SharedTables = "(codes)"

// Goals lists everything that the descriptions promise, in their order.
func Goals(services []*service.Service) []Goal {
	var goals []Goal
	var tables []*service.Codes
	for _, s := range services {
		for i := range s.Operations {
			goals = append(goals, operationGoals(s, &s.Operations[i])...)
		}
		if s.Codes != nil && !slices.Contains(tables, s.Codes) {
			tables = append(tables, s.Codes)
		}
	}
	for _, codes := range tables {
		goals = append(goals, codeGoals(codes)...)
	}
	return slices.CompactFunc(goals, func(a, b Goal) bool { return a == b })
}

func operationGoals(s *service.Service, op *service.Operation) []Goal {
	list := lister{s: s, op: op}
	list.add(Operation, op.WSDLName)
	list.fields(Request, op.Request.Type, "", nil)
	list.boundaries(op.Request.Type, "", nil)
	for i := range op.Request.Conditions {
		list.add(Condition, conditionName(op, i)+" kept")
		list.add(Condition, conditionName(op, i)+" broken")
	}
	list.message(&op.Request)
	if op.OneWay {
		return list.goals
	}
	list.fields(Answer, op.Response.Type, "", nil)
	list.message(&op.Response)
	for i := range op.Outcome {
		list.add(Outcome, outcomeName(op, i))
	}
	return list.goals
}

// lister collects the goals of one operation.
type lister struct {
	s     *service.Service
	op    *service.Operation
	goals []Goal
}

func (l *lister) add(class Class, name string) {
	l.goals = append(l.goals, Goal{l.s.Name, l.op.Name, class, name})
}

// fields lists the leaves of a message and the values of their enumerations. A type
// that holds itself is listed once on its way down.
func (l *lister) fields(class Class, id service.TypeID, prefix string, above []service.TypeID) {
	if slices.Contains(above, id) {
		return
	}
	t := l.s.Type(id)
	for i := range t.Fields {
		f := &t.Fields[i]
		if nested := l.s.Type(f.Type); nested != nil && len(nested.Fields) > 0 {
			l.fields(class, f.Type, prefix+f.Name+"/", append(above, id))
			continue
		}
		l.add(class, prefix+f.Name)
		for _, value := range enumOf(l.s, f.Type) {
			l.add(Enum, enumName(class, prefix+f.Name, value))
		}
	}
}

func (l *lister) message(m *service.Message) {
	for i := range m.Digests {
		for j := range m.Digests[i].Variants {
			l.add(Digest, digestName(m, &m.Digests[i], m.Digests[i].Variants[j].Name))
		}
	}
	for _, w := range m.Wrappers {
		l.add(Wrapper, m.Name+" "+w.Key)
	}
}

func codeGoals(codes *service.Codes) []Goal {
	var goals []Goal
	add := func(name string) { goals = append(goals, Goal{Class: Code, Name: name}) }
	for _, row := range codes.First {
		add(numberName("first", row.Code))
	}
	for _, row := range codes.Second {
		add(numberName("second", row.Code))
	}
	for _, row := range codes.Operations {
		add(numberName("operation", row.Code))
	}
	for _, row := range codes.Means {
		add(numberName("means", row.Code))
	}
	for _, table := range []struct {
		name string
		rows []service.Code
	}{{"response", codes.Response}, {"state", codes.States}, {"billstate", codes.BillStates}, {"operationstate", codes.OperationStates}, {"chequestate", codes.Cheques}, {"currency", codes.Currencies}} {
		for i := range table.rows {
			add(table.name + " " + table.rows[i].Code)
		}
	}
	return goals
}
