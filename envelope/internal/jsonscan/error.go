package jsonscan

import "strconv"

// The rules a text can break. The ids are stable.
const (
	RuleTruncated = "truncated"
	// RuleComma: two members or elements without a comma between them. The documents
	// print such samples (S1).
	RuleComma = "json-missing-comma"
	// RuleQuote: a word begins right behind a string: one quote too many or too few.
	// The documents print such samples (S1).
	RuleQuote     = "json-quote"
	RuleColon     = "json-missing-colon"
	RuleName      = "json-member-name"
	RuleValue     = "json-value"
	RuleNumber    = "json-number"
	RuleString    = "json-string"
	RuleCharacter = "illegal-character"
	RuleDuplicate = "duplicate-key"
	RuleTrailing  = "json-trailing"
	RuleUTF8      = "invalid-utf8"
	RuleDepth     = "limit-depth"
	RuleNodes     = "limit-nodes"
	RuleText      = "limit-text"
)

// SyntaxError says why a text was refused. It never holds a value.
type SyntaxError struct {
	Offset int
	Rule   string
	Msg    string
}

func (e *SyntaxError) Error() string {
	return "json at byte " + strconv.Itoa(e.Offset) + ": " + e.Msg + " [" + e.Rule + "]"
}

// fail records the first refusal, which is final.
func (s *Scanner) fail(offset int, rule, msg string) error {
	if s.err == nil {
		s.err = &SyntaxError{Offset: offset, Rule: rule, Msg: msg}
	}
	return s.err
}

func (s *Scanner) truncated() error {
	return s.fail(len(s.doc), RuleTruncated, "the text ends before its value does")
}
