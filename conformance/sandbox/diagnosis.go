package sandbox

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Diagnosis explains a check value or a signature that does not fit: what X should have
// been, secrets masked, and which of the usual mistakes lead to the value that came.
type Diagnosis struct {
	Message   string // what checkvalue explain calls it: "createbill.request"
	Field     string // that holds the digest
	Given     string // the digest that came, if it looks like one
	Variant   string // reading of the recipe
	Delimiter string
	Terms     []Term // of X, in order
	X         string
	Findings  []service.Text // what fits, likeliest first
	Tried     int            // wrong ways that were tried
}

// Term is one value of X.
type Term struct {
	Field string
	Value string // masked
	Sent  bool   // false: the request does not have the field, and its place is empty
}

// mostFindings is how many mistakes that fit are told.
const mostFindings = 3

// diagnose explains a check value that does not fit any reading the merchant may use.
func (s *Sandbox) diagnose(in *input, m *Merchant, d *service.Digest, given string) *Diagnosis {
	v := &d.Variants[0]
	list := slots(v, in.lookup, nil)
	diagnosis := &Diagnosis{
		Message: in.service.Name + ".request", Field: d.Field, Variant: v.Name, Delimiter: v.Delimiter,
		X: withoutCards(maskedX(in.requestType(), v, list)),
	}
	for _, slot := range list {
		_, sent := in.lookup(slot.field)
		field := fieldCalled(in.requestType(), slot.field)
		diagnosis.Terms = append(diagnosis.Terms, Term{slot.field, withoutCards(masked(field, slot.value)), sent})
	}
	if d.Kind != service.CheckValue {
		return diagnosis
	}
	if complaint, wrong := notDigest(given); wrong {
		diagnosis.Findings = append(diagnosis.Findings, complaint)
		return diagnosis
	}
	diagnosis.Given = strings.ToUpper(strings.TrimSpace(given))
	for guess := range s.mistakes(in, m, d) {
		diagnosis.Tried++
		if guess.value == diagnosis.Given && !told(diagnosis.Findings, guess.says) {
			diagnosis.Findings = append(diagnosis.Findings, guess.says)
		}
		if len(diagnosis.Findings) == mostFindings {
			break
		}
	}
	return diagnosis
}

func told(findings []service.Text, text service.Text) bool {
	for _, known := range findings {
		if known.EN == text.EN {
			return true
		}
	}
	return false
}

// notDigest says what a text is that cannot be a check value.
func notDigest(given string) (service.Text, bool) {
	given = strings.TrimSpace(given)
	hex := strings.Trim(strings.ToUpper(given), "0123456789ABCDEF") == ""
	switch n := len(given); {
	case hex && n == 32:
		return service.Text{}, false
	case hex && n == 40:
		return service.Text{EN: "this is a SHA-1 digest; the gateway wants MD5, 32 hexadecimal digits", RU: "это SHA-1; шлюзу нужен MD5, 32 шестнадцатеричные цифры"}, true
	case hex && n == 64:
		return service.Text{EN: "this is a SHA-256 digest; the gateway wants MD5, 32 hexadecimal digits", RU: "это SHA-256; шлюзу нужен MD5, 32 шестнадцатеричные цифры"}, true
	case n == 24 && strings.HasSuffix(given, "=="):
		return service.Text{EN: "this is MD5 in base64; the gateway wants 32 hexadecimal digits", RU: "это MD5 в base64; шлюзу нужны 32 шестнадцатеричные цифры"}, true
	case n > 100:
		return service.Text{EN: "this looks like an RSA signature; it belongs into the field signature", RU: "похоже на подпись RSA; её место в поле signature"}, true
	}
	return service.Text{EN: "a check value has 32 hexadecimal digits; this has another form", RU: "проверочный код — это 32 шестнадцатеричные цифры; здесь другой вид"}, true
}
