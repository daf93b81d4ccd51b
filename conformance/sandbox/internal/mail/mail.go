// Package mail writes a plain text message and hands it to an SMTP server.
package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/netip"
	"net/smtp"
	"strings"
	"time"
)

// Message is a plain text message.
type Message struct {
	ID      string // unique, without brackets
	Date    time.Time
	From    string
	To      string
	ReplyTo []string
	Subject string
	Text    string // lines end with \n
}

// Address reports whether a text is an address that mail can be sent to: one mailbox,
// without a name.
func Address(text string) bool {
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Name == "" && parsed.Address == text && !strings.ContainsAny(text, "\r\n")
}

// Bytes returns the message as RFC 5322 and MIME want it: UTF-8 in quoted-printable.
// Addresses that are none make an error, so that no header can be smuggled in.
func (m *Message) Bytes() ([]byte, error) {
	for _, address := range append([]string{m.From, m.To}, m.ReplyTo...) {
		if !Address(address) {
			return nil, errors.New("mail: an address is not a mailbox")
		}
	}
	var out bytes.Buffer
	header := func(name, value string) { fmt.Fprintf(&out, "%s: %s\r\n", name, value) }
	header("Date", m.Date.Format(time.RFC1123Z))
	header("Message-ID", "<"+m.ID+">")
	header("From", m.From)
	header("To", m.To)
	if len(m.ReplyTo) > 0 {
		header("Reply-To", strings.Join(m.ReplyTo, ", "))
	}
	header("Subject", mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(m.Subject), " ")))
	header("MIME-Version", "1.0")
	header("Content-Type", "text/plain; charset=utf-8")
	header("Content-Transfer-Encoding", "quoted-printable")
	out.WriteString("\r\n")
	body := quotedprintable.NewWriter(&out)
	_, _ = body.Write([]byte(strings.ReplaceAll(m.Text, "\n", "\r\n")))
	_ = body.Close() // writing to memory does not fail
	return out.Bytes(), nil
}

// Send hands a message to the server at an address with a port. Servers on other
// computers that offer TLS are spoken to over TLS.
func Send(ctx context.Context, server string, m *Message) error {
	body, err := m.Bytes()
	if err != nil {
		return err
	}
	host, _, err := net.SplitHostPort(server)
	if err != nil {
		return fmt.Errorf("mail: %q is no address with a port", server)
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", server)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if deadline, set := ctx.Deadline(); set {
		_ = connection.SetDeadline(deadline)
	}
	client, err := smtp.NewClient(connection, host)
	if err != nil {
		_ = connection.Close()
		return fmt.Errorf("mail: %w", err)
	}
	defer func() { _ = client.Close() }()
	return transmit(client, host, m, body)
}

func transmit(client *smtp.Client, host string, m *Message, body []byte) error {
	if err := client.Hello("localhost"); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if offered, _ := client.Extension("STARTTLS"); offered && !loopback(host) {
		if err := client.StartTLS(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}); err != nil {
			return fmt.Errorf("mail: %w", err)
		}
	}
	if err := client.Mail(m.From); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if err := client.Rcpt(m.To); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	data, err := client.Data()
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if _, err := data.Write(body); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if err := data.Close(); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	return client.Quit()
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
