package soapclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"strings"
	"syscall"
)

// reason is why an exchange failed, in words that are safe to log: texts of the
// network libraries may quote what the other side sent.
type reason struct {
	text      string
	permanent bool // trying again would end the same way
	err       error
}

func (r *reason) Error() string { return r.text }

func (r *reason) Unwrap() error { return r.err }

// explain finds words for an error of the HTTP transport.
func explain(err error) *reason {
	if own, ok := errors.AsType[*reason](err); ok {
		return own
	}
	text, permanent := words(err)
	return &reason{text: text, permanent: permanent, err: err}
}

func words(err error) (text string, permanent bool) {
	if text = certificateWords(err); text != "" {
		return text, true
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "the caller gave up", true
	case errors.Is(err, context.DeadlineExceeded):
		return "time ran out; Timeout and WithTimeout set it", true
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "the connection timed out", false
	case errors.Is(err, net.ErrClosed):
		return "the connection was closed", false
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the server closed the connection", false
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return fmt.Sprintf("the name %q cannot be resolved", dns.Name), dns.IsNotFound
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno.Error(), false
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Timeout() {
		return "the connection timed out", false
	}
	if _, ok := errors.AsType[textproto.ProtocolError](err); ok { // it quotes the line
		return "the answer's HTTP header is malformed", false
	}
	return libraryWords(err)
}

// certificateWords: crypto/x509 says well what is wrong; we add what to do.
func certificateWords(err error) string {
	if errors.Is(err, errNotPinned) {
		return errNotPinned.Error()
	}
	if host, ok := errors.AsType[x509.HostnameError](err); ok {
		return oneLine(host.Error()) + "; check the endpoint's host name"
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		return oneLine(invalid.Error()) + "; the server's certificate or this machine's clock needs attention"
	}
	if unknown, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return oneLine(unknown.Error()) + "; WithTLSRoots names the authorities to trust"
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "the server does not speak TLS on this port"
	}
	if failed, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return oneLine(failed.Error())
	}
	return ""
}

// libraryWords passes on what crypto/tls and net/http say themselves, up to the
// first quoted word, which may be the other side's.
func libraryWords(err error) (text string, permanent bool) {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	text, _, _ = strings.Cut(oneLine(err.Error()), `"`)
	switch {
	case strings.HasPrefix(text, "tls: ") && strings.Contains(text, "protocol version"):
		return "the server offers no TLS 1.2 or newer (" + text + ")", true
	case text == "tls: handshake failure": // TLS 1.2 has no word of its own for a missing certificate
		return "the server found nothing in common with this client, or wants a client certificate, which WithClientCertificate gives (" + text + ")", true
	case refusesClient(text):
		return "the server wants a client certificate that it accepts; WithClientCertificate gives one (" + text + ")", true
	case strings.HasPrefix(text, "tls: "):
		return text, true
	case strings.HasPrefix(text, "http: "), strings.HasPrefix(text, "net/http: "), strings.HasPrefix(text, "malformed HTTP "):
		return strings.TrimRight(text, " "), false
	}
	return fmt.Sprintf("the HTTP exchange failed (%T)", err), false
}

// refusesClient: the alerts (RFC 8446, section 6.2) with which a server refuses the
// certificate of a client; crypto/tls refuses certificates of servers by its own errors.
func refusesClient(alert string) bool {
	switch strings.TrimSpace(strings.TrimPrefix(alert, "tls: ")) {
	case "certificate required", "bad certificate", "unsupported certificate", "revoked certificate",
		"expired certificate", "unknown certificate", "unknown certificate authority", "access denied":
		return true
	}
	return false
}

// oneLine keeps names that the other side chose from breaking a log line.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	if len(text) > 300 {
		text = strings.ToValidUTF8(text[:300], "") + "…"
	}
	return text
}
