package reading

import "github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"

// levelStandIns: where an operation's message is not defined we put an empty one in its
// place, under the name the input or output has, and warn; gowsdl keeps the dangling
// reference.
func levelStandIns(d *model.Definitions, ours, theirs *Reading) bool {
	done := false
	for _, pt := range d.PortTypes {
		for _, op := range pt.Operations {
			o, t := findOperation(ours.PortTypes, pt.Name.Local, op.Name), findOperation(theirs.PortTypes, pt.Name.Local, op.Name)
			if o == nil || t == nil {
				continue
			}
			if missing(op.Input) && o.Input != t.Input {
				t.Input, done = o.Input, true
			}
			if missing(op.Output) && o.Output != t.Output {
				t.Output, done = o.Output, true
			}
		}
	}
	bodies := levelBodies(d, ours, theirs, func(m *model.BoundMessage) bool { return m.Message != nil && m.Message.Missing })
	return done || bodies
}

func missing(io *model.IO) bool { return io != nil && io.Message != nil && io.Message.Missing }

func findOperation(portTypes []PortType, portType, operation string) *Operation {
	for i := range portTypes {
		for j := range portTypes[i].Operations {
			if op := &portTypes[i].Operations[j]; portTypes[i].Name == portType && op.Name == operation {
				return op
			}
		}
	}
	return nil
}
