package gen

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// codesPackage holds the code tables of the gateway.
const codesPackage = "github.com/assist-soap/toolkit/generated/codes"

func number(n int) string { return strconv.Itoa(n) }

func sourcesOf(f *service.Facts) string {
	if f == nil {
		return ""
	}
	return sourcesPhrase(f.Sources)
}

// descriptorFile writes the tables: services, namespaces, types.
func (d *description) descriptorFile() string {
	var s source
	s.comment("The package was generated for this version of package service; an older one lacks the constant.")
	s.line("const _ = service.Generation1\n")
	for _, entry := range d.services {
		d.serviceVar(&s, entry)
	}
	s.comment("spaces are the namespaces that names refer to by index.")
	s.line("var spaces = %s\n", textsLiteral(d.spaces))
	if len(d.rows) == 0 {
		return s.String()
	}
	s.comment("The rows of types.")
	s.line("const (")
	for i, r := range d.rows {
		if i == 0 {
			s.line("%s service.TypeID = iota", r.constName)
		} else {
			s.line("%s", r.constName)
		}
	}
	s.line(")\n")
	s.comment("types are the structs and simple types of the messages, in the order in which operations reach them.")
	s.line("var types = []service.Type{")
	for _, r := range d.rows {
		s.line("%s: %s,", r.constName, d.typeLiteral(r))
	}
	s.line("}")
	return s.String()
}

func (d *description) serviceVar(s *source, entry *serviceEntry) {
	t := &entry.table
	s.comment(entry.prefix + "Service describes the service " + t.Name + ": what its WSDL says" + map[bool]string{true: " and what its sidecar adds", false: ""}[d.project] + ". It is never changed.")
	l := new(literal).
		text("Name", t.Name).add("Title", textLiteral(t.Title)).text("Namespace", t.Namespace).add("Spaces", "spaces").
		text("Path", t.Path).text("WSDLPath", t.WSDLPath).text("Address", t.Address)
	if t.SOAP == service.SOAP12 {
		l.add("SOAP", "service.SOAP12")
	}
	if len(d.rows) > 0 {
		l.add("Types", "types")
	}
	operations := entry.operationsVar()
	if len(t.Operations) > 0 {
		l.add("Operations", operations+"[:]")
	}
	l.add("Contested", listLiteral("service.Contested", t.Contested, contestedLiteral))
	if d.project {
		l.add("Codes", "&codes.Tables")
	}
	l.add("Facts", factsLiteral(t.Facts))
	s.line("var %sService = service.Service%s\n", entry.prefix, l.tall())
	if len(t.Operations) == 0 {
		return
	}
	// A variable of its own: inside Service, which refers to other variables, the compiler
	// would write code to fill it at start. An array: its elements have addresses that the
	// methods need not look up, which makes them quicker to compile.
	list := listLiteral("service.Operation", t.Operations, d.operationLiteral)
	s.line("var %s = [...]%s\n", operations, strings.TrimPrefix(list, "[]"))
}

// operationsVar is the variable that holds the operations of a service.
func (entry *serviceEntry) operationsVar() string {
	if entry.prefix == "" {
		return "operations"
	}
	return lowerFirst(entry.prefix) + "Operations"
}
