package envelope

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
)

// NotSOAPError says that the reply is no message of the format that was asked for,
// which is SOAP nearly always, or an answer under an HTTP status that says it is none. What became of the call is unknown.
type NotSOAPError struct {
	Service, Operation string
	Wanted             Format // that was asked for
	Status             int
	ContentType        string // media type only
	What               string // "an HTML page", "plain text", "JSON", "nothing", "a binary file" …
	// Excerpt is the page's title or the first harmless characters of the text.
	Excerpt string
	// Err says why an XML message under an error status could not be read, if that was it.
	Err error
}

// Unwrap returns Err.
func (e *NotSOAPError) Unwrap() error { return e.Err }

// Error returns one line.
func (e *NotSOAPError) Error() string {
	text := fmt.Sprintf("%s.%s: the reply is no %s answer but %s (HTTP status %d", e.Service, e.Operation, e.Wanted, e.What, e.Status)
	if e.ContentType != "" {
		text += ", " + e.ContentType
	}
	text += ")"
	if e.Excerpt != "" {
		text += ": " + fmt.Sprintf("%q", e.Excerpt)
	}
	if e.Status == http.StatusNotFound {
		text += "; check the endpoint's path"
	}
	return text
}

func (r Reply) status() int {
	if r.Status == 0 {
		return http.StatusOK
	}
	return r.Status
}

func (r Reply) mediaType() string {
	media, _, err := mime.ParseMediaType(r.ContentType)
	if err != nil {
		media, _, _ = strings.Cut(r.ContentType, ";")
	}
	return excerpt(strings.TrimSpace(media))
}

func (r Reply) notSOAP(what, text string) *NotSOAPError {
	return &NotSOAPError{Wanted: r.asked(), Status: r.status(), ContentType: r.mediaType(), What: what, Excerpt: excerpt(text)}
}

// recognise looks at the first bytes and says what the reply may be, or what it is if
// it cannot be an answer. Only the gateway answers in other formats than SOAP.
func (r Reply) recognise(gateway bool) (shape, *NotSOAPError) {
	body := bytes.TrimLeft(bytes.TrimPrefix(r.Body, []byte(utf8BOM)), " \t\r\n")
	switch {
	case len(body) == 0:
		return 0, r.notSOAP("nothing", "")
	case looksHTML(body):
		return 0, r.notSOAP("an HTML page", htmlTitle(body))
	case body[0] == '<', bytes.HasPrefix(r.Body, []byte("\xff\xfe")), bytes.HasPrefix(r.Body, []byte("\xfe\xff")):
		return shapeXML, nil // UTF-16 is refused by name later
	}
	media := r.mediaType()
	switch {
	case strings.HasPrefix(media, "multipart/"):
		return 0, r.notSOAP("a multipart message", "")
	case body[0] == '{' || body[0] == '[' || strings.HasSuffix(media, "json"):
		if gateway {
			return shapeJSON, nil
		}
		return 0, r.notSOAP("JSON", string(clip(body)))
	case bytes.IndexByte(clip(body), 0) >= 0 || bytes.HasPrefix(body, []byte("\x1f\x8b")):
		return 0, r.notSOAP("a binary file", "")
	case gateway:
		return shapeText, nil
	}
	return 0, r.notSOAP("plain text", string(clip(body)))
}

func clip(body []byte) []byte { return body[:min(len(body), 512)] }

// looksHTML looks past comments and a declaration for one of the tags a page
// begins with.
func looksHTML(body []byte) bool {
	body = body[:min(len(body), 4096)]
	for {
		body = bytes.TrimLeft(body, " \t\r\n")
		end := ""
		switch {
		case bytes.HasPrefix(body, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(body, []byte("<?")):
			end = "?>"
		default:
			for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body", "<title", "<h1", "<center", "<br", "<p>", "<script"} {
				if len(body) >= len(tag) && strings.EqualFold(string(body[:len(tag)]), tag) {
					return true
				}
			}
			return false
		}
		_, rest, found := bytes.Cut(body, []byte(end))
		if !found {
			return false
		}
		body = rest
	}
}

func htmlTitle(body []byte) string {
	body = body[:min(len(body), 64<<10)]
	lower := bytes.ToLower(body)
	for _, tag := range [...]string{"title", "h1"} {
		start := bytes.Index(lower, []byte("<"+tag))
		if start < 0 {
			continue
		}
		open := bytes.IndexByte(lower[start:], '>')
		if open < 0 {
			continue
		}
		start += open + 1
		if end := bytes.Index(lower[start:], []byte("</"+tag)); end >= 0 && len(lower) == len(body) {
			return string(body[start : start+end])
		}
	}
	return ""
}
