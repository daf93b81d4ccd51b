package envelope

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// maxParts bounds the parts of a multipart answer.
const maxParts = 1000

// xopSpace is the namespace of the elements that stand for bytes in another part
// (XML-binary Optimized Packaging, which MTOM uses).
const xopSpace = "http://www.w3.org/2004/08/xop/include"

// parcel is a multipart answer taken apart (RFC 2387): the part with the message, and the
// others by content id.
type parcel struct {
	root  Reply
	parts map[string][]byte
}

// unpacked is a reply with its message alone: what a multipart/related answer has in other
// parts stands as base64 where the message refers to it. Attachments to which nothing
// refers are left out. The gateway sends none.
func (c *Codec) unpacked(reply Reply) (Reply, error) {
	const composed = "multipart/"
	kind := strings.TrimSpace(reply.ContentType) // parsing it for nothing would cost every answer
	if c.gateway || len(kind) < len(composed) || !strings.EqualFold(kind[:len(composed)], composed) {
		return reply, nil
	}
	media, parameters, err := mime.ParseMediaType(reply.ContentType)
	if err != nil || media != "multipart/related" || parameters["boundary"] == "" {
		return reply, nil
	}
	p, err := unpack(reply, parameters)
	if err != nil {
		return reply, err
	}
	if bytes.Contains(p.root.Body, []byte(xopSpace)) {
		p.root.Body, err = c.include(p)
	}
	return p.root, err
}

func unpack(reply Reply, parameters map[string]string) (*parcel, error) {
	p := &parcel{parts: map[string][]byte{}}
	reader := multipart.NewReader(bytes.NewReader(reply.Body), parameters["boundary"])
	for n := 0; ; n++ {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || n == maxParts {
			return nil, badParts("the reply is a multipart message that is cut off or has too many parts")
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, badParts("a part of the multipart message is cut off")
		}
		if strings.EqualFold(part.Header.Get("Content-Transfer-Encoding"), "base64") {
			content, _ = io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(content)))
		}
		id := strings.Trim(part.Header.Get("Content-Id"), "<> ")
		if n == 0 || id != "" && id == strings.Trim(parameters["start"], "<> ") {
			p.root = Reply{Status: reply.Status, ContentType: part.Header.Get("Content-Type"), Format: reply.Format, Body: content}
		}
		p.parts[id] = content
	}
	if p.root.Body == nil {
		return nil, badParts("the multipart message has no part")
	}
	return p, nil
}

func badParts(message string) error { return &MalformedError{Rule: RuleMultipart, Message: message} }

// include puts the bytes of other parts, as base64, in the place of the elements that
// stand for them.
func (c *Codec) include(p *parcel) ([]byte, error) {
	text, err := p.root.text()
	if err != nil {
		return nil, err
	}
	p.root.ContentType = "text/xml; charset=utf-8"
	s := xmlscan.NewString(text, c.limits)
	var out []byte
	done, start, inside := 0, 0, 0
	for {
		kind, err := s.Next()
		if err != nil {
			return nil, fromScanner(err, "")
		}
		isInclude := s.Local() == "Include" && s.Space() == xopSpace
		switch {
		case kind == xmlscan.EOF:
			return append(out, text[done:]...), nil
		case kind == xmlscan.Start && isInclude:
			href, _ := s.Attr("", "href")
			content, known := p.parts[partID(href)]
			if inside++; !known || inside > 1 {
				return nil, badParts("an element refers to a part that the multipart message does not have")
			}
			start = s.Offset()
			out = base64.StdEncoding.AppendEncode(append(out, text[done:start]...), content)
		case kind == xmlscan.End && isInclude:
			inside, done = 0, s.EndOffset()
		}
	}
}

// partID is the content id that a cid: address names.
func partID(address string) string {
	id := strings.TrimPrefix(address, "cid:")
	if plain, err := url.PathUnescape(id); err == nil {
		return plain
	}
	return id
}
