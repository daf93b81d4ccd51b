// Package model reads a WSDL 1.1 description with its XSD 1.0 schemas and hands
// back one resolved model: pointers instead of names, document order instead of
// map order, a source position on every construct.
//
// For most uses call [Load] with the name of the WSDL and an [Options] that
// declares the root folder:
//
//	root, err := os.OpenRoot("wsdl")
//	...
//	defs, err := model.Load("bill.wsdl", model.Options{Root: root.FS()})
//
// Nothing outside that root is read and the network is never touched unless the
// caller hands over both permission and a fetch function. When something is
// wrong the error is a [Diagnostics] with all problems found, each with
// file:line:column of the input, not only the first one.
//
// # What is in the model
//
// [Definitions] merges the WSDL and everything it imports. The WSDL half is
// Service → Port → Binding → BoundOperation → BoundMessage on the concrete side
// and PortType → Operation → Message → Part on the abstract side. The XSD half
// follows the component model of XML Schema Part 1: a [Particle] carries
// occurrence and points to an [Element] declaration, an [AttributeUse] carries
// use and points to an [Attribute], and every [Type], built-in ones included, is
// a node of one derivation tree under xsd:anyType.
//
// A loaded model is complete: pointers documented as "never nil" never are, group
// references are expanded in place and attribute groups are flattened. It is not
// safe to change, and safe to read from several goroutines.
package model
