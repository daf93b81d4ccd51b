package sandbox

import (
	"bytes"
	"encoding/json"
	"mime"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// groupsOfRequests are members whose own members are parameters too: T12 keeps the
// credentials in merchant, and some clients wrap the whole request.
var groupsOfRequests = []string{"merchant", "customer"}

// readJSON reads a JSON request: an object with the names of the parameters in any
// case, values as strings or numbers.
func readJSON(svc *service.Service, body []byte, contentType string) (*input, *refusal) {
	in := newInput(svc, &svc.Operations[0], transportJSON)
	_, params, _ := mime.ParseMediaType(contentType)
	decoded, problem := decode(body, params["charset"])
	if problem != nil {
		return in, problem
	}
	decoded = bytes.TrimPrefix(decoded, []byte("\ufeff"))
	if !json.Valid(decoded) {
		return in, refuse(firstFormat, secondPacket, "the request is not valid JSON")
	}
	var first map[string]json.RawMessage // first of all the format: refusals are in it too
	_ = json.Unmarshal(decoded, &first)
	for name, value := range first {
		if strings.EqualFold(name, "format") {
			in.format = strings.Trim(string(value), `" `)
		}
	}
	return in, in.members(decoded, 0)
}

// members takes the members of an object one by one: a map would hide repeated ones.
func (in *input) members(object []byte, depth int) *refusal {
	dec := json.NewDecoder(bytes.NewReader(object))
	if start, err := dec.Token(); err != nil || start != json.Delim('{') || depth > 1 {
		return refuse(firstFormat, secondPacket, "an object of parameters is expected in the JSON request")
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return refuse(firstFormat, secondPacket, "the request is not valid JSON")
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return refuse(firstFormat, secondPacket, "the request is not valid JSON")
		}
		if problem := in.memberOf(name.(string), value, depth); problem != nil {
			return problem
		}
	}
	return nil
}

func (in *input) memberOf(name string, value json.RawMessage, depth int) *refusal {
	field := fieldCalled(in.requestType(), name)
	nested := value[0] == '{' || value[0] == '['
	switch {
	case string(value) == "null":
		return nil
	case nested && field != nil && field.Facts != nil && field.Facts.Format == service.FormatJSON:
		return in.put(name, string(value))
	case value[0] == '{' && (slices.Contains(groupsOfRequests, strings.ToLower(name)) || strings.EqualFold(name, in.service.Name)):
		return in.members(value, depth+1)
	case nested:
		return refuse(firstFormat, secondPacket, "%s holds an object or an array; a text is expected", clip(name))
	}
	text := string(value)
	if value[0] == '"' {
		if err := json.Unmarshal(value, &text); err != nil {
			return refuse(firstFormat, secondPacket, "%s is not a text", clip(name))
		}
	}
	if slices.ContainsFunc([]rune(text), forbiddenInXML) {
		return refuse(firstFormat, secondPacket, "%s holds a control character", clip(name))
	}
	return in.parameter(name, text)
}
