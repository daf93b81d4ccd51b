// Package service says what a web service is, as data. It is the leaf of the
// toolkit: everything else (generated stubs, client, checkvalue, sandbox,
// conformance suite, documentation) reads the descriptions defined here and
// knows no service by name.
//
// A [Service] has [Operation] values; an operation has a request and an answer
// [Message]; a message is some wrapper elements ([Frame]) around one [Type],
// whose [Field] values stand in wire order. What the WSDL cannot say (roles,
// digest recipes, outcome rules, repeat policy, sources) hangs on the same
// values as [Facts], [Digest], [OutcomeRule] and [Repeat].
//
// A message in flight is a [Record]: the fields of its type as exact wire
// texts, each absent, present or nil. Typed structs become records and back
// through [Layouts].
//
// Everything in a description is immutable after it was built; all of it may be
// read from many goroutines.
package service
