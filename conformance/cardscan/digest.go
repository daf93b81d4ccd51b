package cardscan

import "slices"

// digestEnd returns where the digest ends in which a run of digits stands, or i. Hexadecimal
// words of the lengths of digests are what manifests and locks are made of, and one in
// some thousand holds digits that pass for a card's. Digits alone could be anything.
func digestEnd(text []byte, i int) int {
	start, end, letters := i, i, false
	for start > 0 && hexDigit(text[start-1]) && i-start <= longestDigest {
		start--
	}
	for end < len(text) && hexDigit(text[end]) && end-start <= longestDigest {
		letters = letters || !digit(text[end])
		end++
	}
	for at := start; at < i; at++ {
		letters = letters || !digit(text[at])
	}
	if !letters || !slices.Contains([]int{32, 40, 64, 96, longestDigest}, end-start) {
		return i
	}
	return end
}

const longestDigest = 128

func hexDigit(c byte) bool { return digit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }
