package envelope

// bare reads the children of a Body whose message has no frame around its fields; the
// first of them, if there is any, is the current element.
func (d *decoder) bare(more bool) error {
	d.framed = true
	outer := d.within
	d.within = len(d.path)
	defer func() { d.within = outer }()
	p := &d.types[d.root.TypeID()]
	next := 0
	for more {
		if err := d.bareChild(p, &next); err != nil {
			return err
		}
		var err error
		if more, err = d.child(); err != nil {
			return err
		}
	}
	return d.complete(d.root, p)
}

func (d *decoder) bareChild(p *typePlan, next *int) error {
	if i := d.match(p, *next); i >= 0 {
		*next = p.after(i)
		return d.field(d.root, p, i)
	}
	if _, multiRef := d.s.Attr("", "id"); multiRef && d.encoded {
		return d.skip() // it is read where it is referred to
	}
	if p.wildcard >= 0 {
		return d.wild(d.root, p)
	}
	d.enter(d.s.Local())
	return d.fail(RuleWrongElement, d.wanted()+" is expected here")
}
