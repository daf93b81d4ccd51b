package envelope

import (
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// MalformedError says that a reply is XML but no valid answer of the operation.
// What became of the call is unknown. It holds names and offsets, never values.
type MalformedError struct {
	Service, Operation string
	Rule               string // stable id: "repeated-element", "empty-body", "limit-document" …
	Path               string // element names below the envelope: "Body/BillResponse/return/Hash"
	Offset             int    // byte offset in the reply, after conversion to UTF-8
	Message            string
}

// Rules of MalformedError beside those of the XML reader, which pass through
// ("doctype", "unbound-prefix", "limit-document" …).
const (
	RuleNoBody          = "no-body"
	RuleEmptyBody       = "empty-body"
	RuleWrongElement    = "wrong-element"
	RuleSecondElement   = "second-body-element"
	RuleMissingFrame    = "missing-frame"
	RuleNothingKnown    = "nothing-known"
	RuleRepeated        = "repeated-element"
	RuleMissingField    = "missing-element"
	RuleWrongType       = "wrong-type"
	RuleReference       = "bad-reference"
	RuleHeader          = "must-understand"
	RuleEnvelope        = "not-an-envelope"
	RuleCharset         = "charset"
	RuleNilFrame        = "nil-message"
	RuleUnexpectedValue = "unexpected-value"
	RuleTooManyExtras   = "limit-extras"
	RuleMultipart       = "multipart" // its parts do not make a message
)

// Error returns one line that says where and what.
func (e *MalformedError) Error() string {
	where := e.Service
	if e.Operation != "" {
		where += "." + e.Operation
	}
	if e.Path != "" {
		return fmt.Sprintf("%s: the reply is malformed at byte %d, %s: %s", where, e.Offset, e.Path, e.Message)
	}
	return fmt.Sprintf("%s: the reply is malformed at byte %d: %s", where, e.Offset, e.Message)
}

// fromScanner makes a refusal of the XML reader ours. That the reader behind a stream
// failed is no fault of the message and passes through.
func fromScanner(err error, path string) error {
	if errors.As(err, new(*xmlscan.ReadError)) {
		return err
	}
	var own *MalformedError
	if errors.As(err, &own) {
		return own
	}
	var syntax *xmlscan.SyntaxError
	if !errors.As(err, &syntax) {
		return &MalformedError{Rule: "reader", Path: path, Message: err.Error()}
	}
	if syntax.Rule == xmlscan.RuleInvalidUTF8 {
		return charsetError(syntax.Offset, noUTF8)
	}
	message := harmless(syntax.Msg, maxDetail)
	if syntax.Rule == xmlscan.RuleLimitDocument {
		message = "it is larger than allowed; raise Limits.Document if such replies are expected"
	}
	return &MalformedError{Rule: syntax.Rule, Path: path, Offset: syntax.Offset, Message: message}
}
