package service

// Codes are the code tables of the gateway, from wsdl/common.yaml.
type Codes struct {
	First           []NumberedCode // firstcode: the kind of error
	Second          []NumberedCode // secondcode: what it is about
	Response        []Code         // responsecode: AS000 …
	States          []Code         // order states
	BillStates      []Code
	OperationStates []Code
	Operations      []NumberedCode // operation types: 100 payment …
	Means           []NumberedCode // means of payment
	Cheques         []Code         // fiscal receipt states
	Currencies      []Code
	Hosts           []Host
	Sources         []SourceDoc
}

// NumberedCode is a row of a table keyed by number.
type NumberedCode struct {
	Code    int
	Meaning Text
	Advice  Text
	Facts   *Facts
}

// Code is a row of a table keyed by text.
type Code struct {
	Code    string
	Meaning Text
	Advice  Text
	Aliases []string // other spellings on the wire, Russian ones among them
	Final   bool     // for states: it does not change any more without a new call
	// Outcome is what the code says of the one operation it stands at; Unknown where it
	// says nothing by itself.
	Outcome Outcome
	Facts   *Facts
}

// Host is a known server of the gateway.
type Host struct {
	Name       string
	Production bool
	Facts      *Facts
}

// SourceDoc is a row of the source table.
type SourceDoc struct{ ID, Title string }

// FindNumber returns the row for a number, or nil.
func FindNumber(table []NumberedCode, code int) *NumberedCode {
	for i := range table {
		if table[i].Code == code {
			return &table[i]
		}
	}
	return nil
}

// FindCode returns the row for a text, comparing spellings and aliases without
// regard to case and surrounding blanks, or nil.
func FindCode(table []Code, code string) *Code {
	for i := range table {
		if sameWord(table[i].Code, code) {
			return &table[i]
		}
		for _, alias := range table[i].Aliases {
			if sameWord(alias, code) {
				return &table[i]
			}
		}
	}
	return nil
}
