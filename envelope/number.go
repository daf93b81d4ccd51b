package envelope

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// integerBounds returns the bounds of a built-in integer type; "" is none.
func integerBounds(base service.TypeID) (lowest, highest string, integer bool) {
	switch base {
	case service.XSDInteger:
		return "", "", true
	case service.XSDNonPositiveInteger:
		return "", "0", true
	case service.XSDNegativeInteger:
		return "", "-1", true
	case service.XSDNonNegativeInteger:
		return "0", "", true
	case service.XSDPositiveInteger:
		return "1", "", true
	case service.XSDLong:
		return "-9223372036854775808", "9223372036854775807", true
	case service.XSDInt:
		return "-2147483648", "2147483647", true
	case service.XSDShort:
		return "-32768", "32767", true
	case service.XSDByte:
		return "-128", "127", true
	case service.XSDUnsignedLong:
		return "0", "18446744073709551615", true
	case service.XSDUnsignedInt:
		return "0", "4294967295", true
	case service.XSDUnsignedShort:
		return "0", "65535", true
	case service.XSDUnsignedByte:
		return "0", "255", true
	}
	return "", "", false
}

func isNumeric(base service.TypeID) bool {
	_, _, integer := integerBounds(base)
	return integer || base == service.XSDDecimal
}

// checkBuiltIn returns what a built-in type has against a collapsed text. Types
// whose texts come from typed values only (floats, names) are not checked.
func checkBuiltIn(base service.TypeID, text string) complaint {
	switch base {
	case service.XSDBoolean:
		if text != "true" && text != "false" && text != "1" && text != "0" {
			return complaint{"boolean", "only true, false, 1 and 0 are booleans"}
		}
	case service.XSDDecimal:
		if _, err := service.ParseDecimal(text); err != nil {
			return complaint{"decimal", "a decimal number is digits with at most one point and a sign, as in 100.10"}
		}
	case service.XSDHexBinary:
		if len(text)%2 != 0 || strings.Trim(text, "0123456789abcdefABCDEF") != "" {
			return complaint{"hex", "it must be pairs of hexadecimal digits"}
		}
	}
	if layout := calendarLayout(base); layout != "" {
		if _, ok := parseCalendar(layout, text); !ok {
			return complaint{"calendar", "it is not written as " + layout}
		}
	}
	lowest, highest, integer := integerBounds(base)
	if !integer {
		return complaint{}
	}
	if _, err := service.ParseInteger(text); err != nil {
		return complaint{"integer", "a whole number is digits with at most a sign"}
	}
	if lowest != "" && compareDecimals(text, lowest) < 0 {
		return complaint{"min", "it must be at least " + lowest}
	}
	if highest != "" && compareDecimals(text, highest) > 0 {
		return complaint{"max", "it must be at most " + highest}
	}
	return complaint{}
}

// checkDigits checks the facets of numbers that count digits.
func (f *facetPlan) checkDigits(found []complaint, text string) []complaint {
	add := func(rule, format string, args ...any) {
		found = append(found, complaint{rule, fmt.Sprintf(format, args...)})
	}
	_, whole, fraction := splitDecimal(text)
	if f.TotalDigits > 0 && len(whole)+len(fraction) > int(f.TotalDigits) {
		add("total-digits", "at most %d digits are allowed", f.TotalDigits)
	}
	if f.FractionDigits >= 0 && len(fraction) > int(f.FractionDigits) {
		add("fraction-digits", "at most %d digits may follow the point", f.FractionDigits)
	}
	return found
}

// splitDecimal returns the sign and the digits that count.
func splitDecimal(text string) (negative bool, whole, fraction string) {
	negative = strings.HasPrefix(text, "-")
	whole, fraction, _ = strings.Cut(strings.TrimLeft(text, "+-"), ".")
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if whole == "" && fraction == "" {
		negative = false
	}
	return negative, whole, fraction
}

// compareDecimals compares two decimal numbers of any size by their digits.
func compareDecimals(a, b string) int {
	aNegative, aWhole, aFraction := splitDecimal(a)
	bNegative, bWhole, bFraction := splitDecimal(b)
	sign := 1
	switch {
	case aNegative && !bNegative:
		return -1
	case bNegative && !aNegative:
		return 1
	case aNegative:
		sign = -1
	}
	if c := cmp.Compare(len(aWhole), len(bWhole)); c != 0 {
		return sign * c
	}
	if c := strings.Compare(aWhole, bWhole); c != 0 {
		return sign * c
	}
	return sign * strings.Compare(aFraction, bFraction)
}
