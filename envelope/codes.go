package envelope

import "strings"

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
