package reading

import (
	"bytes"
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// gap is a known difference. level makes two readings equal where it explains what
// differs, and reports whether it did anything.
type gap struct {
	name  string
	level func(d *model.Definitions, ours, theirs *Reading) bool
}

// gaps are all differences that have been explained. Anything else is a bug of ours.
var gaps = []gap{
	{"repaired-reference: a part refers to a type that is not there; we take anyType and warn", levelParts},
	{"left-out: faults and operations whose message is not there; we leave them out and warn", levelLeftOut},
	{"stand-in: an operation whose message is not defined gets an empty one, with a warning; gowsdl keeps the dangling name", levelStandIns},
	{"mime-body: gowsdl does not see a soap:body inside mime:multipartRelated", levelMIME},
	{"stray-input: gowsdl takes an input of any namespace for a wsdl:input", levelStrayInput},
	{"soap12-address: gowsdl does not see the soap12:address of a SOAP 1.1 port", levelAddress},
	{"imported-portType: gowsdl does not follow wsdl:import and cannot tell which messages an operation has", levelImported},
}

// warned reports whether our reader warned with one of the codes, at pos or anywhere.
func warned(d *model.Definitions, pos model.Pos, codes ...model.Code) bool {
	return slices.ContainsFunc(d.Warnings, func(w model.Diagnostic) bool {
		return slices.Contains(codes, w.Code) && (pos == (model.Pos{}) || w.Pos == pos)
	})
}

func levelParts(d *model.Definitions, ours, theirs *Reading) bool {
	repaired := map[[2]string]bool{}
	for _, m := range d.Messages {
		for _, p := range m.Parts {
			if warned(d, p.Pos, model.CodeUnresolvedType, model.CodeUnresolvedElement, model.CodeUndeclaredPrefix) {
				repaired[[2]string{m.Name.Local, p.Name}] = true
			}
		}
	}
	done := false
	for i := range min(len(ours.Messages), len(theirs.Messages)) {
		o, t := &ours.Messages[i], &theirs.Messages[i]
		for j := range min(len(o.Parts), len(t.Parts)) {
			if repaired[[2]string{o.Name, o.Parts[j].Name}] {
				t.Parts[j].Type, t.Parts[j].Element = o.Parts[j].Type, o.Parts[j].Element
				done = true
			}
		}
	}
	return done
}

func levelLeftOut(d *model.Definitions, ours, theirs *Reading) bool {
	done := false
	if warned(d, model.Pos{}, model.CodeUnresolvedMessage, model.CodeMissingAttribute) {
		for i := range min(len(ours.PortTypes), len(theirs.PortTypes)) {
			for j := range min(len(ours.PortTypes[i].Operations), len(theirs.PortTypes[i].Operations)) {
				o, t := &ours.PortTypes[i].Operations[j], &theirs.PortTypes[i].Operations[j]
				before := len(t.Faults)
				t.Faults = slices.DeleteFunc(t.Faults, func(f string) bool { return !slices.Contains(o.Faults, f) })
				if done = done || len(t.Faults) < before; len(t.Faults) == 0 {
					t.Faults = nil
				}
			}
		}
	}
	if warned(d, model.Pos{}, model.CodeUnresolvedOp) {
		for i := range min(len(ours.Bindings), len(theirs.Bindings)) {
			o, t := &ours.Bindings[i], &theirs.Bindings[i]
			before := len(t.Operations)
			t.Operations = slices.DeleteFunc(t.Operations, func(op BoundOperation) bool {
				return !slices.ContainsFunc(o.Operations, func(known BoundOperation) bool { return known.Name == op.Name })
			})
			if done = done || len(t.Operations) < before; len(t.Operations) == 0 {
				t.Operations = nil
			}
		}
	}
	return done
}

// levelBodies makes bodies equal where the model's message says why they are not.
func levelBodies(d *model.Definitions, ours, theirs *Reading, explains func(*model.BoundMessage) bool) bool {
	done := false
	for _, b := range d.Bindings {
		for _, op := range b.Operations {
			o, t := find(ours.Bindings, b.Name.Local, op.Name), find(theirs.Bindings, b.Name.Local, op.Name)
			if o == nil || t == nil {
				continue
			}
			if op.Input != nil && explains(op.Input) && o.Input != t.Input {
				t.Input, done = o.Input, true
			}
			if op.Output != nil && explains(op.Output) && o.Output != t.Output {
				t.Output, done = o.Output, true
			}
		}
	}
	return done
}

func find(bindings []Binding, binding, operation string) *BoundOperation {
	for i := range bindings {
		for j := range bindings[i].Operations {
			if op := &bindings[i].Operations[j]; bindings[i].Name == binding && op.Name == operation {
				return op
			}
		}
	}
	return nil
}

func levelMIME(d *model.Definitions, ours, theirs *Reading) bool {
	return levelBodies(d, ours, theirs, func(m *model.BoundMessage) bool { return len(m.MIME) > 0 })
}

func levelStrayInput(d *model.Definitions, ours, theirs *Reading) bool {
	return levelBodies(d, ours, theirs, func(m *model.BoundMessage) bool { return m.Pos == m.Body.Pos || m.Body.Pos == (model.Pos{}) })
}

func levelAddress(_ *model.Definitions, ours, theirs *Reading) bool {
	done := false
	for i := range min(len(ours.Ports), len(theirs.Ports)) {
		if theirs.Ports[i].Address == "" && ours.Ports[i].Address != "" {
			theirs.Ports[i].Address, done = ours.Ports[i].Address, true
		}
	}
	return done
}

func levelImported(d *model.Definitions, ours, theirs *Reading) bool {
	done := false
	for _, b := range d.Bindings {
		if b.PortType.Pos.File == b.Pos.File {
			continue
		}
		for _, op := range b.Operations {
			o, t := find(ours.Bindings, b.Name.Local, op.Name), find(theirs.Bindings, b.Name.Local, op.Name)
			if o != nil && t != nil && (op.Input == nil || op.Output == nil) {
				t.Input, t.Output, done = o.Input, o.Output, true
			}
		}
	}
	return done
}

// unreadable names the reason for which gowsdl cannot decode a document that we can.
func unreadable(text []byte) string {
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return "utf-16: gowsdl's decoder knows no UTF-16"
	}
	return ""
}
