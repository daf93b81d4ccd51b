package sandbox

import (
	"net/http"
	"strings"
	"unicode"

	"github.com/assist-soap/toolkit/service"
)

// reproduce returns one line for a shell that sends the same mistake again. Nothing
// secret is in it: cards are named by their answer, passwords and secret words come from
// the environment or are the sandbox's own.
func (s *Sandbox) reproduce(r *http.Request, svc *service.Service, in *input, problem *refusal) string {
	endpoint := s.base(r)
	switch {
	case in == nil:
		return "curl -sS -H 'Content-Type: text/xml; charset=utf-8' --data-binary @request.xml " + quotedWord(endpoint+svc.Path)
	case problem.second == secondFormat || problem.second == secondPacket:
		return reproduceRaw(endpoint+svc.Path, in)
	case problem.diagnosis != nil && problem.diagnosis.Given != "":
		return "assist-soapgen checkvalue explain" + s.asMerchant(in, " --values secrets.txt", " --sandbox") + " " +
			problem.diagnosis.Message + assignments(in, true)
	}
	piped := s.wrongPassword(in)
	values := ""
	if piped != "" {
		values = " --values -"
	}
	return piped + "assist-soapgen call " + in.service.Name + "." + in.operation.Name +
		" --endpoint " + quotedWord(endpoint) + formFlag(in) + values + s.asMerchant(in, " --config merchant.conf", "") + cardFlag(in) + assignments(in, false)
}

// wrongPassword pipes a password in where a wrong one was the mistake.
func (s *Sandbox) wrongPassword(in *input) string {
	t := in.requestType()
	id, password := fieldWithRole(t, service.RoleMerchant), fieldWithRole(t, service.RolePassword)
	if id == nil || password == nil || !in.sent(password.Name) {
		return ""
	}
	if m := s.merchant(in.get(id.Name)); m == nil || in.get(password.Name) == m.Password {
		return ""
	}
	return `printf '%s=not_the_one1\n' password | `
}

// formFlag says how the request was written, where that is not SOAP.
func formFlag(in *input) string {
	if in.transport == transportSOAP {
		return ""
	}
	wanted := map[string]string{"1": "/csv", "3": "/xml", "4": "/soap", "5": "/json"}[in.format]
	return " --form " + in.transport + wanted
}

// asMerchant says own for the merchants whom the commands know by their number, and for
// unknown ones, else the other text.
func (s *Sandbox) asMerchant(in *input, other, own string) string {
	id := fieldWithRole(in.requestType(), service.RoleMerchant)
	if id == nil {
		return own
	}
	m := s.merchant(in.get(id.Name))
	if m == nil {
		return own
	}
	for _, known := range DefaultMerchants() {
		if known.ID == m.ID && known.Password == m.Password && known.SecretWord == m.SecretWord {
			return own
		}
	}
	return other
}

// cardFlag names a card by what becomes of it. When something of the card is missing, that
// may be the mistake, and nothing fills it in.
func cardFlag(in *input) string {
	t := in.requestType()
	number := ""
	for i := range t.Fields {
		field := &t.Fields[i]
		switch {
		case field.Facts == nil:
		case field.Facts.Format == service.FormatPAN && in.sent(field.Name):
			number, _ = onlyDigits(in.get(field.Name))
		case (field.Facts.Format == service.FormatCVC || field.Facts.Role == service.RoleCardExpiry) && !in.sent(field.Name):
			return ""
		}
	}
	for _, known := range TestCards() {
		if known.Number == number {
			return " --test-card " + known.Code
		}
	}
	if number == "" {
		return ""
	}
	return " --test-card " + codeWrongCard
}

// assignments lists the fields that are not secret, personal ones as stand-ins of the
// same form. The digest is left out where the command computes it.
func assignments(in *input, all bool) string {
	var line strings.Builder
	t := in.requestType()
	for i := range t.Fields {
		field := &t.Fields[i]
		value, sent := in.raw[field.Name]
		switch {
		case !sent || field.Facts.Secret():
			continue
		case !all && digestField(in.operation.Request.Digests, field.Name):
			continue
		case field.Facts != nil && field.Facts.Role == service.RolePersonal:
			value = standIn(value)
		case field.Facts != nil && (field.Facts.Role == service.RoleSignature || field.Facts.Role == service.RoleFormat):
			continue
		}
		line.WriteString(" " + field.Name + "=" + quotedWord(withoutCards(shorten(value, 500))))
	}
	return line.String()
}

// standIn keeps the form of a value and none of its letters and digits.
func standIn(value string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cyrillic, r) && unicode.IsUpper(r):
			return 'Ж'
		case unicode.Is(unicode.Cyrillic, r):
			return 'ж'
		case unicode.IsUpper(r):
			return 'X'
		case unicode.IsLetter(r):
			return 'x'
		case unicode.IsDigit(r):
			return '0'
		}
		return r
	}, value)
}

// reproduceRaw is for requests whose form is wrong, which no typed command would send.
func reproduceRaw(address string, in *input) string {
	kind := map[string]string{
		transportPost: "application/x-www-form-urlencoded", transportJSON: "application/json", transportSOAP: "text/xml; charset=utf-8",
	}[in.transport]
	return "curl -sS -H " + quotedWord("Content-Type: "+kind) + " --data-binary @request." + in.transport + " " + quotedWord(address)
}

// quotedWord quotes a text for a shell where that is needed.
func quotedWord(text string) string {
	if text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,=") == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
