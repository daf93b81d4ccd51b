package coverage

import "github.com/assist-soap/toolkit/service"

// eachLeaf calls see for every field that is there, with its path without positions.
func eachLeaf(r *service.Record, prefix string, see func(path string, f *service.Field, text string)) {
	fields, values := r.Fields(), r.Values()
	for i := range values {
		f, v := &fields[i], &values[i]
		if !f.Has(service.Many) {
			leaf(v, prefix+f.Name, f, see)
			continue
		}
		for j := range v.Items {
			leaf(&v.Items[j], prefix+f.Name, f, see)
		}
	}
}

func leaf(v *service.Value, path string, f *service.Field, see func(string, *service.Field, string)) {
	switch {
	case v.Record != nil:
		eachLeaf(v.Record, path+"/", see)
	case v.State == service.Present:
		see(path, f, v.Text)
	}
}

// applies reports whether a rule has anything to say about a request.
func applies(c *service.Condition, r *service.Record) bool { return all(c.When, r) }

func all(when []service.Match, r *service.Record) bool {
	for _, m := range when {
		if !r.Matches(m) {
			return false
		}
	}
	return true
}

// kept reports whether a request that may be sent really had to keep the rule: one to
// which it does not apply, or which gives it nothing to compare, proves nothing.
func kept(c *service.Condition, r *service.Record) bool {
	if !applies(c, r) {
		return false
	}
	set := 0
	for _, field := range c.Fields {
		if r.Text(field) != "" {
			set++
		}
	}
	switch c.Kind {
	case service.OneOf:
		return set > 0
	case service.Exclude:
		return set == 0
	}
	return set == len(c.Fields)
}
