package envelope

import (
	"path"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// placing finds the place of a value in formats that nest otherwise than the
// description: levels more, levels less.
type placing struct {
	later   []laterValue
	entered []enteredLevel
}

// laterValue is a value of a record further down, to be placed when all records are
// there.
type laterValue struct {
	record *service.Record
	path   []int32
	name   string
	text   string
	state  service.State
}

// enteredLevel is a level that was passed through: a second one of its name would mix
// two records into one.
type enteredLevel struct {
	record *service.Record
	name   string
}

// isLevel reports whether formats put a level of this name around the fields of a
// record (D4, D20, S1, K4): result/orders/order in XML, customer and checkdata in JSON.
func isLevel(folded string) bool {
	switch folded {
	case "orders", "order", "operations", "operation", "return", "customer", "checkdata", resultElement:
		return true
	}
	return false
}

// wrapperNames are the names that JSON gives to the member around the whole answer
// (S1, K4: silentpay, rp, wscancel …): those of the service, of its address, of the
// operation and of the elements around the SOAP answer.
func (c *Codec) wrapperNames(op *service.Operation, m *service.Message) map[string]bool {
	page := path.Base(c.service.Path)
	names := []string{c.service.Name, strings.TrimSuffix(page, path.Ext(page)), op.Name, op.WSDLName}
	for i := range m.Frames {
		names = append(names, m.Frames[i].Name.Local)
	}
	for i := range m.Wrappers {
		names = append(names, m.Wrappers[i].Name.Local)
	}
	known := map[string]bool{}
	for _, name := range names {
		known[strings.ToLower(name)] = true
	}
	delete(known, "")
	return known
}

// enter notes that a level is passed through, and reports false when the record had
// one of that name.
func (p *placing) enter(r *service.Record, folded string) bool {
	for _, e := range p.entered {
		if e.record == r && e.name == folded {
			return false
		}
	}
	p.entered = append(p.entered, enteredLevel{r, folded})
	return true
}

// settle places the values that belong further down, from the given one on. One whose record is there
// several times belongs to none of them: it is returned, as one that is taken already.
func (r *reading) settle(p *placing, from int) (homeless []laterValue, twice string) {
	for _, l := range p.later[from:] {
		v := r.reach(l.record, l.path)
		switch {
		case v == nil:
			homeless = append(homeless, l)
		case v.State != service.Absent:
			return nil, l.name
		default:
			*v = service.Value{State: l.state, Text: l.text}
		}
	}
	p.later = p.later[:from]
	return homeless, ""
}

// outer returns the path of a field of the whole answer that a format put inside of the
// only record in it (a cancellation in XML has packetdate and signature there), or nil.
func (r *reading) outer(at *service.Record, folded string) []int32 {
	if at == r.root || r.message.list >= 0 {
		return nil
	}
	p := &r.types[r.message.Type]
	i := p.known(folded)
	if i < 0 || p.fields[i].kind != kindText || p.fields[i].Has(service.Many) {
		return nil
	}
	return []int32{int32(i)}
}

// reach follows a path of fields down to a value, making the records on its way. It
// returns nil if there are several of one.
func (r *reading) reach(at *service.Record, path []int32) *service.Value {
	for _, i := range path[:len(path)-1] {
		v, f := &at.Values()[i], &r.types[at.TypeID()].fields[i]
		switch {
		case len(v.Items) > 1 || v.State == service.Nil:
			return nil
		case v.State == service.Absent:
			made := r.newRecord(f.Type)
			v.State = service.Present
			if f.Has(service.Many) {
				v.Items = r.appendItem(v.Items, service.Value{State: service.Present, Record: made})
			} else {
				v.Record = made
			}
			at = made
		case len(v.Items) == 1:
			at = v.Items[0].Record
		default:
			at = v.Record
		}
		if at == nil {
			return nil
		}
	}
	return &at.Values()[path[len(path)-1]]
}

// planDeep enters the names of nested fields under the type that they are nested in,
// for formats that leave levels out. The nearest field of a name counts; a name that
// two fields have at the same distance stands for none.
func (c *Codec) planDeep(p *typePlan) {
	p.deep = map[string][]int32{}
	type node struct {
		typ  *typePlan
		path []int32
	}
	level := []node{{p, nil}}
	for depth := 0; depth < 4 && len(level) > 0; depth++ {
		found := map[string][]int32{}
		var next []node
		for _, n := range level {
			for i := range n.typ.fields {
				f := &n.typ.fields[i]
				at := append(append([]int32(nil), n.path...), int32(i))
				if f.kind == kindRecord {
					next = append(next, node{&c.types[f.Type], at})
				}
				if depth == 0 || f.kind != kindText || f.Flags&(service.Many|service.Attribute|service.Content) != 0 {
					continue
				}
				for _, name := range c.spellings(f) {
					if _, twice := found[name]; twice {
						at = nil
					}
					found[name] = at
				}
			}
		}
		for name, at := range found {
			if _, nearer := p.deep[name]; !nearer {
				p.deep[name] = at
			}
		}
		level = next
	}
}

// spellings are the names a field goes by, folded.
func (c *Codec) spellings(f *fieldPlan) []string {
	names := []string{strings.ToLower(f.Name)}
	if f.Facts != nil {
		for _, alias := range append([]string{f.Facts.Param}, f.Facts.Aliases...) {
			if folded := strings.ToLower(alias); folded != "" && !slices.Contains(names, folded) {
				names = append(names, folded)
			}
		}
	}
	return names
}

// known returns the field that a name stands for, or -1.
func (p *typePlan) known(folded string) int {
	if i, ok := p.elements[folded]; ok {
		return i
	}
	return -1
}
