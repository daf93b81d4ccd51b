package gen

import "github.com/assist-soap/toolkit/service"

// nameInterface names the Go interface of a type that others may stand in for. An
// abstract type is nothing but its interface and gives its name to it.
func (d *description) nameInterface(r *row, names scope) {
	if len(r.derived) == 0 && !r.isAbstract() || !r.used {
		return
	}
	if r.isAbstract() && !r.message {
		r.iface, r.goName = r.goName, ""
		return
	}
	r.iface = names.take("Any" + r.goName)
}

// isAbstract reports whether no value can be of the type itself.
func (r *row) isAbstract() bool {
	return r.source != nil && r.table.Kind == service.Struct && r.source.IsComplex() && r.source.Abstract
}

// markPolymorphism notes which structs implement which interfaces.
func (d *description) markPolymorphism() {
	for _, r := range d.rows {
		if r.iface == "" {
			continue
		}
		for _, member := range append([]*row{r}, r.derived...) {
			if member.goName != "" {
				member.markers = append(member.markers, "is"+r.iface)
				member.hasTypes, member.made = true, true
			}
		}
	}
}

// typeMembers decides the Go type of every member.
func (d *description) typeMembers() {
	loops := d.inPlaceLoops()
	for _, r := range d.rows {
		if !r.isStruct() {
			continue
		}
		for i := range r.members {
			r.members[i].goType = d.memberType(r, &r.table.Fields[i], loops)
		}
	}
}

// memberType writes the Go type of a field. Optional texts and numbers are Opt,
// optional structs pointers; what may be nil is Opt, because nil is not absent.
func (d *description) memberType(owner *row, f *service.Field, loops map[[2]*row]bool) string {
	base, pointer := d.valueType(f), ""
	r := d.row(f.Type)
	if r != nil && r.isStruct() && r.iface == "" && !f.Has(service.Many) && loops[[2]*row{owner, r}] {
		pointer = "*"
	}
	isStruct := r != nil && r.isStruct()
	switch {
	case f.Has(service.Many) && f.Has(service.Nillable):
		return "[]service.Opt[" + base + "]"
	case f.Has(service.Many):
		return "[]" + base
	case f.Has(service.Nillable):
		return "service.Opt[" + pointer + base + "]"
	case !f.Has(service.Optional):
		return pointer + base
	case isStruct && r.iface != "":
		return base
	case isStruct:
		return "*" + base
	}
	return "service.Opt[" + base + "]"
}

// valueType writes the Go type of one value of a field. Whatever the facts call secret
// gets a type that masks itself, so that a printed request shows no holder and no token.
func (d *description) valueType(f *service.Field) string {
	if f.Has(service.Attribute | service.Wildcard) {
		return "service.AttributeValue"
	}
	if f.Facts != nil {
		if t, ok := formatTypes[f.Facts.Format]; ok {
			return t
		}
	}
	if r := d.row(f.Type); f.Facts.Secret() && (r == nil || !r.isStruct()) {
		return formatTypes[service.FormatSecret]
	}
	return d.goType(f.Type)
}

// formatTypes are the Go types that the formats of sidecars ask for.
var formatTypes = map[service.Format]string{
	service.FormatAmount:   "service.Amount",
	service.FormatSecret:   "service.Secret",
	service.FormatPAN:      "service.PAN",
	service.FormatCVC:      "service.CVC",
	service.FormatMinute:   "service.Time",
	service.FormatDate:     "service.Time",
	service.FormatDateTime: "service.Time",
}

func (d *description) goType(id service.TypeID) string {
	r := d.row(id)
	switch {
	case r == nil:
		return builtinsByID[id].goType
	case r.iface != "":
		return r.iface
	case r.goName != "":
		return r.goName
	case r.table.Kind == service.List:
		return "[]" + d.goType(r.table.Base)
	case r.value == "": // a fixed value
		return d.goType(r.table.Base)
	}
	return r.value
}

// inPlaceLoops finds the fields through which a struct would hold itself in place:
// Go needs a pointer there. The result is the set of (owner, field type) edges that
// lie on a loop.
func (d *description) inPlaceLoops() map[[2]*row]bool {
	next := map[*row][]*row{}
	for _, r := range d.rows {
		for i := range r.table.Fields {
			f := &r.table.Fields[i]
			inner := d.row(f.Type)
			inPlace := inner != nil && inner.isStruct() && inner.iface == "" && !f.Has(service.Many) &&
				(!f.Has(service.Optional) || f.Has(service.Nillable))
			if inPlace {
				next[r] = append(next[r], inner)
			}
		}
	}
	component := components(d.rows, next)
	loops := map[[2]*row]bool{}
	for from, tos := range next {
		for _, to := range tos {
			if component[from] == component[to] {
				loops[[2]*row{from, to}] = true
			}
		}
	}
	return loops
}

// components numbers the strongly connected components of a graph (Tarjan).
func components(nodes []*row, next map[*row][]*row) map[*row]int {
	index, low, component := map[*row]int{}, map[*row]int{}, map[*row]int{}
	var stack []*row
	var visit func(*row)
	visit = func(r *row) {
		index[r] = len(index) + 1
		low[r] = index[r]
		stack = append(stack, r)
		for _, to := range next[r] {
			if index[to] == 0 {
				visit(to)
				low[r] = min(low[r], low[to])
			} else if component[to] == 0 {
				low[r] = min(low[r], index[to])
			}
		}
		if low[r] != index[r] {
			return
		}
		for {
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			component[top] = index[r]
			if top == r {
				return
			}
		}
	}
	for _, r := range nodes {
		if index[r] == 0 {
			visit(r)
		}
	}
	return component
}
