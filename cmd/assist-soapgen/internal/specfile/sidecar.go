package specfile

import "github.com/assist-soap/toolkit/service"

// Sidecar is what one wsdl/<service>.service.yaml says.
type Sidecar struct {
	File       string
	Service    At[string] // as in the URL, lower case
	Title      Text
	Path       Fact // path of the endpoint below the server
	WSDL       Fact // path of the WSDL below the server
	Operations []Operation
	Contested  []Contested
}

// Text is a sentence in English and Russian. The zero Text was not given.
type Text struct {
	service.Text
	Pos Pos
}

// Given reports whether the text is in the file.
func (t Text) Given() bool { return t.Pos.Line > 0 }

// Source is one place a fact was read at.
type Source struct {
	service.Source
	Pos Pos
}

// Fact is a value with its sources.
type Fact struct {
	Value   At[string]
	Sources []Source
}

// Operation is one operation; Name is the key in the file, WSDL its name in the WSDL.
type Operation struct {
	Name     At[string]
	WSDL     At[string]
	Title    Text
	Sources  []Source
	Repeat   Repeat
	Limit    *Limit
	Forms    []Form
	Request  Message
	Response Message
	Outcome  []OutcomeRule
}

// Repeat is the repeat policy.
type Repeat struct {
	Pos  Pos
	Safe At[bool]
	Ask  At[string] // "service.operation"
	By   At[string] // field of the request
	// Happened are fields of the answer to the question and their values.
	Happened []Match
	// Among is a list of that answer; Kind, Happened and Pending are then fields of its
	// items.
	Among   At[string]
	Kind    []Match
	Pending []Match
	Sources []Source
}

// Limit is a rate limit and query window, in seconds.
type Limit struct {
	Pos           Pos
	MinInterval   At[int]
	MaxWindow     At[int]
	DefaultWindow At[int]
	Sources       []Source
}

// Form is a transport and its answer formats.
type Form struct {
	Pos     Pos
	Request At[string] // "soap", "post" or "json"
	Answers []At[int]
	Default At[int]
	// Merchant is the member of a JSON request that holds merchant, login and password.
	Merchant At[string]
	Sources  []Source
}

// Message is a request or a response.
type Message struct {
	Pos        Pos
	Wrapper    *Wrapper  // the first frame's name where it is not the one the WSDL implies (rpc: operation + "Response")
	Wrappers   []Wrapper // other names of the first frame
	Fields     []Field
	Conditions []Condition // of a request
	Echo       []Echo      // of a response
	Digests    []Digest
}

// Wrapper is a name of a message's first frame. Key is empty for Message.Wrapper.
type Wrapper struct {
	Key     At[string]
	Name    At[string]
	Sources []Source
}

// Field is one field of a message. Name is the key in the file: the element's name.
type Field struct {
	Name     At[string]
	Param    At[string]
	Role     At[service.Role]
	Format   At[service.Format]
	Strip    At[service.Strip]
	Currency At[string]
	Default  At[string]
	Sealed   At[bool]
	Aliases  []At[string]
	Doc      Text
	Sources  []Source
	Fields   []Field // of a field that holds a struct
}

// Condition is a rule over several fields of a request.
type Condition struct {
	Pos     Pos
	Rule    At[service.ConditionKind]
	Fields  []At[string]
	When    []Match
	Doc     Text
	Sources []Source
}

// Match is one entry of when: a field and the values it may have.
type Match struct {
	Field  At[string]
	Values []At[string]
}

// Echo is an answer field that repeats a request field.
type Echo struct {
	Field   At[string]
	Request At[string]
}

// Digest is a check value or signature.
type Digest struct {
	Pos      Pos
	Kind     At[service.DigestKind]
	At       At[string] // path of the records the recipe is for; not given: the message itself
	Field    At[string]
	Variants []Variant // the first is the default
}

// Variant is one reading of a recipe. What like: refers to is already filled in, so
// that Delimiter and Terms are complete.
type Variant struct {
	Name      At[string]
	Like      At[string]
	Doc       Text
	Delimiter At[string]
	Terms     []Term
	Sources   []Source
}

// Term is one value of the canonical string.
type Term struct {
	Field At[string]
	Empty service.EmptyRule
	From  service.Origin
}

// OutcomeRule gives an outcome when all of When holds.
type OutcomeRule struct {
	Pos     Pos
	Is      At[service.Outcome]
	When    []Match
	Doc     Text
	Sources []Source
}

// Contested is a fact on which sources disagree.
type Contested struct {
	ID       At[string]
	Subject  Text
	Readings []Reading
	Default  At[string]
	Switch   At[string]
}

// Reading is one side of a contested fact.
type Reading struct {
	Text    At[string]
	Sources []Source
}

// Operation returns the operation with that short name, or nil.
func (s *Sidecar) Operation(name string) *Operation {
	for i := range s.Operations {
		if s.Operations[i].Name.Value == name {
			return &s.Operations[i]
		}
	}
	return nil
}

// Fact returns the field's facts as the description holds them.
func (f *Field) Fact() service.Facts {
	facts := service.Facts{
		Param: f.Param.Value, Doc: f.Doc.Text, Role: f.Role.Value, Format: f.Format.Value, Strip: f.Strip.Value,
		Currency: f.Currency.Value, Default: f.Default.Value, Sources: Plain(f.Sources),
	}
	for _, a := range f.Aliases {
		facts.Aliases = append(facts.Aliases, a.Value)
	}
	return facts
}

// Plain drops the positions.
func Plain(sources []Source) []service.Source {
	var plain []service.Source
	for _, s := range sources {
		plain = append(plain, s.Source)
	}
	return plain
}
