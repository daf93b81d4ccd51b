package sandbox

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// stripped removes what the gateway silently removes from a value (D30, D38).
func stripped(field *service.Field, text string) string {
	if field.Facts == nil || text == "" {
		return text
	}
	switch field.Facts.Strip {
	case service.StripNothing:
		return text
	case service.StripURL:
		text = strings.NewReplacer("%3C", "", "%3c", "", "%3E", "", "%3e", "").Replace(text)
		text = strings.ReplaceAll(text, "&&", "&")
	case service.StripCVC: // letters O, Latin and Cyrillic, become zeros
		text = strings.NewReplacer("O", "0", "o", "0", "О", "0", "о", "0").Replace(text)
	}
	removed := field.Facts.Strip.Removes()
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(removed, r) {
			return -1
		}
		return r
	}, text)
}
