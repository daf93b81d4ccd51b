package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// digestSlot is a field of a message that a value can be given to, by path.
type digestSlot struct {
	path  string
	field *service.Field
}

// digestSlots lists the simple fields of a record's type and, of nested ones, those at the
// given paths.
func digestSlots(r *service.Record, nested []string) (all []digestSlot) {
	for i := range r.Fields() {
		all = append(all, digestSlot{r.Fields()[i].Name, &r.Fields()[i]})
	}
	for _, path := range nested {
		if f := digestFieldAt(r, path); f != nil && strings.Contains(path, "/") {
			all = append(all, digestSlot{path, f})
		}
	}
	return all
}

func digestFieldAt(r *service.Record, path string) *service.Field {
	t := r.Type()
	for {
		name, rest, deeper := strings.Cut(path, "/")
		i := t.Index(name)
		if i < 0 {
			return nil
		}
		if !deeper {
			return &t.Fields[i]
		}
		if t = r.Service().Type(t.Fields[i].Type); t == nil {
			return nil
		}
		path = rest
	}
}

func (sl *digestSlot) isCalled(name string) bool {
	same := func(other string) bool { return strings.EqualFold(name, other) }
	last := sl.path[strings.LastIndexByte(sl.path, '/')+1:]
	if same(sl.path) || same(last) {
		return true
	}
	return sl.field.Facts != nil && (same(sl.field.Facts.Param) || slices.ContainsFunc(sl.field.Facts.Aliases, same))
}

// paths returns the paths that recipes of the target name in a message.
func (in *digestInput) paths(from service.Origin) (all []string) {
	if from == service.FromMessage {
		all = append(all, in.target.digest.Field)
	}
	for _, v := range in.target.digest.Variants {
		for _, term := range v.Terms {
			if term.From == from {
				all = append(all, term.Field)
			}
		}
	}
	return all
}

// find returns the records and slots that a name stands for: "request.NAME" means the
// request alone, NAME the message and the request beside it.
func (in *digestInput) find(name string) (records []*service.Record, found []digestSlot) {
	look := func(r *service.Record, from service.Origin, name string) {
		if r == nil {
			return
		}
		all := digestSlots(r, in.paths(from))
		if i := slices.IndexFunc(all, func(sl digestSlot) bool { return sl.isCalled(name) }); i >= 0 {
			records, found = append(records, r), append(found, all[i])
		}
	}
	if rest, ok := strings.CutPrefix(name, "request."); ok && in.request != nil {
		look(in.request, service.FromRequest, rest)
		return records, found
	}
	look(in.message, service.FromMessage, name)
	look(in.request, service.FromRequest, name)
	return records, found
}

func (in *digestInput) isSecret(name string) bool {
	_, found := in.find(name)
	return slices.ContainsFunc(found, func(sl digestSlot) bool { return sl.field.Facts.Secret() })
}

// assign gives the records their values. Names with request. go last, so that they
// count for the request whatever the order.
func (in *digestInput) assign(all []assignment) error {
	var problems []error
	seen := map[string]bool{}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b assignment) int {
		return strings.Count(a.name, "request.") - strings.Count(b.name, "request.")
	})
	for _, a := range all {
		if isSecretWordName(a.name) {
			in.secretWord = service.NewSecret(a.value)
			continue
		}
		records, found := in.find(a.name)
		switch key := strings.ToLower(a.name); {
		case len(found) == 0:
			problems = append(problems, fmt.Errorf("%s: %s has no field %q; assist-soapgen describe %s lists them", a.place, in.target, safeName(a.name), in.target.service.Name))
		case seen[key]:
			problems = append(problems, fmt.Errorf("%s: %s is given twice", a.place, a.name))
		default:
			seen[key] = true
			for i, r := range records {
				problems = append(problems, setDigestValue(r, found[i].path, a.value))
			}
		}
	}
	return errors.Join(problems...)
}

// safeName keeps a value that stands where a name should from being shown.
func safeName(name string) string {
	odd := func(r rune) bool {
		return r != '_' && r != '/' && r != '.' && (r < 'A' || r > 'Z' && r < 'a' || r > 'z')
	}
	if strings.ContainsFunc(strings.TrimRight(name, "0123456789"), odd) || strings.Trim(name, "0123456789") == "" {
		return "…"
	}
	return name
}

// setDigestValue sets a field by path, making the records on the way.
func setDigestValue(r *service.Record, path, text string) error {
	name, rest, deeper := strings.Cut(path, "/")
	if !deeper {
		return r.Set(name, text)
	}
	i := r.Type().Index(name)
	f, v := &r.Fields()[i], &r.Values()[i]
	v.State = service.Present
	if f.Has(service.Many) {
		if v.Items == nil {
			v.Items = []service.Value{{State: service.Present}}
		}
		v = &v.Items[0]
	}
	if v.Record == nil {
		v.Record = service.NewRecord(r.Service(), f.Type)
	}
	return setDigestValue(v.Record, rest, text)
}

// missing names all values that the recipe needs and nobody gave: required fields of
// the message, and whatever it takes from the request.
func (in *digestInput) missing(variant string) error {
	v, err := in.target.variant(variant)
	if err != nil {
		return errors.Unwrap(err)
	}
	var names []string
	secret := false
	for _, t := range v.Terms {
		r, name := in.message, t.Field
		if t.From == service.FromRequest {
			r = in.request
		}
		if r == nil {
			continue // Compose says so
		}
		f := digestFieldAt(r, t.Field)
		if f == nil || t.Empty != service.KeepSlot || f.Has(service.Optional) && t.From == service.FromMessage {
			continue
		}
		if _, state := r.Get(t.Field); state == service.Absent {
			names = append(names, name)
			secret = secret || f.Facts.Secret()
		}
	}
	if names == nil {
		return nil
	}
	remedy := "give each as field=value, with nothing after = if it was sent empty"
	if secret {
		remedy += "; secret ones by --values FILE or ASSIST_PASSWORD"
	}
	return fmt.Errorf("%s: values that the recipe needs are missing: %s; %s", in.target, strings.Join(names, ", "), remedy)
}
