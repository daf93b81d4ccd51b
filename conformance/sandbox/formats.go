package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Layouts of moments on the wire, all GMT (assist-protocol.md section 9).
const (
	layoutMinute   = "20060102T1504"
	layoutDate     = "02.01.2006"
	layoutDateTime = "02.01.2006 15:04:05"
	layoutPacket   = "02.01.2006 15:04" // packetdate of orderstate has no seconds (T8)
)

// formatComplaint says what is wrong with a value's form, "" if nothing is. It never
// repeats the value, which may be a secret.
func formatComplaint(format service.Format, value string) string {
	switch format {
	case service.FormatAmount:
		if _, ok := minorUnits(value); !ok {
			return "is not an amount: up to 15 digits, at most two of them after a point, as in 100.10"
		}
	case service.FormatPAN:
		if number, ok := onlyDigits(value); !ok || len(number) < 12 || len(number) > 19 {
			return "is not a card number of 12 to 19 digits"
		}
	case service.FormatCVC:
		if len(value) < 3 || len(value) > 4 || strings.Trim(value, digits) != "" {
			return "is not three or four digits"
		}
	case service.FormatMinute:
		return layoutComplaint(layoutMinute, value, "YYYYMMDDThhmm, GMT")
	case service.FormatDate:
		return layoutComplaint(layoutDate, value, "DD.MM.YYYY")
	case service.FormatDateTime:
		return layoutComplaint(layoutDateTime, value, "DD.MM.YYYY hh:mm:ss, GMT")
	case service.FormatJSON:
		if !json.Valid([]byte(value)) {
			return "is not JSON"
		}
	case service.FormatBase64:
		if _, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(value), "")); err != nil {
			return "is not base64"
		}
	case service.FormatIP:
		if _, err := netip.ParseAddr(value); err != nil {
			return "is not an IP address"
		}
	case service.FormatInt:
		return wholeComplaint(value, 15, 2147483647)
	case service.FormatSmallint:
		return wholeComplaint(value, 5, 32767)
	}
	return ""
}

func layoutComplaint(layout, value, shown string) string {
	if _, err := time.Parse(layout, value); err != nil {
		return "is not a moment of the form " + shown
	}
	return ""
}

// wholeComplaint checks the two sizes of number the gateway checks (D30).
func wholeComplaint(value string, length int, most int64) string {
	n, err := strconv.ParseInt(value, 10, 64)
	if len(value) > length || err != nil && strings.Trim(value, digits) == "" || n > most {
		return "is more than " + strconv.FormatInt(most, 10)
	}
	if strings.Trim(value, digits) != "" {
		return "is not a whole number"
	}
	return ""
}

// builtinComplaint checks the built-in types that a description may use for numbers.
func builtinComplaint(id service.TypeID, value string) string {
	switch id {
	case service.XSDDecimal:
		if strings.Trim(value, digits+"+-.") != "" || strings.Count(value, ".") > 1 {
			return "is not a decimal number"
		}
	case service.XSDInteger, service.XSDInt, service.XSDLong, service.XSDShort:
		if strings.Trim(strings.TrimPrefix(value, "-"), digits) != "" {
			return "is not a whole number"
		}
	case service.XSDNonNegativeInteger, service.XSDPositiveInteger, service.XSDUnsignedInt:
		if strings.Trim(value, digits) != "" {
			return "is not a whole number without sign"
		}
	}
	return ""
}

// minorUnits reads an amount into hundredths without any float: at most 15 digits,
// at most two after the point (S0, S1, S4).
func minorUnits(text string) (hundredths int64, ok bool) {
	whole, fraction, point := strings.Cut(text, ".")
	if whole == "" || strings.Trim(whole+fraction, digits) != "" || point && fraction == "" ||
		len(fraction) > 2 || len(whole+fraction) > 15 {
		return 0, false
	}
	hundredths, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	return hundredths, err == nil
}

// moneyText writes hundredths as answers print amounts: two digits after the point.
func moneyText(hundredths int64) string {
	text := strconv.FormatInt(hundredths, 10)
	for len(text) < 3 {
		text = "0" + text
	}
	return text[:len(text)-2] + "." + text[len(text)-2:]
}
