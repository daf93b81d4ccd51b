package gen

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// description is one package about to be written: the tables of its services, and
// beside each row what Go calls it.
type description struct {
	pkg      string
	project  bool // has a sidecar
	origin   string
	services []*serviceEntry
	rows     []*row // row i is TypeID i
	spaces   []string
	headers  []*headerEntry
}

// headerEntry is a header block that some request or answer may carry, with the function
// that gives it to a call or gets it from one.
type headerEntry struct {
	name   service.Name
	row    *row
	doc    string
	answer bool
	goName string
}

// serviceEntry is a service.Service and its Go side. Types and Spaces of the table
// stay empty: all services of a package share those of the description.
type serviceEntry struct {
	table      service.Service
	doc        string
	operations []operationEntry // parallel to table.Operations
	// prefix stands before Client, NewClient and Service when a package has several.
	prefix string
	want   string
}

// operationEntry is what Go calls an operation.
type operationEntry struct {
	pos               model.Pos
	doc               string
	goName            string
	request, response *row // rows of the messages; response nil for one-way
}

// row is a line of the type table and the Go type that holds it.
type row struct {
	id     service.TypeID
	table  service.Type
	source *model.Type // nil for a type the WSDL does not have: message, group, nested array
	pos    model.Pos
	doc    string

	// want is the Go name asked for; owner's name goes before it. No want: no Go type.
	want      string
	owner     *row
	goName    string
	constName string

	members []member // parallel to table.Fields
	value   string   // Go type of a simple row without one of its own
	enum    []enumValue

	message  bool   // request, answer, header block or fault detail of an operation
	fault    bool   // detail of a fault: a Go error
	answer   bool   // has a Result member
	received bool   // stands in an answer of the project
	result   string // name of that member
	used     bool   // type of some field: derived types may stand in for it
	made     bool   // something must make a Go value of it: derived type or fault detail
	derived  []*row // rows that xsi:type may choose instead, if any
	hasBase  bool   // Base names a row; without it the struct derives from nothing
	iface    string // Go interface of those; "" when there are none
	markers  []string
	hasTypes bool // implements some interface: needs XSDType
}

// member is a struct field beside a table field.
type member struct {
	pos    model.Pos
	want   string
	goName string
	goType string
	doc    string
	fixed  string
}

// enumValue is a constant of an enumeration.
type enumValue struct {
	goName string
	value  string
	doc    string
}

// isStruct reports whether the Go type of a row is a struct.
func (r *row) isStruct() bool { return r.table.Kind == service.Struct || r.table.Kind == service.Array }

// row returns the row of id, or nil for a built-in type.
func (d *description) row(id service.TypeID) *row {
	if id < 0 {
		return nil
	}
	return d.rows[id]
}

// table is a finished service of the description.
func (d *description) table(i int) *service.Service {
	s := d.services[i].table
	s.Types, s.Spaces = d.types(), d.spaces
	return &s
}

// types is the finished table.
func (d *description) types() []service.Type {
	types := make([]service.Type, len(d.rows))
	for i, r := range d.rows {
		types[i] = r.table
	}
	return types
}
