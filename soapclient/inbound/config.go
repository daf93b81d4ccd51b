package inbound

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Merchant is whom messages may be for, and what proves them genuine. It prints masked.
type Merchant struct {
	ID string // Merchant_ID, digits
	// SecretWords are the words that check values may be made with, the newest first.
	// More than one is for the time of a change: see [Notice.Word].
	SecretWords []service.Secret
	// Messages opens signed messages, which merchants of the signature type PGP get; a
	// keyring of package signedmessage is one. Nil: they cannot be verified.
	Messages checkvalue.SignedMessages
	// GatewayKey verifies plain RSA signatures; nil: they cannot be verified.
	GatewayKey *rsa.PublicKey
}

// String returns the identity and how many secret words there are.
func (m Merchant) String() string {
	return fmt.Sprintf("merchant %s with %d secret words", m.ID, len(m.SecretWords))
}

// Format writes String for every verb: a key must not be printed by its fields.
func (m Merchant) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, m.String()) }

// Config is how a handler works. Only Merchants must be set.
type Config struct {
	Merchants []Merchant // for whom messages are taken; at least one
	// Seen remembers what was delivered; nil: [NewMemory] with its default size, which
	// forgets when the program ends.
	Seen Seen
	// MaxBody is how many bytes a message may have; 0: 256 KiB.
	MaxBody int64
	// Unavailable sends HTTP status 503 without a body where otherwise the connection is
	// broken off, so that there is no answer. HTTP/2 always gets the status.
	Unavailable bool
	// FaultStatus is the HTTP status of a refusal in SOAP: 500 as SOAP 1.1 wants (the
	// default), or 200 for a gateway that takes a status of failure for no answer.
	FaultStatus int
	// Logger gets one line for every message, without any value of it; nil: nothing.
	Logger *slog.Logger
	// Observe is told of every message after its answer is settled; nil: nobody. It may
	// be called from many goroutines.
	Observe func(context.Context, *Event)
}

const (
	defaultMaxBody = 256 << 10
	maxFields      = 1000 // of a form; documents list 50
)

// merchant is a Merchant made ready.
type merchant struct {
	Merchant
	words []checkvalue.Key
}

func (c *Config) merchants() (map[string]*merchant, error) {
	var problems []error
	known := map[string]*merchant{}
	for i := range c.Merchants {
		m := &merchant{Merchant: c.Merchants[i]}
		switch {
		case m.ID == "":
			problems = append(problems, fmt.Errorf("inbound: merchant %d has no ID; it is the Merchant_ID of the account", i+1))
		case known[m.ID] != nil:
			problems = append(problems, fmt.Errorf("inbound: merchant %s is configured twice; put all its secret words into one", m.ID))
		case len(m.SecretWords) == 0 && m.Messages == nil && m.GatewayKey == nil:
			problems = append(problems, fmt.Errorf("inbound: merchant %s has no secret word and no key; nothing could be verified", m.ID))
		}
		for j, word := range m.SecretWords {
			key, err := checkvalue.NewKey(word)
			if err != nil {
				problems = append(problems, fmt.Errorf("inbound: merchant %s: secret word %d: %w", m.ID, j+1, err))
			}
			m.words = append(m.words, key)
		}
		known[m.ID] = m
	}
	if len(c.Merchants) == 0 {
		problems = append(problems, errors.New("inbound: no merchant is configured; name at least one with its secret word"))
	}
	if c.MaxBody < 0 {
		problems = append(problems, fmt.Errorf("inbound: MaxBody is %d; 0 is the default of %d bytes", c.MaxBody, defaultMaxBody))
	}
	if c.FaultStatus != 0 && c.FaultStatus != http.StatusOK && c.FaultStatus != http.StatusInternalServerError {
		problems = append(problems, fmt.Errorf("inbound: FaultStatus is %d; it is 500, the default, or 200", c.FaultStatus))
	}
	return known, errors.Join(problems...)
}

func (c *Config) maxBody() int64 {
	if c.MaxBody > 0 {
		return c.MaxBody
	}
	return defaultMaxBody
}

func (c *Config) faultStatus() int {
	if c.FaultStatus == 0 {
		return http.StatusInternalServerError
	}
	return c.FaultStatus
}

func (c *Config) codecOptions() envelope.Options {
	return envelope.Options{Limits: envelope.Limits{
		Document: 2 * int(c.maxBody()), // windows-1251 grows when it becomes UTF-8
		Depth:    16, Nodes: 20_000,
	}}
}
