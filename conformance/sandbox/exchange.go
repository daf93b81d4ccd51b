package sandbox

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// kept is how many exchanges the ring keeps.
const kept = 200

// Exchange is one request and what the sandbox made of it, safe to show: secrets,
// card numbers and personal data are masked before they get here.
type Exchange struct {
	Number    int       // running, from 1
	Time      time.Time // sandbox time
	Path      string
	Operation string // "createbill.create"; "" when the request could not be read
	Transport string // "soap", "post" or "json"
	Merchant  string
	Refusal   string // the two codes, "9/158"; "" when the request was carried out
	Reason    string // why it was refused, in plain words
	Notes     []string
	Request   []Shown
	Answer    []Shown
}

// Shown is a field of a message with its masked value.
type Shown struct{ Name, Value string }

// exchanges is a ring of the latest exchanges.
type exchanges struct {
	mu    sync.Mutex
	count int
	ring  []Exchange
}

func (x *exchanges) add(e Exchange) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.count++
	e.Number = x.count
	x.ring = append(x.ring, e)
	if len(x.ring) > kept {
		x.ring = slices.Delete(x.ring, 0, len(x.ring)-kept)
	}
}

// latest returns the exchanges, the newest first.
func (x *exchanges) latest() []Exchange {
	x.mu.Lock()
	defer x.mu.Unlock()
	list := slices.Clone(x.ring)
	slices.Reverse(list)
	return list
}

// shown masks the texts of a request for showing, in the order of its type.
func shown(t *service.Type, texts map[string]string) []Shown {
	var list []Shown
	for i := range t.Fields {
		field := &t.Fields[i]
		if text, there := texts[field.Name]; there {
			list = append(list, Shown{field.Name, shorten(masked(field, text), 300)})
		}
	}
	return list
}

// mostShown is how many fields of an answer are kept for showing.
const mostShown = 120

// shownRecord masks the texts of an answer for showing; records inside show their path.
func shownRecord(r record, path string) []Shown {
	var list []Shown
	for i := range r.fields {
		field, m := &r.fields[i], &r.members[i]
		switch {
		case !m.there || len(list) >= mostShown:
		case m.rows != nil:
			list = append(list, Shown{path + field.Name, "…"})
		case len(m.items) > 0:
			for _, inner := range m.items {
				list = append(list, shownRecord(inner, path+field.Name+"/")...)
			}
		default:
			list = append(list, Shown{path + field.Name, shorten(masked(field, m.text), 300)})
		}
	}
	return list[:min(len(list), mostShown)]
}

// shorten cuts a text that would fill a page, and the ring with it.
func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// headerText makes a reason fit for a header: ASCII on one line.
func headerText(reason string) string {
	const longest = 1000
	text := strings.Map(func(r rune) rune {
		switch {
		case r == '…':
			return '.'
		case r < 0x20 || r > 0x7e:
			return '?'
		}
		return r
	}, reason)
	return text[:min(len(text), longest)]
}
