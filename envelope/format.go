package envelope

import (
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// checkFormat returns what the gateway's lexical form has against a text that is
// not empty. The messages never show the text.
func checkFormat(format service.Format, text string) complaint {
	switch format {
	case service.FormatAmount:
		if _, err := service.ParseAmount(text); err != nil {
			return complaint{"amount", "an amount is at most 15 digits with one or two after the point and no sign, as in 100.10"}
		}
	case service.FormatPAN:
		return checkPAN(text)
	case service.FormatCVC:
		if len(text) < 3 || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
			return complaint{"cvc", "a card verification code is three or four digits"}
		}
	case service.FormatMinute:
		return checkTime(text, "20060102T1504", "minute", "YYYYMMDDThhmm in GMT; service.Minute writes it")
	case service.FormatDate:
		return checkTime(text, "02.01.2006", "date", "DD.MM.YYYY; service.Date writes it")
	case service.FormatDateTime:
		if c := checkTime(text, "02.01.2006 15:04", "datetime", ""); c.rule != "" {
			return checkTime(text, "02.01.2006 15:04:05", "datetime", "DD.MM.YYYY hh:mm:ss in GMT; service.DateTime writes it")
		}
	case service.FormatJSON:
		if !json.Valid([]byte(text)) {
			return complaint{"json", "it is no valid JSON"}
		}
	case service.FormatBase64:
		if !isBase64(text) {
			return complaint{"base64", "it is no valid base64"}
		}
	case service.FormatIP:
		if addr, err := netip.ParseAddr(text); err != nil || addr.Zone() != "" {
			return complaint{"ip", "it is no IP address, as in 192.0.2.1"}
		}
	case service.FormatInt:
		return checkInt(text, 15, "2147483647", "int")
	case service.FormatSmallint:
		return checkInt(text, 5, "32767", "smallint")
	}
	return complaint{}
}

// isBase64 passes over white space.
func isBase64(text string) bool {
	if strings.ContainsAny(text, " \t\r\n") {
		text = strings.Join(strings.Fields(text), "")
	}
	var room [512]byte
	out := room[:]
	if need := base64.StdEncoding.DecodedLen(len(text)); need > len(out) {
		out = make([]byte, need)
	}
	_, err := base64.StdEncoding.Decode(out, []byte(text))
	return err == nil
}

func checkPAN(text string) complaint {
	switch {
	case strings.Trim(text, "0123456789") != "":
		return complaint{"pan", "a card number is sent as digits only"}
	case len(text) < 12 || len(text) > 19:
		return complaint{"pan", "a card number has 12 to 19 digits"}
	case !service.Luhn(text):
		return complaint{"pan", "the check digit of the card number is wrong"}
	}
	return complaint{}
}

func checkTime(text, layout, rule, form string) complaint {
	// Parse alone would take a fraction of a second that the layout does not have.
	if _, err := time.Parse(layout, text); err != nil || len(text) != len(layout) {
		return complaint{rule, "it is not of the form " + form}
	}
	return complaint{}
}

// checkInt: the gateway's integers have both a bound of digits and one of value (D38).
func checkInt(text string, digits int, highest, rule string) complaint {
	if strings.Trim(text, "0123456789") != "" {
		return complaint{rule, "it must be digits only"}
	}
	if len(text) > digits || compareDecimals(text, highest) > 0 {
		return complaint{rule, "it must be at most " + highest}
	}
	return complaint{}
}
