package recording

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Scan looks for card numbers, tracks and the given secrets in all files of a
// recording. It knows nothing of how they were masked: it looks at the bytes, and at
// what they become when entities, percent signs, base64 or hexadecimal digits are
// undone and tags are taken out. It returns file and kind of each leak, never the value.
//
// Numbers are digit runs that the recording is known to hold: the gateway's own.
func Scan(files fs.FS, secrets []string, numbers map[string]bool) ([]string, error) {
	var leaks []string
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		for _, what := range scanText(withoutDigests(string(b)), secrets, numbers) {
			leaks = append(leaks, fmt.Sprintf("%s holds %s", name, what))
		}
		return nil
	})
	return leaks, err
}

var (
	tags       = regexp.MustCompile(`<[^<>]*>`)
	neighbours = regexp.MustCompile(`(?:<[^<>]*>\s*){2,}`)
	base64Word = regexp.MustCompile(`[A-Za-z0-9+/]{16,}={0,2}`)
	hexWord    = regexp.MustCompile(`(?:[0-9A-Fa-f]{2}){13,}`)
	percent    = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	track      = regexp.MustCompile(`[0-9]{13,19}[=D][0-9]{7,}|%?B[0-9]{13,19}\^`)
	// glued is a run in a text without its tags that stands alone.
	glued   = regexp.MustCompile(`(?:^|[^0-9A-Za-z])([0-9](?:[ -]?[0-9]){12,18})(?:$|[^0-9A-Za-z])`)
	scanRun = regexp.MustCompile(`[0-9](?:[ -]?[0-9]){12,18}`)
	// digests are hexadecimal and longer than any card number: SHA-256 and check values.
	digests    = regexp.MustCompile(`\b(?:[0-9a-f]{64}|[0-9A-F]{32})\b`)
	cardPrefix = regexp.MustCompile(`^(4|5[1-5]|2[2-7]|3[0-9]|6[0-9])`)
)

// withoutDigests takes out what cannot be anything else: digits alone could be.
func withoutDigests(text string) string {
	return digests.ReplaceAllStringFunc(text, func(word string) string {
		if strings.Trim(word, "0123456789") == "" {
			return word
		}
		return ""
	})
}

func scanText(text string, secrets []string, numbers map[string]bool) []string {
	var found []string
	add := func(what string) {
		if !slices.Contains(found, what) {
			found = append(found, what)
		}
	}
	for _, run := range glued.FindAllStringSubmatch(withoutTags(text), -1) {
		if looksLikeCard(run[1], numbers) {
			add("what could be a card number")
		}
	}
	for _, view := range views(text) {
		if track.MatchString(view) {
			add("track data")
		}
		for _, run := range scanRun.FindAllString(view, -1) {
			if looksLikeCard(run, numbers) {
				add("what could be a card number")
			}
		}
		for _, secret := range secrets {
			if secret != "" && strings.Contains(view, secret) {
				add("a secret of the merchant")
			}
		}
	}
	return found
}

// withoutTags takes out single tags, which can split a number. Where two stand together
// one element ends and another begins, and what touches does not belong together: a
// time and the amount after it.
func withoutTags(text string) string {
	return tags.ReplaceAllString(neighbours.ReplaceAllString(text, "|"), "")
}

func looksLikeCard(run string, numbers map[string]bool) bool {
	run = digits(run)
	return cardPrefix.MatchString(run) && len(run) >= 15 && service.Luhn(run) && !holdsNumber(run, numbers)
}

// holdsNumber reports whether a run is one of the gateway's own numbers, or one with
// digits at its ends: in a signed message the last byte of the time stands before it, and
// may be a digit. What is left beside it is too short for a card.
func holdsNumber(run string, numbers map[string]bool) bool {
	for size := min(len(run), 16); size >= 15; size-- {
		for at := 0; at+size <= len(run); at++ {
			if numbers[run[at:at+size]] {
				return true
			}
		}
	}
	return numbers[run]
}

// views are the ways in which a text can be read.
func views(text string) []string {
	views := []string{text, html.UnescapeString(text)}
	if percent.MatchString(text) {
		views = append(views, percent.ReplaceAllStringFunc(text, func(s string) string {
			plain, err := url.PathUnescape(s)
			if err != nil {
				return s
			}
			return plain
		}))
	}
	for _, word := range base64Word.FindAllString(text, -1) {
		if b, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(word, "=")); err == nil {
			views = append(views, string(b))
		}
	}
	for _, word := range hexWord.FindAllString(text, -1) {
		if b, err := hex.DecodeString(word); err == nil {
			views = append(views, string(b))
		}
	}
	return views
}

// ScanText is [Scan] for one text.
func ScanText(text string, secrets []string, numbers map[string]bool) []string {
	return scanText(withoutDigests(text), secrets, numbers)
}
