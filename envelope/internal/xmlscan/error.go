package xmlscan

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Rules a document can break, as found in [SyntaxError.Rule]. The ids are
// stable: reports and tests may hold on to them.
const (
	// Limits.

	RuleLimitDocument   = "limit-document"
	RuleLimitDepth      = "limit-depth"
	RuleLimitAttributes = "limit-attributes"
	RuleLimitNodes      = "limit-nodes"
	RuleLimitName       = "limit-name"
	RuleLimitText       = "limit-text"
	RuleLimitNamespaces = "limit-namespaces"

	// Characters and references.

	RuleInvalidUTF8        = "invalid-utf8"
	RuleIllegalCharacter   = "illegal-character"
	RuleUndefinedEntity    = "undefined-entity"
	RuleMalformedReference = "malformed-reference"
	RuleIllegalReference   = "illegal-reference"

	// The document around its root.

	RuleXMLDeclaration         = "xml-declaration"
	RuleXMLDeclarationPosition = "xml-declaration-position"
	RuleXMLVersion             = "xml-version"
	RuleDoctype                = "doctype"
	RuleDoctypePosition        = "doctype-position"
	RuleDoctypeMalformed       = "doctype-malformed"
	RuleDoctypeEntity          = "doctype-entity"
	RuleDoctypeExternal        = "doctype-external"
	RuleDoctypeDefault         = "doctype-default"
	RuleEmptyDocument          = "empty-document"
	RuleTextOutsideRoot        = "text-outside-root"
	RuleSecondRoot             = "second-root"

	// Markup.

	RuleTruncated            = "truncated"
	RuleMalformedMarkup      = "malformed-markup"
	RuleMalformedName        = "malformed-name"
	RuleMalformedTag         = "malformed-tag"
	RuleEndTagMismatch       = "end-tag-mismatch"
	RuleUnexpectedEndTag     = "unexpected-end-tag"
	RuleUnclosedElement      = "unclosed-element"
	RuleMalformedAttribute   = "malformed-attribute"
	RuleAttributeSpace       = "attribute-space"
	RuleAttributeValueLess   = "attribute-value-less"
	RuleDuplicateAttribute   = "duplicate-attribute"
	RuleUnboundPrefix        = "unbound-prefix"
	RuleReservedPrefix       = "reserved-prefix"
	RuleEmptyPrefixBinding   = "empty-prefix-binding"
	RuleCDATAEndInText       = "cdata-end-in-text"
	RuleCommentDoubleHyphen  = "comment-double-hyphen"
	RuleInstructionName      = "instruction-name"
	RuleMalformedInstruction = "malformed-instruction"

	// What the caller asked for and the document does not have.

	RuleChildInLeaf    = "child-in-leaf"
	RuleUnexpectedText = "unexpected-text"

	// RuleMisuse is no fault of the document: a method was called where it
	// has no meaning, such as Leaf without a start tag before it.
	RuleMisuse = "misuse"
)

// SyntaxError says why a document was refused. It holds names of elements and
// attributes at most, never a value, and does not keep the document alive.
type SyntaxError struct {
	// Offset is the byte offset in the document as handed in;
	// [Scanner.Position] turns it into line and column.
	Offset int
	// Rule is one of the Rule constants.
	Rule string
	// Msg says in words what is wrong.
	Msg string
	// Name is the element, attribute or prefix the refusal is about, where
	// there is one; for [RuleChildInLeaf] it is the child.
	Name Name
}

func (e *SyntaxError) Error() string {
	return "xml at byte " + strconv.Itoa(e.Offset) + ": " + e.Msg + " [" + e.Rule + "]"
}

// fail records the error: from here on the scanner returns nothing else.
func (s *Scanner) fail(offset int, rule, msg string) error {
	s.err = &SyntaxError{Offset: s.base + offset, Rule: rule, Msg: msg}
	return s.err
}

func (s *Scanner) failName(offset int, rule, msg string, name Name) error {
	// Clones, so that an error kept in a log does not keep the document.
	name.Prefix = strings.Clone(name.Prefix)
	name.Local = strings.Clone(name.Local)
	name.Space = strings.Clone(name.Space)
	s.err = &SyntaxError{Offset: s.base + offset, Rule: rule, Msg: msg, Name: name}
	return s.err
}

func (s *Scanner) truncated(inside string) error {
	return s.fail(len(s.doc), RuleTruncated, "the document ends inside "+inside)
}

// shown quotes a name for a message, cut where it grows past any use.
func shown(name string) string {
	const most = 64
	if len(name) <= most {
		return strconv.Quote(name)
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(name[cut]) {
		cut--
	}
	return strconv.Quote(name[:cut]) + "..."
}
