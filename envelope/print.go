package envelope

import (
	"fmt"
	"io"
	"log/slog"
)

// Credentials, requests and replies print what they are about and nothing of what is in
// them, whatever prints or encodes them.

// String returns the identity and which keys there are.
func (c Credentials) String() string {
	return fmt.Sprintf("merchant %s login %s password %s secret word %s, signs %t", c.Merchant, c.Login, c.Password, c.SecretWord, c.Signer != nil)
}

// Format writes String for every verb: a key must not be printed by its fields.
func (c Credentials) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue returns the identity.
func (c Credentials) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText returns the identity; credentials cannot be read back from it.
func (c Credentials) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// String returns everything but the body; [Codec.Redact] shows that masked.
func (r Reply) String() string {
	return fmt.Sprintf("reply of status %d, %s, %d bytes", r.Status, excerpt(r.ContentType), len(r.Body))
}

// GoString returns everything but the body.
func (r Reply) GoString() string { return r.String() }

// LogValue returns everything but the body.
func (r Reply) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalText returns everything but the body.
func (r Reply) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
