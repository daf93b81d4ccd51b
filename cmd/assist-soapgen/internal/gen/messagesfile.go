package gen

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// messagesFile writes the Go types, in the order in which operations need them.
func (d *description) messagesFile() string {
	var s source
	roles := d.messageRoles()
	for _, r := range d.rows {
		switch {
		case r.isStruct() && r.goName != "":
			d.structType(&s, r, roles[r])
		case len(r.enum) > 0:
			enumType(&s, r)
		}
		if r.iface != "" {
			d.interfaceType(&s, r)
		}
	}
	return s.String()
}

// messageRoles says of which methods a struct is request, answer or fault.
func (d *description) messageRoles() map[*row]string {
	roles := map[*row]string{}
	for _, entry := range d.services {
		for i := range entry.operations {
			op := &entry.operations[i]
			method := "[" + entry.prefix + "Client." + op.goName + "]"
			if roles[op.request] == "" {
				roles[op.request] = "the request of " + method
			}
			if op.response != nil && roles[op.response] == "" {
				roles[op.response] = "the answer of " + method
			}
			for _, f := range entry.table.Operations[i].Faults {
				if r := d.row(f.Type); r != nil && roles[r] == "" {
					roles[r] = "the detail of fault " + f.Name + " of " + method
				}
			}
		}
	}
	for _, h := range d.headers {
		if roles[h.row] == "" {
			roles[h.row] = "a header block, " + map[bool]string{false: "given to a call by", true: "received from an answer by"}[h.answer] + " [" + h.goName + "]"
		}
	}
	return roles
}

func (d *description) structType(s *source, r *row, role string) {
	s.comment(d.typeDoc(r, role)...)
	s.line("type %s struct {", r.goName)
	d.structMembers(s, r)
	s.line("}\n")
	if r.fault {
		s.line("// Error says that the call ended in this fault; the envelope.GatewayError around it says more.")
		s.line("func (*%s) Error() string { return %s }\n", r.goName, quoteGo("fault "+r.goName))
	}
	if !r.hasTypes {
		return
	}
	s.line("// XSDType tells which type of the description the struct is.")
	s.line("func (*%s) XSDType() service.TypeID { return %s }\n", r.goName, r.constName)
	for _, marker := range r.markers {
		s.line("func (*%s) %s() {}\n", r.goName, marker)
	}
}

// structMembers writes the fields of a struct, documented ones apart.
func (d *description) structMembers(s *source, r *row) {
	first := true
	for i := range r.members {
		m := &r.members[i]
		if m.goName == "" {
			continue // sealed
		}
		doc := d.memberDoc(r, i)
		if len(doc) > 0 && !first {
			s.line("")
		}
		first = false
		s.comment(doc...)
		s.line("%s %s", m.goName, m.goType)
	}
	if r.result != "" {
		if !first {
			s.line("")
		}
		s.line("// %s is what the client found out about the answer.", r.result)
		s.line("%s service.Result", r.result)
	}
}

// typeDoc is the doc comment of a struct.
func (d *description) typeDoc(r *row, role string) []string {
	own := paragraphs(strings.ReplaceAll(r.doc, "%s", r.goName))
	switch {
	case role != "" && len(own) > 0 && !strings.HasPrefix(own[0], r.goName+" "):
		return append([]string{r.goName + " is " + role + "."}, own...)
	case role != "":
		return []string{r.goName + " is " + role + "."}
	case len(own) > 0 && strings.HasPrefix(own[0], r.goName+" "):
		return own
	case len(own) > 0:
		own[0] = r.goName + ": " + own[0]
		return own
	case r.owner != nil && r.table.Kind == service.Struct:
		return []string{fmt.Sprintf("%s is one turn of a repeated group in %s.", r.goName, r.owner.goName)}
	case r.owner != nil:
		return []string{fmt.Sprintf("%s is an array inside %s.", r.goName, r.owner.goName)}
	case r.table.Name.Local != "":
		return []string{fmt.Sprintf("%s is the type %s of the WSDL.", r.goName, r.table.Name.Local)}
	}
	return []string{r.goName + " is a type of the WSDL without a name."}
}

func (d *description) interfaceType(s *source, r *row) {
	names := make([]string, 0, len(r.derived)+1)
	if r.goName != "" {
		names = append(names, "*"+r.goName)
	}
	for _, derived := range r.derived {
		if derived.goName != "" {
			names = append(names, "*"+derived.goName)
		}
	}
	if len(names) == 0 {
		s.comment(r.iface + " is abstract, and the WSDL has no type that could stand for it.")
	} else {
		s.comment(r.iface + " is one of " + strings.Join(names, ", ") + ".")
	}
	s.line("type %s interface {", r.iface)
	s.line("XSDType() service.TypeID")
	s.line("is%s()", r.iface)
	s.line("}\n")
}

func enumType(s *source, r *row) {
	doc := paragraphs(r.doc)
	if len(doc) > 0 && !strings.HasPrefix(doc[0], r.goName+" ") {
		doc[0] = r.goName + ": " + doc[0]
	}
	if len(doc) == 0 {
		doc = []string{r.goName + " is one of the constants below."}
	}
	s.comment(doc...)
	s.line("type %s string\n", r.goName)
	s.line("// The values of %s.", r.goName)
	s.line("const (")
	for _, e := range r.enum {
		if text := paragraphs(e.doc); len(text) > 0 {
			s.comment(text...)
		}
		s.line("%s %s = %s", e.goName, r.goName, quoteGo(e.value))
	}
	s.line(")\n")
}
