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
		return withoutCards(value)
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
	return withoutCards(value)
}

// withoutCards masks what may be a card number written into some text.
func withoutCards(text string) string {
	return cardLike.ReplaceAllStringFunc(text, func(found string) string {
		number, _ := onlyDigits(found)
		switch {
		case len(number) <= 19 && checkDigit(number):
			return maskPAN(number)
		case len(number) > 19 && mayBeCard(number):
			return "***"
		}
		return found
	})
}

// cardLike finds runs of digits that are long enough for a card number.
var cardLike = regexp.MustCompile(`\d(?:[ -]?\d){11,}`)
