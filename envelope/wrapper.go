package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// isWrapper reports whether the current element is the message, under any of the
// names that are tolerated.
func (d *decoder) isWrapper() bool {
	if d.named(d.message.Frames[0].Name) {
		return true
	}
	for i := range d.message.Wrappers {
		if d.named(d.message.Wrappers[i].Name) {
			return true
		}
	}
	return false
}

// named compares the current element with a name of the description: exactly, or
// as the gateway needs it, without regard to case and with or without namespace.
func (d *decoder) named(n service.Name) bool {
	if !d.gateway {
		return d.s.Local() == n.Local && d.s.Space() == d.service.Space(n)
	}
	return strings.EqualFold(d.s.Local(), n.Local) && d.ours(d.s.Space(), d.service.Space(n))
}

// ours reports whether an element in a namespace may be one that is described in
// another.
func (d *decoder) ours(space, described string) bool {
	if space == described {
		return true
	}
	if !d.gateway {
		return false
	}
	for _, known := range d.service.Spaces { // the first is none
		if space == known {
			return true
		}
	}
	return false
}

// frame reads a wrapper element and the ones inside it, down to the fields.
func (d *decoder) frame(depth int) error {
	d.framed = true
	d.enter(d.s.Local())
	outer := d.within
	d.within = len(d.path)
	defer func() { d.within = outer; d.leave() }()
	if d.isNil() {
		return d.fail(RuleNilFrame, "the message is marked nil")
	}
	if id, ok := d.href(); ok {
		return d.follow(id, func() error { return d.inside(depth) })
	}
	return d.inside(depth)
}

// inside reads the content of the frame that is the current element.
func (d *decoder) inside(depth int) error {
	frames := d.message.Frames
	if depth == len(frames)-1 {
		return d.record(d.root)
	}
	found := false
	for {
		more, err := d.child()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		switch next := frames[depth+1].Name; {
		case !d.named(next):
			err = d.extra()
		case found:
			d.enter(d.s.Local())
			err = d.fail(RuleRepeated, "the element stands here twice")
		default:
			found = true
			err = d.frame(depth + 1)
		}
		if err != nil {
			return err
		}
	}
	if !found && d.codes() == nil {
		return d.fail(RuleMissingFrame, "<"+frames[depth+1].Name.Local+"> is missing in it")
	}
	return nil
}
