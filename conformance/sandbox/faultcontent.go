package sandbox

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// leaf is a value of an answer: <name …>text</name>.
type leaf struct {
	name               string
	start, end         int // of the element
	textStart, textEnd int
}

// leaves finds the values of an answer the naive way, in order.
func leaves(body []byte) []leaf {
	pattern := regexp.MustCompile(`<([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>([^<>]*)</([A-Za-z_][\w.-]*)\s*>`)
	var list []leaf
	for _, m := range pattern.FindAllSubmatchIndex(body, -1) {
		name := string(body[m[2]:m[3]])
		if name == string(body[m[6]:m[7]]) {
			list = append(list, leaf{name, m[0], m[1], m[4], m[5]})
		}
	}
	return list
}

// named finds the first value whose name contains a word.
func named(body []byte, word string) (leaf, bool) {
	for _, l := range leaves(body) {
		if strings.Contains(strings.ToLower(l.name), word) {
			return l, true
		}
	}
	return leaf{}, false
}

// splice puts text in the place of body[start:end].
func splice(body []byte, start, end int, text string) []byte {
	return slices.Concat(body[:start], []byte(text), body[end:])
}

// inFirst puts text into the first value.
func inFirst(body []byte, text string) []byte {
	for _, l := range leaves(body) {
		return splice(body, l.textStart, l.textEnd, text)
	}
	return body
}

// charsetFault names the charset in both places, since the header counts for more.
func charsetFault(value string) (action, error) {
	return plain(action{wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			answer.header.Set("Content-Type", "text/xml; charset=EBCDIC-NOWHERE")
			answer.replace(bytes.Replace(answer.body.Bytes(), []byte(`encoding="UTF-8"`), []byte(`encoding="EBCDIC-NOWHERE"`), 1))
		})
	}})(value)
}

func brokenUTF8(body []byte) []byte { return inFirst(body, "\xcf\xf0\xe8") }

func malform(body []byte) []byte {
	if i := bytes.LastIndex(body, []byte("</")); i >= 0 {
		return splice(body, i+2, i+2, "x")
	}
	return body[:len(body)/2]
}

func addDTD(body []byte) []byte {
	const bomb = `<!DOCTYPE e [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	if i := bytes.Index(body, []byte("?>")); i >= 0 {
		return inFirst(splice(body, i+2, i+2, bomb), "&b;")
	}
	return append([]byte(bomb), body...)
}

func deepFault(value string) (action, error) {
	levels, err := number(value, "deep=100000", 100000)
	return alters(func(body []byte) []byte {
		return inFirst(body, strings.Repeat("<d>", levels)+strings.Repeat("</d>", levels))
	}), err
}

func hugeFault(value string) (action, error) {
	megabytes, err := number(value, "huge=50", 50)
	return alters(func(body []byte) []byte { return inFirst(body, strings.Repeat("x", megabytes<<20)) }), err
}

func secondRoot(body []byte) []byte {
	if i := bytes.Index(body, []byte("?>")); i >= 0 {
		return slices.Concat(body, body[i+2:])
	}
	return slices.Concat(body, body)
}

func otherNamespace(body []byte) []byte {
	return bytes.Replace(body, []byte(spaceEnvelope), []byte("urn:somebody-elses-envelope"), 1)
}

func repeatValue(body []byte) []byte {
	l, found := named(body, "amount")
	if !found {
		for _, l = range leaves(body) {
			break
		}
	}
	element := splice(bytes.Clone(body[l.start:l.end]), l.textStart-l.start, l.textEnd-l.start, "1.00")
	return splice(body, l.end, l.end, string(element))
}

func wrongCheckValue(body []byte) []byte {
	l, found := named(body, "checkvalue")
	if !found || l.textStart == l.textEnd {
		return body
	}
	out := bytes.Clone(body)
	if out[l.textStart] == '0' {
		out[l.textStart] = '1'
	} else {
		out[l.textStart] = '0'
	}
	return out
}

func wrongSignature(body []byte) []byte {
	wrong := base64.StdEncoding.EncodeToString(make([]byte, 128))
	if l, found := named(body, "signature"); found {
		return splice(body, l.textStart, l.textEnd, wrong)
	}
	empty := regexp.MustCompile(`<(signature)(\s[^<>]*)?/>`)
	return empty.ReplaceAll(body, []byte("<$1$2>"+wrong+"</$1>"))
}

// opposites are what a forger would write.
var opposites = map[string]string{
	StateApproved: StateDeclined, StateDeclined: StateApproved, codeApproved: codeRefused, codeRefused: codeApproved,
	BillInvoiced: BillDeleted, BillDeleted: BillInvoiced,
	"New": "Success", // of a fiscal receipt (D33)
}

// forge says the opposite, and puts somebody else's payment link in the place of ours.
func forge(body []byte) []byte {
	for _, l := range slices.Backward(leaves(body)) {
		if opposite := opposites[string(body[l.textStart:l.textEnd])]; opposite != "" {
			body = splice(body, l.textStart, l.textEnd, opposite)
		} else if strings.EqualFold(l.name, "hash") {
			body = splice(body, l.textStart, l.textEnd, "AnotherPersonsBill00")
		} else if strings.EqualFold(l.name, "url") {
			body = splice(body, l.textStart, l.textEnd, "https://elsewhere.invalid/AnotherPersonsOrder")
		}
	}
	return body
}

// skewFault shifts the date of the HTTP header and of the packet.
func skewFault(value string) (action, error) {
	if value == "" {
		value = "24h"
	}
	skew, err := time.ParseDuration(value)
	if err != nil {
		return action{}, fmt.Errorf("a duration is needed, as in skew=-3h")
	}
	return action{wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			body := answer.body.Bytes()
			if l, found := named(body, "packetdate"); found {
				at, err := time.Parse(layoutDateTime, string(body[l.textStart:l.textEnd]))
				if err == nil {
					body = splice(body, l.textStart, l.textEnd, at.Add(skew).Format(layoutDateTime))
				}
			}
			answer.header.Set("Date", time.Now().Add(skew).UTC().Format(http.TimeFormat))
			answer.replace(body)
		})
	}}, nil
}

// bombFault packs its bomb once, when it strikes first.
func bombFault(value string) (action, error) {
	bomb := sync.OnceValue(func() []byte {
		var packed bytes.Buffer
		zipped, _ := gzip.NewWriterLevel(&packed, gzip.BestSpeed) // nothing packs well at any level
		nothing := make([]byte, 1<<20)
		for range 64 {
			_, _ = zipped.Write(nothing)
		}
		_ = zipped.Close()
		return packed.Bytes()
	})
	return bareAfter(func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb())
	})(value)
}

// soapFault is a Fault with the gateway's two codes. 1/1 says that something unexpected
// happened: nobody knows whether before or after the money moved.
func soapFault(status, first, second int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="`+spaceEnvelope+`"><SOAP-ENV:Body>`+
			`<SOAP-ENV:Fault><faultcode>`+strconv.Itoa(first)+`</faultcode><faultstring>`+strconv.Itoa(second)+`</faultstring><detail/></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`)
	}
}
