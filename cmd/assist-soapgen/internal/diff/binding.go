package diff

import "github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"

// binding compares how two ports put their operations on the wire.
func (c *comparer) binding(at place, old, new *model.Binding) {
	here := side{old.Pos, new.Pos}
	if old.Protocol != new.Protocol {
		c.report("protocol-changed", at, here, "old", old.Protocol.String(), "new", new.Protocol.String())
	}
	if old.Transport != new.Transport {
		c.report("transport-changed", at, here, "old", stated(old.Transport), "new", stated(new.Transport))
	}
	shared := at
	shared.subject.Port, shared.component = "", portless(at.component)
	c.operations(at, shared, boundOperations(old), boundOperations(new))
}

// portless cuts the port off a component path: what operations are and hold is the
// same for all ports of a service, and reported once.
func portless(component string) string {
	for i := range component {
		if component[i] == '/' {
			return component[:i]
		}
	}
	return component
}

// operation is an operation as a binding or a bare portType has it.
type operation struct {
	name     string
	pos      model.Pos
	abstract *model.Operation
	bound    *model.BoundOperation // nil: no binding
}

func boundOperations(b *model.Binding) []operation {
	var all []operation
	for _, o := range b.Operations {
		all = append(all, operation{o.Name, o.Pos, o.Operation, o})
	}
	return all
}

func abstractOperations(t *model.PortType) []operation {
	var all []operation
	for _, o := range t.Operations {
		all = append(all, operation{o.Name, o.Pos, o, nil})
	}
	return all
}

// key names the operation, overloads by their input too.
func (o operation) key() string {
	if o.abstract.Overloaded && o.abstract.Input != nil {
		return o.name + "(" + o.abstract.Input.Name + ")"
	}
	return o.name
}

// style is the SOAP style; of a bare portType what its parts suggest.
func (o operation) style() model.Style {
	switch {
	case o.bound != nil:
		return o.bound.Style
	case o.abstract.Input != nil && len(o.abstract.Input.Message.Parts) > 0 && o.abstract.Input.Message.Parts[0].Type != nil:
		return model.RPCStyle
	}
	return model.DocumentStyle
}
