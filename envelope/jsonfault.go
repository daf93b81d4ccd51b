package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/jsonscan"
	"github.com/assist-soap/toolkit/service"
)

// isFaultMember reports whether a member of the whole answer is one of a fault. Faults
// in JSON come bare or in a member of their own (K3): {"faultcode", "faultstring",
// "detail"} or {"fault": {…}}.
func isFaultMember(folded string) bool {
	switch folded {
	case "fault", "faultcode", "faultstring", "detail":
		return true
	}
	return false
}

// fault reads one of those members.
func (j *jsonReader) fault(folded string, kind jsonscan.Kind) error {
	if j.refused == nil {
		j.refused = &GatewayError{}
	}
	text := harmless(j.s.Text(), maxDetail)
	switch folded {
	case "faultcode":
		j.refused.FaultCode = service.QName{Local: excerpt(text)}
	case "faultstring":
		j.refused.FaultString = text
	case "message":
		j.refused.Message = text
	case "recomendation", "recommendation":
		j.refused.Recommendation = text
	case "detail":
		j.refused.Detail = text
	}
	switch kind {
	case jsonscan.Object:
		return j.faultMembers()
	case jsonscan.Array:
		_, err := j.s.Rest(kind)
		return j.scan(err)
	}
	return nil
}

func (j *jsonReader) faultMembers() error {
	for {
		name, more, err := j.s.Member()
		if err != nil || !more {
			return j.scan(err)
		}
		kind, err := j.s.Value()
		if err != nil {
			return j.scan(err)
		}
		if err := j.fault(strings.ToLower(name), kind); err != nil {
			return err
		}
	}
}

// unknown keeps a value that the description does not know, text by text.
func (j *jsonReader) unknown(kind jsonscan.Kind) error {
	switch kind {
	case jsonscan.Object:
		for {
			name, more, err := j.s.Member()
			if err != nil || !more {
				return j.scan(err)
			}
			if err := j.unknownValue(name); err != nil {
				return err
			}
		}
	case jsonscan.Array:
		for {
			more, err := j.s.Element()
			if err != nil || !more {
				return j.scan(err)
			}
			if err := j.unknownValue(""); err != nil {
				return err
			}
		}
	}
	path := strings.Join(j.path[min(j.within, len(j.path)):], "/")
	if !j.addExtra(path, j.s.Text()) {
		return j.fail(RuleTooManyExtras, "far more unknown members than any answer has")
	}
	return nil
}

func (j *jsonReader) unknownValue(name string) error {
	kind, err := j.s.Value()
	if err != nil {
		return j.scan(err)
	}
	if name != "" {
		j.path = append(j.path, name)
		defer func() { j.path = j.path[:len(j.path)-1] }()
	}
	return j.unknown(kind)
}
