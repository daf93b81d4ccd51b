package envelope

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// GatewayError says that the gateway refused the call: a SOAP Fault, or an answer
// whose firstcode and secondcode are not 0. A foreign service's Fault is one too.
//
// Its texts are safe to show: control characters are gone, long digit runs are
// masked, and [Codec.Open] has masked every secret of the request in them.
type GatewayError struct {
	Service, Operation string
	Status             int // HTTP status it came with
	// First and Second are the gateway's two codes; 0 when a Fault carries none.
	First, Second int
	// FaultCode is the textual fault code with its prefix resolved; zero when the
	// codes are numbers.
	FaultCode service.QName
	Subcodes  []service.QName // SOAP 1.2
	// FaultString is the Fault's text; "" when it is the second code.
	FaultString string
	// Detail is the text of the Fault's detail, capped.
	Detail string
	// Message and Recommendation are the detail's elements of these names.
	Message, Recommendation string
	// Declared is the fault detail as the WSDL declares it, FaultName the name of
	// its declaration.
	Declared  *service.Record
	FaultName string
	// Typed is the detail as the error type that the stub has for it, where a typed call
	// was made: errors.AsType finds it.
	Typed error

	meaning, advice service.Text
}

// Meaning returns what the two codes mean, from the gateway's code tables.
func (e *GatewayError) Meaning() service.Text { return e.meaning }

// Advice returns what to do about it, where the code tables say.
func (e *GatewayError) Advice() service.Text { return e.advice }

// Unwrap returns the typed detail.
func (e *GatewayError) Unwrap() error { return e.Typed }

// Error returns one line in English.
func (e *GatewayError) Error() string { return e.In("en") }

// In returns one line with the meaning in a language, "en" or "ru".
func (e *GatewayError) In(language string) string {
	var b strings.Builder
	b.WriteString(e.Service + "." + e.Operation + ": ")
	switch {
	case e.First != 0 || e.Second != 0:
		b.WriteString("the gateway refused: " + strconv.Itoa(e.First) + "/" + strconv.Itoa(e.Second))
	case e.FaultCode.Local != "":
		b.WriteString("fault " + e.FaultCode.Local)
		for _, sub := range e.Subcodes {
			b.WriteString("/" + sub.Local)
		}
	default:
		b.WriteString("fault")
	}
	if text := e.meaning.In(language); text != "" {
		b.WriteString(" " + text)
	}
	written := ""
	for _, text := range []string{e.FaultString, e.Message, e.Recommendation, e.Detail} {
		if text != "" && !strings.Contains(written, text) {
			b.WriteString(": " + text)
			written += "\n" + text
		}
	}
	if text := e.advice.In(language); text != "" {
		b.WriteString(" (" + text + ")")
	}
	return b.String()
}

// explain fills in meaning and advice from the code tables.
func (e *GatewayError) explain(codes *service.Codes) {
	if codes == nil || e.First == 0 && e.Second == 0 {
		return
	}
	first, second := service.FindNumber(codes.First, e.First), service.FindNumber(codes.Second, e.Second)
	if first != nil {
		e.meaning, e.advice = first.Meaning, first.Advice
	}
	if second == nil || e.Second == 0 {
		return
	}
	e.meaning = service.Text{
		EN: join(e.meaning.EN, second.Meaning.EN),
		RU: join(e.meaning.RU, second.Meaning.RU),
	}
	if second.Advice != (service.Text{}) {
		e.advice = second.Advice
	}
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ": " + b
}
