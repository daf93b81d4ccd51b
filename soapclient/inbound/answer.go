package inbound

import (
	"bytes"
	"encoding/xml"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// reply is what goes back. One without a body is no answer.
type reply struct {
	status        int
	body          []byte
	allow         bool // the status wants to know which methods there are
	first, second int
}

// answer settles what goes back.
func (h *Handler) answer(transport envelope.Transport, n *Notice, err error) reply {
	var rejection *Rejection
	switch {
	case err == nil || errors.Is(err, ErrRepeated):
		return h.heard(transport, n)
	case !errors.As(err, &rejection):
		return reply{status: statusNoAnswer}
	case rejection.First == 0:
		return reply{status: rejection.Status, allow: rejection.Status == http.StatusMethodNotAllowed}
	}
	out := reply{first: rejection.First, second: rejection.Second}
	if transport == envelope.RequestSOAP {
		out.status, out.body = h.config.faultStatus(), fault(rejection.First, rejection.Second)
	} else {
		out.status, out.body = http.StatusOK, h.result(rejection.First, rejection.Second, nil)
	}
	return out
}

// heard is the answer of success: it repeats what the description says must be
// repeated, as it came.
func (h *Handler) heard(transport envelope.Transport, n *Notice) reply {
	record := service.NewRecord(h.service, h.op.Response.Type)
	for i, echo := range h.op.Response.Echo {
		if err := record.Set(echo.Field, n.echo[i]); err != nil {
			return reply{status: statusNoAnswer}
		}
	}
	if transport != envelope.RequestSOAP {
		return reply{status: http.StatusOK, body: h.result(0, 0, record)}
	}
	body, err := h.codec.EncodeAnswer([]byte(xml.Header), h.op, record)
	if err != nil { // a text that no XML can hold; reading refuses such
		return reply{status: statusNoAnswer}
	}
	return reply{status: http.StatusOK, body: body}
}

// result is the answer to a form: the operation's name in lower case with the codes,
// and inside the element around the fields of the request what is repeated (D26).
func (h *Handler) result(first, second int, record *service.Record) []byte {
	root := strings.ToLower(h.op.WSDLName)
	frames := h.op.Request.Frames
	inner := frames[len(frames)-1].Name.Local
	var b bytes.Buffer
	b.WriteString(xml.Header + "<" + root + ` firstcode="` + strconv.Itoa(first) + `" secondcode="` + strconv.Itoa(second) + `">`)
	if record != nil {
		b.WriteString("<" + inner + ">")
		for i, v := range record.Values() {
			name := record.Fields()[i].Name
			b.WriteString("<" + name + ">")
			_ = xml.EscapeText(&b, []byte(v.Text)) // a bytes.Buffer takes everything
			b.WriteString("</" + name + ">")
		}
		b.WriteString("</" + inner + ">")
	}
	b.WriteString("</" + root + ">")
	return b.Bytes()
}

// fault says no to a SOAP message: the codes stand as numbers where SOAP wants a name
// and a text, and the detail is empty, as documented (D26).
func fault(first, second int) []byte {
	const space = "http://schemas.xmlsoap.org/soap/envelope/"
	return []byte(xml.Header + `<SOAP-ENV:Envelope xmlns:SOAP-ENV="` + space + `"><SOAP-ENV:Body><SOAP-ENV:Fault>` +
		"<faultcode>" + strconv.Itoa(first) + "</faultcode><faultstring>" + strconv.Itoa(second) + "</faultstring><detail/>" +
		"</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>")
}

// write sends the reply. Where there is to be none it hangs up, or says only that it is
// unavailable.
func (r reply) write(w http.ResponseWriter, unavailable bool) {
	if r.body == nil {
		if r.status == statusNoAnswer && !unavailable && hangUp(w) {
			return
		}
		if r.allow {
			w.Header().Set("Allow", http.MethodPost)
		}
		w.Header().Set("Connection", "close")
		w.Header().Set("Content-Length", "0")
		w.WriteHeader(r.status)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(r.body)))
	w.WriteHeader(r.status)
	_, _ = w.Write(r.body)
}

// hangUp closes the connection under a reply that has not begun, and reports whether it
// could.
func hangUp(w http.ResponseWriter) bool {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil { // HTTP/2, or a recorder of a test
		return false
	}
	_ = connection.Close()
	return true
}
