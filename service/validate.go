package service

import (
	"errors"
	"fmt"
	"regexp/syntax"
)

// Validate checks a description against itself and returns all problems joined,
// each with the place it was found at, or nil. The generator calls it before it
// writes; a description built by hand is to be validated once, at start. A valid
// description makes no step of a call fail for reasons of the table.
func (s *Service) Validate() error {
	v := validation{service: s}
	v.spaces()
	for i := range s.Types {
		v.typ(TypeID(i))
	}
	names := map[string]bool{}
	for i := range s.Operations {
		op := &s.Operations[i]
		at := s.Name + "." + op.Name
		switch {
		case op.Name == "":
			v.problem("%s: operation %d has no name", s.Name, i)
		case names[op.Name]:
			v.problem("%s: the operation name is taken twice", at)
		}
		names[op.Name] = true
		v.operation(at, op)
	}
	return errors.Join(v.problems...)
}

// validation collects the problems of one description.
type validation struct {
	service  *Service
	problems []error
}

func (v *validation) problem(format string, args ...any) {
	v.problems = append(v.problems, fmt.Errorf(format, args...))
}

func (v *validation) spaces() {
	s := v.service
	if s.Name == "" {
		v.problem("the service has no name")
	}
	if len(s.Spaces) == 0 || s.Spaces[0] != "" {
		v.problem("%s: Spaces[0] must be the empty namespace", s.Name)
	}
	seen := map[string]bool{}
	for i, uri := range s.Spaces {
		if i > 0 && uri == "" || seen[uri] {
			v.problem("%s: namespace %d (%q) is listed twice or empty", s.Name, i, uri)
		}
		seen[uri] = true
	}
}

func (v *validation) name(at string, n Name) {
	if n.Local == "" {
		v.problem("%s: the element has no name", at)
	}
	v.space(at, n.Space)
}

func (v *validation) space(at string, space int32) {
	if space < 0 || int(space) >= len(v.service.Spaces) {
		v.problem("%s: there is no namespace %d", at, space)
	}
}

// known reports whether id names a built-in type or one of the table.
func (v *validation) known(at string, id TypeID) bool {
	if id < XSDPositiveInteger || int(id) >= len(v.service.Types) {
		v.problem("%s: there is no type %d", at, id)
		return false
	}
	return true
}

// composite reports whether id is a type whose values are records.
func (v *validation) composite(id TypeID) bool {
	if id < 0 || int(id) >= len(v.service.Types) {
		return false
	}
	kind := v.service.Types[id].Kind
	return kind == Struct || kind == Array
}

func (v *validation) typ(id TypeID) {
	t := &v.service.Types[id]
	at := fmt.Sprintf("%s: type %s", v.service.Name, t.Name.Local)
	if t.Name.Local == "" {
		at = fmt.Sprintf("%s: type %d", v.service.Name, id)
	}
	v.space(at, t.Name.Space)
	if t.Kind != Struct || t.Base != 0 { // an underived struct leaves Base zero
		v.base(at, id)
	}
	if t.Kind == Array && len(t.Fields) != 1 && !t.hasArraySize() {
		v.problem("%s: an array has one field, not %d", at, len(t.Fields))
	}
	if len(t.Fields) > 0 && !v.composite(id) {
		v.problem("%s: only structs and arrays have fields", at)
	}
	seen := map[Field]bool{}
	for i := range t.Fields {
		f := &t.Fields[i]
		key := Field{Name: f.Name, Space: f.Space, Flags: f.Flags & (Attribute | Content | Wildcard | Group)}
		if seen[key] && key.Flags&(Wildcard|Group) == 0 {
			v.problem("%s: the field %q is listed twice", at, f.Name)
		}
		seen[key] = true
		v.field(at+"."+f.Name, t, f)
	}
	v.choices(at, t)
	v.facets(at, t.Facets)
}

// base follows the chain of base types, which must end.
func (v *validation) base(at string, id TypeID) {
	if base := v.service.Types[id].Base; !v.known(at, base) {
		return
	}
	for next, steps := id, 0; next >= 0 && int(next) < len(v.service.Types); steps++ {
		t := &v.service.Types[next]
		if t.Kind == Struct && t.Base == 0 || t.Kind == Array {
			return
		}
		if steps > len(v.service.Types) {
			v.problem("%s: the type is derived from itself", at)
			return
		}
		next = t.Base
	}
}

func (v *validation) choices(at string, t *Type) {
	for i := range t.Choices {
		if len(t.Choices[i].Branches) == 0 {
			v.problem("%s: choice %d has no branches", at, i)
		}
		for _, branch := range t.Choices[i].Branches {
			for _, index := range branch {
				if index < 0 || int(index) >= len(t.Fields) {
					v.problem("%s: choice %d names field %d, which does not exist", at, i, index)
				}
			}
		}
	}
}

func (v *validation) facets(at string, f *Facets) {
	if f == nil {
		return
	}
	if f.MaxLength > 0 && f.MinLength > f.MaxLength {
		v.problem("%s: minLength %d is above maxLength %d", at, f.MinLength, f.MaxLength)
	}
	if f.TotalDigits > 0 && f.FractionDigits > f.TotalDigits {
		v.problem("%s: fractionDigits %d is above totalDigits %d", at, f.FractionDigits, f.TotalDigits)
	}
	for _, pattern := range f.Patterns {
		if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
			v.problem("%s: pattern: %w", at, err)
		}
	}
}

// field checks one field of type t: its type, its flags among each other, and
// what the sidecar says of it.
func (v *validation) field(at string, t *Type, f *Field) {
	v.space(at, f.Space)
	if !f.Has(Wildcard) {
		v.known(at, f.Type)
		if f.Name == "" && !f.Has(Content) && !f.Has(Group) {
			v.problem("%s: the field has no name", at)
		}
	}
	composite := v.composite(f.Type)
	for _, rule := range [...]struct {
		broken bool
		text   string
	}{
		{f.Has(Attribute|Wildcard) && !f.Has(Many|Optional), "attributes of any name are repeated and optional"},
		{f.Has(Attribute) && !f.Has(Wildcard) && f.Flags&(Many|Nillable|Content|Group|Abstract) != 0, "an attribute is neither repeated nor nillable nor anything else"},
		{f.Has(Content) && f.Flags&(Many|Nillable|Wildcard|Group) != 0, "character data is neither repeated nor nillable nor anything else"},
		{(f.Has(Attribute) || f.Has(Content)) && composite, "an attribute or character data needs a simple type"},
		{f.Has(Group) && !composite, "a group needs a struct type"},
		{f.Has(Abstract) && !composite, "only a struct type is abstract"},
		{f.Has(Sealed) && (f.Has(Many) || composite), "a sealed field holds one text"},
		{f.Has(Sealed) && !f.Facts.fillable(), "a sealed field needs the role or format that says what to fill in"},
	} {
		if rule.broken {
			v.problem("%s: %s", at, rule.text)
		}
	}
	if o := f.Occurs; o != nil {
		if o.Min < 0 || o.Max < -1 || o.Max >= 0 && o.Max < o.Min {
			v.problem("%s: it cannot occur %d to %d times", at, o.Min, o.Max)
		}
		if many := o.Max == -1 || o.Max > 1; many != f.Has(Many) {
			v.problem("%s: maxOccurs %d and the flags disagree on whether it is repeated", at, o.Max)
		}
	}
	v.currency(at, t, f)
}

// fillable reports whether the client knows what to put into a sealed field.
func (f *Facts) fillable() bool {
	if f == nil {
		return false
	}
	switch f.Role {
	case RoleMerchant, RoleLogin, RolePassword, RoleCheckValue, RoleSignature, RoleFormat:
		return true
	}
	return false
}

// currency: an amount is worth nothing without its currency. Only amounts that
// play the role need one; limits such as a minimum share it with their amount.
func (v *validation) currency(at string, t *Type, f *Field) {
	switch {
	case f.Facts == nil:
	case f.Facts.Currency != "" && t.Index(f.Facts.Currency) < 0:
		v.problem("%s: its currency field %q does not exist", at, f.Facts.Currency)
	case f.Facts.Currency == "" && f.Facts.Role == RoleAmount:
		v.problem("%s: an amount needs the name of its currency field", at)
	}
}
