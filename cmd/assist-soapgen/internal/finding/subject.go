package finding

import "strings"

// Subject is the semantic place of a finding: names only, never lines.
type Subject struct {
	Service   string
	Port      string
	Operation string
	Message   Message
	// Block is the name of a header or fault inside the message.
	Block string
	// Path leads to a field from the top of the message, names joined by "/",
	// attributes with "@".
	Path string
	// Component is a global declaration, for findings about no message.
	Component string
}

// Message is the part of an exchange.
type Message uint8

// Parts of an exchange. NoMessage is for findings about no message.
const (
	NoMessage Message = iota
	RequestMessage
	ResponseMessage
	RequestHeader
	ResponseHeader
	FaultMessage
)

var messageNames = [...]Text{
	{}, {"request", "запрос"}, {"response", "ответ"}, {"request header", "заголовок запроса"}, {"response header", "заголовок ответа"}, {"fault", "отказ"},
}

// String writes the subject in English.
func (s Subject) String() string { return s.In(English) }

// In writes the subject in a language, from the outside inwards.
func (s Subject) In(language Language) string {
	var parts []string
	add := func(what Text, name string) {
		if name != "" {
			parts = append(parts, what.In(language)+" "+name)
		}
	}
	add(Text{"service", "сервис"}, s.Service)
	add(Text{"port", "порт"}, s.Port)
	if s.Component != "" {
		parts = append(parts, s.Component)
	}
	add(Text{"operation", "операция"}, s.Operation)
	if s.Message != NoMessage {
		parts = append(parts, strings.TrimSuffix(messageNames[s.Message].In(language)+" "+s.Block, " "))
	}
	if s.Path != "" {
		parts = append(parts, s.Path)
	}
	if len(parts) == 0 {
		return Text{"the whole description", "описание в целом"}.In(language)
	}
	return strings.Join(parts, ", ")
}
