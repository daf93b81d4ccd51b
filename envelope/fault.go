package envelope

import (
	"strconv"
	"strings"

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
