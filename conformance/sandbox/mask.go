package sandbox

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// masked returns a value as it may be shown in a log or on a page. Secrets become
// stars, card numbers keep their ends, and of personal data only the length stays,
// which is what one needs to find a stray blank. A nil field is unknown: hidden.
func masked(field *service.Field, value string) string {
	switch {
	case value == "":
		return ""
	case field == nil:
		return "***"
	case field.Facts == nil:
		return value
	case field.Facts.Format == service.FormatPAN:
		number, _ := onlyDigits(value)
		return maskPAN(number)
	case field.Facts.Secret():
		return "***"
	case field.Facts.Role == service.RolePersonal:
		return fmt.Sprintf("[%s, %d characters]", field.Name, utf8.RuneCountInString(value))
	case field.Facts.Role == service.RoleCheckValue, field.Facts.Role == service.RoleSignature:
		return "[" + field.Name + "]"
	}
	if field.Facts.Role == service.RoleGatewayKey {
		return value // 15 or 16 digits that may look like a card number
	}
	return cardLike.ReplaceAllStringFunc(value, func(found string) string {
		if number, _ := onlyDigits(found); checkDigit(number) {
			return maskPAN(number)
		}
		return found
	})
}

// cardLike finds what may be a card number written into some other field.
var cardLike = regexp.MustCompile(`\d(?:[ -]?\d){12,18}`)
