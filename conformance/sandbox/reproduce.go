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
		return s.reproduceRaw(endpoint+svc.Path, in)
	case problem.diagnosis != nil && problem.diagnosis.Given != "":
		return "assist-soapgen checkvalue explain" + s.asMerchant(in, "", " --sandbox") + " " + problem.diagnosis.Message + s.assignments(in, true)
	}
	return s.asMerchant(in, "ASSIST_MERCHANT=… ASSIST_LOGIN=… ASSIST_PASSWORD=… ASSIST_SECRET_WORD=… ", "") +
		"assist-soapgen call " + in.service.Name + "." + in.operation.Name + " --endpoint " + quotedWord(endpoint) +
		s.cardFlag(in) + s.assignments(in, false)
}

// asMerchant says own for the merchant whom the commands know without being told, else
// the other text.
func (s *Sandbox) asMerchant(in *input, other, own string) string {
	id := fieldWithRole(in.requestType(), service.RoleMerchant)
	if id == nil {
		return own
	}
	known := DefaultMerchants()
	for i := range known {
		if m := s.merchant(known[i].ID); m != nil && known[i].ID == in.get(id.Name) && m.SecretWord == known[i].SecretWord && (i == 0 || own != "") {
			return own
		}
	}
	return other
}

// cardFlag names a card by what becomes of it.
func (s *Sandbox) cardFlag(in *input) string {
	for name := range in.values {
		field := fieldCalled(in.requestType(), name)
		if field == nil || field.Facts == nil || field.Facts.Format != service.FormatPAN {
			continue
		}
		number, _ := onlyDigits(in.get(name))
		for _, known := range TestCards() {
			if known.Number == number {
				return " --test-card " + known.Code
			}
		}
		return " --test-card " + codeWrongCard
	}
	return ""
}

// assignments lists the fields that are not secret, personal ones as stand-ins of the
// same form. The digest is left out where the command computes it.
func (s *Sandbox) assignments(in *input, all bool) string {
	var line strings.Builder
	t := in.requestType()
	for i := range t.Fields {
		field := &t.Fields[i]
		value, sent := in.raw[field.Name]
		switch {
		case !sent || field.Facts.Secret():
			continue
		case !all && (digestField(in.operation.Request.Digests, field.Name) || credential(field)):
			continue
		case field.Facts != nil && field.Facts.Role == service.RolePersonal:
			value = standIn(value)
		case field.Facts != nil && field.Facts.Role == service.RoleSignature:
			continue
		}
		line.WriteString(" " + field.Name + "=" + quotedWord(withoutCards(shorten(value, 500))))
	}
	return line.String()
}

func credential(field *service.Field) bool {
	return field.Facts != nil && (field.Facts.Role == service.RoleMerchant || field.Facts.Role == service.RoleLogin)
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
func (s *Sandbox) reproduceRaw(address string, in *input) string {
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
