package diff

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// operations compares two lists of operations. at is the place of the port, shared
// the one of what all ports have in common.
func (c *comparer) operations(at, shared place, old, new []operation) {
	p := matchByKey(old, new, operation.key)
	p.joinBest(func(o, n int) int { return c.sameOperation(old[o], new[n]) })
	for i, o := range old {
		here := operationPlace(shared, o.name, o.key())
		if p.partner[i] < 0 {
			e := c.report("operation-removed", here, side{old: o.pos}, "name", o.name)
			e.fate = removed
			continue
		}
		n := new[p.partner[i]]
		if o.name != n.name {
			e := c.report("operation-renamed", here, side{o.pos, n.pos}, "old", o.name, "new", n.name)
			e.fate, e.renamedTo = renamed, n.name
			c.renames[o.name] = n.name
		}
		c.operation(operationPlace(at, o.name, o.key()), here, o, n)
	}
	for _, i := range free(p.back) {
		e := c.report("operation-added", operationPlace(shared, new[i].name, new[i].key()), side{new: new[i].pos}, "name", new[i].name)
		e.fate = added
	}
}

func operationPlace(p place, name, key string) place {
	p.subject.Operation = name
	p.component += "/operation " + key
	return p
}

// sameOperation says how sure it is that an operation was renamed: its request holds
// mostly the same fields, or its name is much the same and so is the request.
func (c *comparer) sameOperation(old, new operation) int {
	fields := sharedNames(c.requestNames(old), c.requestNames(new), 60)
	if fields > 0 {
		return fields + likeness(old.name, new.name)
	}
	if plain(old.name) == plain(new.name) {
		return 100
	}
	return 0
}

// requestNames are the names of all fields in the first two layers of a request; the
// outermost ones often bear the name of the operation.
func (c *comparer) requestNames(o operation) map[string]bool {
	names := map[string]bool{}
	if o.abstract.Input == nil {
		return names
	}
	for _, part := range o.abstract.Input.Message.Parts {
		for _, m := range c.shapeOf(part.ValueType()).members {
			names[m.name.Local] = true
			for _, deeper := range c.shapeOf(m.typ).members {
				names[m.name.Local+"/"+deeper.name.Local] = true
			}
		}
		if len(names) == 0 {
			names["("+part.Name+")"] = true
		}
	}
	return names
}

// operation compares two operations of one name, or of a new one.
func (c *comparer) operation(at, shared place, old, new operation) {
	here := side{old.pos, new.pos}
	if old.abstract.Kind != new.abstract.Kind {
		c.report("exchange-pattern-changed", shared, here, "old", old.abstract.Kind.String(), "new", new.abstract.Kind.String())
	}
	if old.bound != nil && new.bound != nil {
		c.boundFacts(at, here, old.bound, new.bound)
	}
	c.documentation(shared, "operation "+old.name, here, old.abstract.Doc, new.abstract.Doc)
	if !c.bound.add(old.fingerprint(), new.fingerprint()) {
		return
	}
	c.messages(at, shared, old, new)
	c.faults(shared, old, new)
}

// fingerprint tells operations apart whose messages need a comparison of their own.
func (o operation) fingerprint() any {
	if o.bound != nil {
		return o.bound
	}
	return o.abstract
}

// boundFacts compares what the binding adds to an operation.
func (c *comparer) boundFacts(at place, here side, old, new *model.BoundOperation) {
	if old.Style != new.Style {
		c.report("style-changed", at, here, "old", string(old.Style), "new", string(new.Style))
	}
	if old.SOAPAction != new.SOAPAction {
		c.report("soap-action-changed", at, here, "old", stated(old.SOAPAction), "new", stated(new.SOAPAction))
	}
	if old.Location != new.Location {
		c.report("http-location-changed", at, here, "old", stated(old.Location), "new", stated(new.Location))
	}
}

// messages compares request and response, and the headers of both.
func (c *comparer) messages(at, shared place, old, new operation) {
	for _, way := range []struct {
		direction       finding.Direction
		message, header finding.Message
		old, new        *model.IO
		oldWire         *model.BoundMessage
		newWire         *model.BoundMessage
	}{
		{finding.Request, finding.RequestMessage, finding.RequestHeader, old.abstract.Input, new.abstract.Input, old.input(), new.input()},
		{finding.Response, finding.ResponseMessage, finding.ResponseHeader, old.abstract.Output, new.abstract.Output, old.output(), new.output()},
	} {
		if way.old == nil || way.new == nil {
			continue
		}
		here := messagePlace(shared, way.direction, way.message)
		if way.old.Action != way.new.Action {
			c.reportTwin("addressing-action-changed", here, side{way.old.Pos, way.new.Pos}, "old", stated(way.old.Action), "new", stated(way.new.Action))
		}
		if way.oldWire != nil && way.newWire != nil {
			c.wireForm(messagePlace(at, way.direction, way.message), way.oldWire, way.newWire)
			c.headers(messagePlace(shared, way.direction, way.header), way.oldWire, way.newWire)
			here.encoded = way.oldWire.Body.Use == model.Encoded && way.newWire.Body.Use == model.Encoded
		}
		c.frames(here, frameOf(old, way.old, way.oldWire, way.direction), frameOf(new, way.new, way.newWire, way.direction))
	}
}

func (o operation) input() *model.BoundMessage {
	if o.bound == nil {
		return nil
	}
	return o.bound.Input
}

func (o operation) output() *model.BoundMessage {
	if o.bound == nil {
		return nil
	}
	return o.bound.Output
}

func messagePlace(p place, d finding.Direction, m finding.Message) place {
	p.direction = d
	p.subject.Message = m
	p.component += "/" + d.String()
	return p
}
