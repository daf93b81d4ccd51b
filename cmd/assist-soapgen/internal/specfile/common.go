package specfile

import "github.com/assist-soap/toolkit/service"

// Common is what wsdl/common.yaml says.
type Common struct {
	File            string
	Sources         []SourceDoc
	Planned         []Planned
	FirstCodes      []NumberedCode
	SecondCodes     []NumberedCode
	ResponseCodes   []Code
	OrderStates     []Code
	BillStates      []Code
	OperationStates []Code
	OperationTypes  []NumberedCode
	Means           []NumberedCode
	ChequeStates    []Code
	Currencies      []Currency
	Hosts           []Host
}

// SourceDoc is a row of the source table. Sure is the certainty of a fact that
// only names the source.
type SourceDoc struct {
	ID    At[string]
	Title At[string]
	Sure  service.Certainty
}

// Planned is an operation that sidecars may name before its service exists.
type Planned struct {
	Operation At[string] // "service.operation"
	Sources   []Source
}

// NumberedCode is a row of a table keyed by number.
type NumberedCode struct {
	Code    At[int]
	Meaning Text
	Advice  Text
	Sources []Source
}

// Code is a row of a table keyed by text.
type Code struct {
	Code    At[string]
	Meaning Text
	Advice  Text
	Aliases []At[string]
	Final   At[bool]
	Outcome At[service.Outcome] // what the code says of the operation it stands at
	Sources []Source
}

// Currency is a currency; Minor is the number of digits ISO 4217 gives it.
type Currency struct {
	Code
	Minor At[int]
}

// Host is a known server; a * in its name stands for digits that differ by merchant.
type Host struct {
	Name       At[string]
	Production At[bool]
	Sources    []Source
}

// Source returns the row of the source table with that id, or nil.
func (c *Common) Source(id string) *SourceDoc {
	for i := range c.Sources {
		if c.Sources[i].ID.Value == id {
			return &c.Sources[i]
		}
	}
	return nil
}
