package soapclient

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const (
	// firstGrab is how much memory an announced length may claim before bytes came.
	firstGrab = 256 << 10
	// maxDrain is how much may follow a compressed answer on a connection worth keeping.
	maxDrain = 4 << 10
)

// readReply reads the body of a response whole into buffer, at most limit bytes of it
// after decompression, and closes it. An answer that was read to its end leaves the
// connection free for the next call; one that was not costs the connection, since
// nobody knows how long the rest would take.
func readReply(response *http.Response, limit int, buffer []byte) ([]byte, error) {
	defer func() { _ = response.Body.Close() }()
	body, announced, err := plainBody(response)
	if err != nil {
		return nil, err
	}
	if announced > int64(limit) {
		return nil, tooLarge(limit)
	}
	buffer, err = readAll(body, limit, slices.Grow(buffer[:0], int(min(max(announced, 0), firstGrab))+1))
	if err != nil {
		return nil, err
	}
	if body != response.Body { // compressed: something may follow
		_, _ = io.CopyN(io.Discard, response.Body, maxDrain)
	}
	return buffer, nil
}

// readAll appends the body to buffer. A byte of room beyond the announced length finds
// its end without growing.
func readAll(body io.Reader, limit int, buffer []byte) ([]byte, error) {
	for {
		if len(buffer) == cap(buffer) {
			grown := append(make([]byte, 0, 2*len(buffer)+512), buffer...)
			clear(buffer)
			buffer = grown
		}
		n, err := body.Read(buffer[len(buffer):min(cap(buffer), limit+1)])
		buffer = buffer[:len(buffer)+n]
		switch {
		case len(buffer) > limit:
			return nil, tooLarge(limit)
		case err == io.EOF:
			return buffer, nil
		case err != nil:
			why := explain(err)
			why.text = fmt.Sprintf("the answer broke off after %d bytes: %s", len(buffer), why.text)
			return nil, why
		}
	}
}

// plainBody returns the body of a response without its compression, and its length if
// that is known.
func plainBody(response *http.Response) (io.Reader, int64, error) {
	switch coding := strings.ToLower(strings.TrimSpace(response.Header.Get("Content-Encoding"))); coding {
	case "gzip", "x-gzip": // unasked for, but plain enough
		unzipped, err := gzip.NewReader(response.Body)
		if err != nil {
			return nil, 0, &reason{text: "the answer is marked gzip and is not", err: err}
		}
		return unzipped, -1, nil
	case "", "identity", "utf-8", "windows-1251": // the vendor's own code takes this for the charset's header (K1)
	default:
		return nil, 0, &reason{text: fmt.Sprintf("the answer is coded as %.20q, which was not asked for", coding), permanent: true}
	}
	return response.Body, response.ContentLength, nil
}

func tooLarge(limit int) error {
	return &reason{text: fmt.Sprintf("the answer is larger than %d bytes; WithMaxBody sets the limit", limit), permanent: true}
}

// redirected explains a 3xx answer. It names the host and nothing more of the new
// address, which is the other side's text.
func redirected(response *http.Response) error {
	host := "nowhere"
	if location, err := url.Parse(response.Header.Get("Location")); err == nil {
		if host = location.Hostname(); host == "" {
			host = "another path of the same host"
		}
	}
	return &reason{text: fmt.Sprintf("the server redirects (HTTP %d) to %.80q; redirects are not followed, correct the endpoint", response.StatusCode, host), permanent: true}
}
