package envelope

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// isFault: the gateway's Fault comes under several prefixes, and once without any.
func (d *decoder) isFault() bool {
	space := d.s.Space()
	if d.s.Local() != "Fault" {
		return false
	}
	return space == d.space || d.gateway && (space == "" || space == soap11Space || space == soap12Space)
}

// fault reads the current element, a Fault of SOAP 1.1 or 1.2. The gateway writes
// its two codes as numbers into faultcode and faultstring (D26); everybody else
// writes a qualified name and a text. Both end in one error value.
func (d *decoder) fault() error {
	d.refused = &GatewayError{}
	d.enter("Fault")
	defer d.leave()
	for {
		more, err := d.child()
		if err != nil || !more {
			d.refused.settle()
			return err
		}
		name := d.s.Local()
		d.enter(name)
		switch strings.ToLower(name) {
		case "faultcode":
			err = d.faultCode()
		case "faultstring":
			d.refused.FaultString, err = d.faultText()
		case "detail":
			err = d.detail()
		case "code":
			err = d.code(0)
		case "reason":
			err = d.reason()
		default: // faultactor, Node, Role
			err = d.skip()
		}
		d.leave()
		if err != nil {
			return err
		}
	}
}

// settle turns numbers into codes.
func (e *GatewayError) settle() {
	first, ok := codeNumber(e.FaultCode.Local)
	if !ok || e.FaultCode.Space != "" && first == 0 {
		return
	}
	e.First, e.FaultCode = first, service.QName{}
	if second, ok := codeNumber(e.FaultString); ok {
		e.Second, e.FaultString = second, ""
	}
}

// codeNumber reads one of the gateway's codes: a few digits.
func codeNumber(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 6 {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0
}

func (d *decoder) faultText() (string, error) {
	text, err := d.s.Leaf()
	if err != nil {
		return "", fromScanner(err, d.place())
	}
	return harmless(text, maxDetail), nil
}

func (d *decoder) faultCode() error {
	name, err := d.codeName()
	d.refused.FaultCode = name
	return err
}

// codeName reads a fault code: a qualified name whose prefix means nothing by
// itself, a number, or a word.
func (d *decoder) codeName() (service.QName, error) {
	text, err := d.s.Leaf()
	if err != nil {
		return service.QName{}, fromScanner(err, d.place())
	}
	name, ok := d.s.ResolveQName(text)
	switch {
	case ok && (name.Prefix != "" || name.Space != ""):
		return service.QName{Space: name.Space, Local: excerpt(name.Local)}, nil
	case name.Local != "": // the prefix is not declared
		return service.QName{Local: excerpt(name.Local)}, nil
	}
	return service.QName{Local: excerpt(text)}, nil
}

// code reads Code or Subcode of SOAP 1.2.
func (d *decoder) code(depth int) error {
	for {
		more, err := d.child()
		if err != nil || !more {
			return err
		}
		switch local := d.s.Local(); {
		case local == "Value":
			var name service.QName
			if name, err = d.codeName(); depth == 0 {
				d.refused.FaultCode = name
			} else {
				d.refused.Subcodes = append(d.refused.Subcodes, name)
			}
		case local == "Subcode" && depth < 8:
			err = d.code(depth + 1)
		default:
			err = d.skip()
		}
		if err != nil {
			return err
		}
	}
}

// reason reads the texts of SOAP 1.2, one per language; English is preferred.
func (d *decoder) reason() error {
	const xmlSpace = "http://www.w3.org/XML/1998/namespace"
	for {
		more, err := d.child()
		if err != nil || !more {
			return err
		}
		language, _ := d.s.Attr(xmlSpace, "lang")
		text, err := d.faultText()
		if err != nil {
			return err
		}
		if d.refused.FaultString == "" || strings.HasPrefix(strings.ToLower(language), "en") {
			d.refused.FaultString = text
		}
	}
}

// detail reads what the Fault says beside its code: a declared structure, the
// gateway's message and recommendation, or some text.
func (d *decoder) detail() error {
	var texts []string
	for {
		kind, err := d.s.Next()
		if err != nil {
			return fromScanner(err, d.place())
		}
		switch kind {
		case xmlscan.End:
			d.refused.Detail = harmless(strings.Join(texts, "; "), maxDetail)
			return nil
		case xmlscan.Text:
			if text := strings.TrimSpace(d.s.Text()); text != "" {
				texts = append(texts, text)
			}
		case xmlscan.Start:
			name := d.s.Name()
			element, err := d.fragment()
			if err != nil {
				return err
			}
			if text := d.entry(name, element); text != "" && len(texts) < 100 {
				texts = append(texts, text)
			}
		}
	}
}

// entry takes one element of the detail and returns what is to be told of it.
func (d *decoder) entry(name xmlscan.Name, element string) string {
	for i := range d.operation.op.Faults {
		declared := &d.operation.op.Faults[i]
		if d.refused.Declared == nil && name.Is(d.service.Space(declared.Element), declared.Element.Local) {
			d.refused.Declared = d.declared(declared, element)
			d.refused.FaultName = declared.Name
		}
	}
	text := harmless(allText(d, element), maxDetail)
	switch strings.ToLower(name.Local) {
	case "message":
		d.refused.Message = text
		return ""
	case "recomendation", "recommendation": // the gateway drops an m (K3)
		d.refused.Recommendation = text
		return ""
	}
	if text == "" {
		return ""
	}
	return harmless(name.Local, 64) + ": " + text
}

// declared decodes a fault detail, or returns nil: a detail that does not fit its
// declaration must not hide the fault.
func (d *decoder) declared(f *service.FaultDetail, element string) *service.Record {
	if t := d.service.Type(f.Type); t == nil || t.Kind != service.Struct {
		return nil
	}
	s := d.scanner(element)
	defer d.release(s)
	record := service.NewRecord(d.service, f.Type)
	inner := decoder{Codec: d.Codec, s: s, text: element, operation: d.operation, message: d.message, root: record, space: d.space, extraRoom: minExtraRoom}
	if _, err := inner.child(); err != nil {
		return nil
	}
	if err := inner.record(record); err != nil {
		return nil
	}
	return record
}

// allText joins all texts in an element.
func allText(d *decoder, element string) string {
	s := d.scanner(element)
	defer d.release(s)
	var texts []string
	for len(texts) < 100 {
		kind, err := s.Next()
		if err != nil || kind == xmlscan.EOF {
			break
		}
		if text := strings.TrimSpace(s.Text()); kind == xmlscan.Text && text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "; ")
}

// codes returns the refusal that an answer carries in its fields firstcode and
// secondcode, which some formats have instead of a Fault, or nil. 3/115 with a
// link to continue at asks the payer for the CVC2 and refuses nothing (S1).
func (d *decoder) codes() *GatewayError {
	if !d.gateway || d.message.kind != "response" || d.root == nil {
		return nil
	}
	first, _ := codeNumber(d.codeText(d.message.first, "firstcode"))
	second, _ := codeNumber(d.codeText(d.message.second, "secondcode"))
	if first == 0 && second == 0 {
		return nil
	}
	const parameterMissing, cvc2 = 3, 115
	if first == parameterMissing && second == cvc2 && d.codeText(d.message.continueURL, "continueurl") != "" {
		return nil
	}
	return &GatewayError{First: first, Second: second}
}

// codeText returns the text of a field, or of an extra of that name if the
// description does not have it.
func (d *decoder) codeText(field int, name string) string {
	if field >= 0 {
		return strings.TrimSpace(d.root.Values()[field].Text)
	}
	for _, extra := range d.root.Extras {
		if strings.EqualFold(strings.TrimPrefix(extra.Path, "@"), name) {
			return strings.TrimSpace(extra.Text)
		}
	}
	return ""
}
