package finding

import "strings"

// Severity says how much a finding matters.
type Severity uint8

// Severities in rising order. A check uses either Error or Breaking at the top: a
// document is in error, a change is breaking.
const (
	Info Severity = iota + 1
	Warning
	Error
	Breaking
)

var severityNames = [...]Text{
	{}, {"info", "к сведению"}, {"warning", "предупреждение"}, {"error", "ошибка"}, {"breaking", "нарушает совместимость"},
}

// String is the stable English word.
func (s Severity) String() string { return severityNames[s].EN }

// Direction is the way of the message a finding is about, seen from the client.
type Direction uint8

// Directions. None is for what is on no wire: names, documentation.
const (
	None Direction = iota
	Request
	Response
	Both
)

var directionNames = [...]Text{{"none", "нет"}, {"request", "запрос"}, {"response", "ответ"}, {"both", "запрос и ответ"}}

// String is the stable English word.
func (d Direction) String() string { return directionNames[d].EN }

// Layers is the set of what a finding touches. The zero set touches nothing that
// could break.
type Layers uint8

// Layers: the bytes that are exchanged, the generated Go source, the values of check
// values and signatures.
const (
	Wire Layers = 1 << iota
	Source
	CheckValue
)

var layerNames = [...]Text{{"wire", "передача"}, {"source", "исходный код"}, {"checkvalue", "контрольное значение"}}

// Has reports whether all of the given layers are in the set.
func (l Layers) Has(layers Layers) bool { return l&layers == layers }

// Names lists the stable English words; empty, never nil, for the zero set.
func (l Layers) Names() []string {
	names := make([]string, 0, len(layerNames))
	for i, name := range layerNames {
		if l.Has(1 << i) {
			names = append(names, name.EN)
		}
	}
	return names
}

// In writes the set in a language.
func (l Layers) In(language Language) string {
	var names []string
	for i, name := range layerNames {
		if l.Has(1 << i) {
			names = append(names, name.In(language))
		}
	}
	return strings.Join(names, ", ")
}
