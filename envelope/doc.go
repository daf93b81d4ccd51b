// Package envelope turns records into messages and messages into records (SOAP, and
// the gateway's XML, CSV and JSON), and does everything a call needs before and after the exchange. All of it is
// pure: functions of (description, record, keys), without clock, network or
// file, so that a conformance suite can replay every step.
//
// For most uses: make one [Codec] per service with [New] and keep it. To send,
// [Codec.Seal] a request record (credentials, rules, check value, signature) and
// [Codec.Encode] it; to receive, [Codec.Open] the reply, which decodes, refuses
// faults, verifies, normalises and classifies in that order. The steps of Open
// are exported one by one for tools that show them.
//
// # Formats
//
// [Codec.EncodeAs] writes the same sealed record as SOAP, as key=value or as JSON, where
// the description offers it; [Reply].Format says in which format the answer was asked
// for. Every reader ends in the same record, so that verification, normalisation and
// outcome do not depend on the format. What another format than the one asked for
// says is believed only when it is a refusal. [Codec.OpenStream] reads lists record by
// record with memory that does not depend on their number.
//
// # Two kinds of service
//
// A description with [service.Facts] comes from a sidecar: it is one of the
// gateway's services. Its answers are read as the documents demand: names match
// without regard to case and through aliases, children may or may not carry the
// service's namespace, xsi:type is not believed, nothing is required. Any other
// description comes from a foreign WSDL and is read exactly.
//
// In both, an element that the description does not know is kept in
// [service.Record.Extras], and an element that may not repeat is refused when it
// does, because readers that pick one of two values differ in which.
//
// # Errors
//
// [*InvalidRequestError] we refuse to send it · [*GatewayError] the gateway
// refused · [*MalformedError] the reply is no valid message · [*NotSOAPError] it
// is no message of the format that was asked for · [*EchoError] it speaks of another order ·
// [*UnverifiedError] nothing in it proves who wrote it ·
// [*checkvalue.MismatchError] its check value is wrong. No error text holds a
// value of a field.
package envelope
