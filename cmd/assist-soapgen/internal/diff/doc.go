// Package diff compares two WSDL descriptions by what they mean: what goes over the
// wire, what the generated Go source looks like, and which values enter a check value
// or signature.
//
// For most uses call [Compare] with two loaded models. What does not change a message
// or a generated name gives no finding: prefixes, white space, comments, the order of
// declarations, how schemas are spread over files. A type that becomes anonymous with
// the same content is a note. The comparison goes on through changed namespaces,
// names, order and styles, so that the second change does not hide behind the first.
//
// [Rules] is the catalogue. Every change that can happen to a request can happen to a
// response, so most rows make two rules, whose severities differ: what a server asks
// more of us breaks, what it asks less does not; with an answer it is the other way
// round.
//
// What is not compared: policies and other extensions the model does not keep,
// operations only of HTTP bindings beyond their location, and types no message can
// hold.
package diff
