package envelope

import (
	"strconv"
	"strings"
)

// durationLayout is how xsd:duration is written.
const durationLayout = "PnYnMnDTnHnMnS"

// durationUnits are the letters of a duration in their order: first months, then time.
var durationUnits = [...]struct {
	letter byte
	inTime bool // behind the T
	months float64
	length float64 // seconds
}{
	{'Y', false, 12, 0},
	{'M', false, 1, 0},
	{'D', false, 0, 24 * 3600},
	{'H', true, 0, 3600},
	{'M', true, 0, 60},
	{'S', true, 0, 1},
}

// parseDuration reads an xsd:duration.
func parseDuration(text string) (calendar, bool) {
	c := calendar{span: true}
	text, negative := strings.CutPrefix(text, "-")
	text, ok := strings.CutPrefix(text, "P")
	if !ok || text == "" || strings.HasSuffix(text, "T") {
		return c, false
	}
	inTime := false
	for _, unit := range durationUnits {
		if unit.inTime && !inTime && strings.HasPrefix(text, "T") {
			text, inTime = text[1:], true
		}
		if unit.inTime != inTime {
			continue
		}
		rest := strings.TrimLeft(text, "0123456789")
		number := text[:len(text)-len(rest)]
		nanosecond, valid := 0, true
		if unit.letter == 'S' {
			rest, nanosecond, valid = cutFraction(rest, number != "")
		}
		if number == "" || rest == "" || rest[0] != unit.letter {
			continue
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || !valid {
			return c, false
		}
		c.months += n * unit.months
		c.length += n*unit.length + float64(nanosecond)/1e9
		text = rest[1:]
	}
	if negative {
		c.months, c.length = -c.months, -c.length
	}
	return c, text == ""
}
