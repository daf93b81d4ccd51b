package inbound

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// places says which field a flat name stands for. Forms have no levels: "amount" is
// that of the operation, "version" that of its 3-D Secure data (D26).
type places struct{ paths map[string][]int }

// newPlaces enters every name of a message, its parameter names and aliases. The
// nearest field of a name counts; one that two fields have at the same distance stands
// for none.
func newPlaces(s *service.Service, root service.TypeID) *places {
	type level struct {
		id   service.TypeID
		path []int
	}
	p := &places{paths: map[string][]int{}}
	const deepest = 4 // a type may hold itself
	open := []level{{root, nil}}
	for depth := 0; depth < deepest && len(open) > 0; depth++ {
		found := map[string][]int{}
		var next []level
		for _, at := range open {
			t := s.Type(at.id)
			for i := range t.Fields {
				f := &t.Fields[i]
				path := append(slices.Clone(at.path), i)
				if inner := s.Type(f.Type); inner != nil && inner.Kind == service.Struct {
					next = append(next, level{f.Type, path})
					continue
				}
				for _, name := range spellings(f) {
					if _, twice := found[name]; twice {
						path = nil
					}
					found[name] = path
				}
			}
		}
		for name, path := range found {
			if _, nearer := p.paths[name]; !nearer {
				p.paths[name] = path
			}
		}
		open = next
	}
	return p
}

// spellings are the names of a field, folded: the server's own parameters are found
// whatever their case, and nobody promises one for what it sends (trap 16).
func spellings(f *service.Field) []string {
	names := []string{strings.ToLower(f.Name)}
	if f.Facts != nil {
		for _, name := range append([]string{f.Facts.Param}, f.Facts.Aliases...) {
			if name = strings.ToLower(name); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// find returns the value that a name stands for, making the records on its way, or nil
// if the message has no such field, or several.
func (p *places) find(r *service.Record, name string) *service.Value {
	path := p.paths[strings.ToLower(name)]
	if path == nil {
		return nil
	}
	for _, i := range path[:len(path)-1] {
		f, v := &r.Fields()[i], &r.Values()[i]
		switch {
		case f.Has(service.Many) && len(v.Items) == 0:
			*v = service.Value{State: service.Present, Items: []service.Value{{State: service.Present, Record: service.NewRecord(r.Service(), f.Type)}}}
		case !f.Has(service.Many) && v.Record == nil:
			*v = service.Value{State: service.Present, Record: service.NewRecord(r.Service(), f.Type)}
		}
		if f.Has(service.Many) {
			if len(v.Items) > 1 {
				return nil // nobody says which of them
			}
			v = &v.Items[0]
		}
		if r = v.Record; r == nil {
			return nil
		}
	}
	return &r.Values()[path[len(path)-1]]
}

// ofRole returns the path of the nearest field that plays a role, or "".
func (p *places) ofRole(s *service.Service, root service.TypeID, wanted service.Role) string {
	best := ""
	for _, path := range p.paths {
		if path == nil {
			continue
		}
		name, facts := p.describe(s, root, path)
		if facts != nil && facts.Role == wanted && (best == "" || len(name) < len(best) || len(name) == len(best) && name < best) {
			best = name
		}
	}
	return best
}

func (p *places) describe(s *service.Service, id service.TypeID, path []int) (name string, facts *service.Facts) {
	for _, i := range path {
		f := &s.Type(id).Fields[i]
		name, facts, id = name+"/"+f.Name, f.Facts, f.Type
	}
	return name[1:], facts
}
