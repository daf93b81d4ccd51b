package envelope

import (
	"cmp"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// calendarLayout says how a date or time type of XML Schema is written; "" for others.
func calendarLayout(base service.TypeID) string {
	switch base {
	case service.XSDDateTime:
		return "YYYY-MM-DDThh:mm:ss"
	case service.XSDDate:
		return "YYYY-MM-DD"
	case service.XSDTime:
		return "hh:mm:ss"
	case service.XSDGYearMonth:
		return "YYYY-MM"
	case service.XSDGYear:
		return "YYYY"
	case service.XSDGMonthDay:
		return "--MM-DD"
	case service.XSDGDay:
		return "---DD"
	case service.XSDGMonth:
		return "--MM"
	case service.XSDDuration:
		return durationLayout
	}
	return ""
}

// calendar is a point in time, or a duration.
type calendar struct {
	at     time.Time
	zoned  bool
	months float64 // of a duration
	length float64 // seconds of a duration
	span   bool    // it is a duration
}

// compare: values of which only one has a time zone are 14 hours uncertain, and a month
// is 28 to 31 days.
func (c calendar) compare(other calendar) (order int, ok bool) {
	if c.span {
		return c.compareSpans(other)
	}
	const uncertain = 14 * time.Hour
	distance := c.at.Sub(other.at)
	if c.zoned != other.zoned && distance.Abs() <= uncertain {
		return 0, false
	}
	return c.at.Compare(other.at), true
}

func (c calendar) compareSpans(other calendar) (order int, ok bool) {
	if c.months == other.months {
		return cmp.Compare(c.length, other.length), true
	}
	const shortest, longest = 28 * 24 * 3600, 31 * 24 * 3600
	months := c.months - other.months
	low, high := months*shortest+c.length-other.length, months*longest+c.length-other.length
	if months < 0 {
		low, high = high, low
	}
	switch {
	case low > 0:
		return 1, true
	case high < 0:
		return -1, true
	}
	return 0, false
}

// parseCalendar reads a text by its layout.
func parseCalendar(layout, text string) (calendar, bool) {
	if layout == durationLayout {
		return parseDuration(text)
	}
	var c calendar
	text, zone, ok := cutZone(text)
	if !ok {
		return c, false
	}
	p := calendarParts{year: 2000, month: 1, day: 1}
	for layout != "" && ok {
		field := layout[:run(layout)]
		layout = layout[len(field):]
		text, ok = p.read(field, text)
	}
	if !ok || text != "" || !p.valid() {
		return c, false
	}
	c.at = time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.second, p.nanosecond, time.UTC)
	if zone != nil {
		c.at, c.zoned = c.at.Add(-*zone), true
	}
	return c, true
}

// run is the length of the run of equal bytes a layout begins with.
func run(layout string) int {
	return len(layout) - len(strings.TrimLeft(layout, layout[:1]))
}

// cutZone cuts the time zone off: Z or +hh:mm.
func cutZone(text string) (rest string, zone *time.Duration, ok bool) {
	if rest, found := strings.CutSuffix(text, "Z"); found {
		return rest, new(time.Duration), true
	}
	if len(text) < 6 || text[len(text)-3] != ':' || text[len(text)-6] != '+' && text[len(text)-6] != '-' {
		return text, nil, true
	}
	tail := text[len(text)-6:]
	hours, ok := digits(tail[1:3])
	minutes, also := digits(tail[4:])
	if !ok || !also || hours > 14 || minutes > 59 || hours == 14 && minutes > 0 {
		return text, nil, false
	}
	offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if tail[0] == '-' {
		offset = -offset
	}
	return text[:len(text)-6], &offset, true
}

// calendarParts are the numbers in a date or time.
type calendarParts struct{ year, month, day, hour, minute, second, nanosecond int }

// read reads one run of the layout and returns the rest of the text.
func (p *calendarParts) read(field, text string) (rest string, ok bool) {
	if !strings.Contains("YMDhms", field[:1]) {
		return strings.CutPrefix(text, field)
	}
	sign, width := 1, len(field)
	if field[0] == 'Y' {
		if text, ok = strings.CutPrefix(text, "-"); ok {
			sign = -1
		}
		width = max(width, len(text)-len(strings.TrimLeft(text, "0123456789")))
	}
	if len(text) < width || width > 9 {
		return text, false
	}
	n, ok := digits(text[:width])
	text = text[width:]
	switch field[0] {
	case 'Y':
		p.year = sign * n
	case 'M':
		p.month = n
	case 'D':
		p.day = n
	case 'h':
		p.hour = n
	case 'm':
		p.minute = n
	case 's':
		p.second = n
		text, p.nanosecond, ok = cutFraction(text, ok)
	}
	return text, ok
}

// cutFraction cuts the fraction of a second off; digits beyond the ninth do not count.
func cutFraction(text string, ok bool) (rest string, nanosecond int, valid bool) {
	fraction, found := strings.CutPrefix(text, ".")
	if !ok || !found {
		return text, 0, ok
	}
	rest = strings.TrimLeft(fraction, "0123456789")
	fraction = fraction[:len(fraction)-len(rest)]
	nanosecond, _ = digits((fraction + "000000000")[:9])
	return rest, nanosecond, fraction != ""
}

// valid: midnight may be written as 24:00:00.
func (p *calendarParts) valid() bool {
	midnight := p.hour == 24 && p.minute == 0 && p.second == 0 && p.nanosecond == 0
	lastDay := time.Date(p.year, time.Month(p.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return p.year != 0 && p.month >= 1 && p.month <= 12 && p.day >= 1 && p.day <= lastDay &&
		(p.hour < 24 || midnight) && p.minute < 60 && p.second < 60
}

func digits(text string) (int, bool) {
	n := 0
	for _, r := range text {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = 10*n + int(r-'0')
	}
	return n, text != ""
}
