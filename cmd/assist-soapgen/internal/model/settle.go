package model

// settleType completes a type from the types it is made of, which it settles
// first. A chain that comes back to the type is cut.
func (b *builder) settleType(t *Type) {
	if t.builtin || b.state[t] == done {
		return
	}
	b.state[t] = busy
	t.Base = b.settlePart(t, t.Base)
	if t.Item != nil {
		t.Item = b.settlePart(t, t.Item)
	}
	for i, m := range t.Members {
		t.Members[i] = b.settlePart(t, m)
	}
	if t.Class == Simple {
		b.settleSimple(t)
	} else {
		b.settleComplex(t)
	}
	b.state[t] = done
}

// settlePart settles a type t is made of and returns it, or what stands in for
// it when t is also part of that.
func (b *builder) settlePart(t, part *Type) *Type {
	if b.state[part] == busy {
		b.rep.report(CodeCircular, t.Pos, describeType(t), " is made from itself; correct its base, itemType or memberTypes")
		return b.fallbackBase(t)
	}
	b.settleType(part)
	return part
}

func (b *builder) fallbackBase(t *Type) *Type {
	if t.Class == Simple {
		return b.sym.types[QName{nsXSD, "anySimpleType"}]
	}
	return b.sym.types[anyTypeName]
}

func describeType(t *Type) string {
	if !t.Name.IsZero() {
		return "type " + quote(t.Name.Local)
	}
	if len(t.Context) == 0 {
		return "anonymous type"
	}
	return "anonymous type of " + quote(t.Context[len(t.Context)-1])
}

func (b *builder) settleSimple(t *Type) {
	switch t.Derivation {
	case ByList:
		t.Item = b.simpleOnly(t, t.Item)
	case ByUnion:
		for i, m := range t.Members {
			t.Members[i] = b.simpleOnly(t, m)
		}
	default:
		t.Base = b.simpleOnly(t, t.Base)
		t.Variety, t.Item, t.Members = t.Base.Variety, t.Base.Item, t.Base.Members
		t.Nillable = t.Base.Nillable
	}
}

// simpleOnly is part, if simple; it is reported otherwise unless it is the
// anyType an unresolved reference became.
func (b *builder) simpleOnly(t, part *Type) *Type {
	if part.Class == Simple {
		return part
	}
	if !part.builtin {
		b.rep.report(CodeBadDerivation, t.Pos, describeType(t), " is simple and made from complex ", describeType(part), "; use a simple type")
	}
	return b.sym.types[QName{nsXSD, "anySimpleType"}]
}

func (b *builder) settleComplex(t *Type) {
	def := b.defs[t]
	t.Nillable = t.Base.Nillable
	if t.Derivation == Extension && !t.Base.builtin {
		t.Mixed = t.Mixed || t.Base.Mixed
	}
	if def.simple {
		b.settleSimpleContent(def, t)
		return
	}
	if t.Base.Class == Simple {
		// Written by many, and only one thing can be meant by it.
		b.rep.reportAs(Warning, CodeBadDerivation, t.Pos, describeType(t), ": complexContent cannot derive from simple ", describeType(t.Base), "; read as simpleContent")
		t.Value = t.Base
		return
	}
	if t.Derivation == Extension && t.Base.Value != nil {
		t.Value = t.Base.Value
	}
	b.settleArray(def, t)
}

// settleSimpleContent finds the type of the text.
func (b *builder) settleSimpleContent(def *typeDef, t *Type) {
	value := t.Base
	if value.Class == Complex {
		value = t.Base.Value
	}
	if def.value != nil {
		b.settleType(def.value)
		value = def.value
	}
	if value == nil {
		if !t.Base.builtin {
			b.rep.report(CodeBadDerivation, t.Pos, describeType(t), " has simpleContent and its base ", describeType(t.Base), " has no text; correct the base")
		}
		value = b.sym.types[QName{nsXSD, "anySimpleType"}]
	}
	t.Value = value
	if def.facets.IsZero() {
		return
	}
	t.Value = &Type{
		Pos: t.Pos, Namespace: t.Namespace, Context: within(pathOf(t), "value"),
		Class: Simple, Base: value, Facets: def.facets,
		Variety: value.Variety, Item: value.Item, Members: value.Members,
	}
	b.derivedValues = append(b.derivedValues, t.Value)
}

// pathOf is the context of what stands inside t.
func pathOf(t *Type) []string {
	if t.Name.IsZero() {
		return t.Context
	}
	return []string{t.Name.Local}
}

// indexDerived enters every type with its base, in document order.
func (b *builder) indexDerived() {
	for _, t := range append(b.types, b.derivedValues...) {
		if t.Replaced == nil {
			t.Base.Derived = append(t.Base.Derived, t)
		}
	}
}
