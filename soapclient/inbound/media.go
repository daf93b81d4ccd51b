package inbound

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
)

// media is what the headers say of a body.
type media struct {
	contentType string // the header's value
	kind        string // "form", "xml", "" when the header is missing
	charset     string // lower case; "" when it is not said
}

// admit checks what can be checked before the body is read.
func admit(r *http.Request) (media, error) {
	if r.Method != http.MethodPost {
		return media{}, unreadable(http.StatusMethodNotAllowed, "the method is not POST")
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return media{}, unreadable(http.StatusUnsupportedMediaType, "the body is compressed")
	}
	m := media{contentType: r.Header.Get("Content-Type")}
	if m.contentType == "" {
		return m, nil
	}
	kind, parameters, err := mime.ParseMediaType(m.contentType)
	if err != nil {
		return m, unreadable(http.StatusUnsupportedMediaType, "the Content-Type cannot be read")
	}
	m.charset = strings.ToLower(parameters["charset"])
	switch kind {
	case "application/x-www-form-urlencoded":
		m.kind = "form"
	case "text/xml", "application/xml", "application/soap+xml":
		m.kind = "xml"
	default:
		return m, unreadable(http.StatusUnsupportedMediaType, "the Content-Type is neither a form nor XML")
	}
	return m, nil
}

// transport says how the message is written. Which Content-Type the gateway sends is
// not documented: without one, the first character decides.
func (m media) transport(body []byte) envelope.Transport {
	if m.kind == "xml" {
		return envelope.RequestSOAP
	}
	if m.kind == "" && bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("<")) {
		return envelope.RequestSOAP
	}
	return envelope.RequestPost
}

func (h *Handler) body(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, h.config.maxBody()))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, unreadable(http.StatusRequestEntityTooLarge, "the body is larger than Config.MaxBody")
	case err != nil:
		return nil, unreadable(http.StatusBadRequest, "the body broke off")
	case len(body) == 0:
		return nil, unreadable(http.StatusBadRequest, "the body is empty")
	}
	return body, nil
}
