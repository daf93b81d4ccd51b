package cardscan

import "bytes"

// halves reports whether the texts on both sides of a tag may be parts of one number. A
// report sets times, digests and bill numbers side by side, and glued together some of
// them pass for a card's on some day. So digits that belong to a time, a date, a sum or a
// word are left alone, and so are one or two digits by themselves: flags, days, hours.
func halves(before, after []byte) bool {
	tail, lead := 0, 0
	for tail < len(before) && digit(before[len(before)-1-tail]) {
		tail++
	}
	for lead < len(after) && digit(after[lead]) {
		lead++
	}
	if tail == 0 || lead == 0 {
		return true // nothing grows together
	}
	left, right := alone(tail, len(before) == tail), alone(lead, ends(after[lead:]))
	if left || right {
		return tail == 1 && lead == 1 && left && right // digit by digit
	}
	return !inWord(before[:len(before)-tail]) && !opensWord(after[lead:])
}

// alone reports whether digits are all there is between two tags, and too few for a part
// of a card number: a flag, a day, an hour.
func alone(digits int, whole bool) bool { return whole && digits < 3 }

func ends(after []byte) bool {
	return len(after) == 0 || bytes.IndexByte([]byte("< \t\r\n"), after[0]) >= 0
}

// inWord reports whether what comes next belongs to a word, a time, a date or a sum.
func inWord(before []byte) bool {
	n := len(before)
	if n == 0 {
		return false
	}
	last := before[n-1]
	return letter(last) || (last == '.' || last == ':' || last == '/') && n > 1 && digit(before[n-2])
}

func opensWord(after []byte) bool {
	if len(after) == 0 {
		return false
	}
	return letter(after[0]) || (after[0] == '.' || after[0] == ':' || after[0] == '/') && len(after) > 1 && digit(after[1])
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }
