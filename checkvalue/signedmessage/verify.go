package signedmessage

import (
	"bytes"
	"crypto"
	"crypto/fips140"
	"errors"
	"fmt"

	pgperrors "github.com/ProtonMail/go-crypto/openpgp/errors"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"

	"github.com/assist-soap/toolkit/checkvalue"
)

// ErrFIPS is returned in FIPS-only mode: OpenPGP names keys by SHA-1 digests, and the
// recorded messages are DSA with SHA-1.
var ErrFIPS = errors.New("OpenPGP messages of the gateway need SHA-1, which GODEBUG=fips140=only forbids: " +
	"run with fips140=on, or call inside crypto/fips140.WithoutEnforcement")

func allowed() error {
	if fips140.Enforced() {
		return ErrFIPS
	}
	return nil
}

// OpenMessage takes a message apart, verifies its signature and returns its text; it
// implements [checkvalue.SignedMessages]. A message whose key the keyring does not
// hold is opened with [checkvalue.ErrUnverified].
func (k *Keyring) OpenMessage(encoded string) (string, error) {
	m, err := Read(encoded)
	if err != nil {
		return "", err
	}
	if err := k.Verify(m); err != nil {
		if errors.Is(err, checkvalue.ErrUnverified) {
			return m.Text, err
		}
		return "", err
	}
	return m.Text, nil
}

// Verify checks that a key of the keyring signed the message, was valid at that time,
// and used algorithms that the package accepts. The error is [checkvalue.ErrUnverified]
// if the keyring lacks the key, [checkvalue.ErrSignature] if the signature is not that
// of the text, or says why the key or the algorithm is not accepted.
//
// It says nothing about the answer that carried the message: [checkvalue.Verify] does.
func (k *Keyring) Verify(m *Message) error {
	if k == nil || len(k.entities) == 0 {
		return fmt.Errorf("%w: there is no public key of the gateway; the message claims key %s", checkvalue.ErrUnverified, m.KeyID)
	}
	if err := allowed(); err != nil {
		return err
	}
	if err := m.accepted(); err != nil {
		return err
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	_, _, err := openpgp.VerifyDetachedSignature(k.entities, bytes.NewReader(m.body), bytes.NewReader(m.packet), policy())
	return explain(m, err)
}

// accepted refuses weak hashes. SHA-1 is for DSA alone: see the package comment.
func (m *Message) accepted() error {
	switch {
	case m.signature.Hash == crypto.SHA1 && m.signature.PubKeyAlgo == packet.PubKeyAlgoDSA:
		return nil
	case m.signature.Hash == crypto.SHA1, m.signature.Hash == crypto.MD5, m.signature.Hash == crypto.RIPEMD160:
		return fmt.Errorf("signed message: a signature of %s with %s is too weak to be believed; ask the gateway's support for its current key", m.Algorithm, m.Hash)
	}
	return nil
}

// policy is go-crypto's default but for: DSA keys, SHA-1 signatures (narrowed to DSA by
// accepted), RSA from 1024 bits, keys without flags.
func policy() *packet.Config {
	return &packet.Config{
		RejectPublicKeyAlgorithms:           map[packet.PublicKeyAlgorithm]bool{packet.PubKeyAlgoElGamal: true},
		RejectMessageHashAlgorithms:         map[crypto.Hash]bool{crypto.MD5: true, crypto.RIPEMD160: true},
		MinRSABits:                          1024, // crypto/rsa takes no less
		InsecureAllowAllKeyFlagsWhenMissing: true,
	}
}

// explain finds words for go-crypto's verdict.
func explain(m *Message, err error) error {
	var wrong pgperrors.SignatureError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgperrors.ErrUnknownIssuer):
		return fmt.Errorf("%w: the keyring does not hold key %s, which the message claims; ask the gateway's support for it", checkvalue.ErrUnverified, m.KeyID)
	case errors.Is(err, pgperrors.ErrKeyExpired), errors.Is(err, pgperrors.ErrKeyRevoked), errors.Is(err, pgperrors.ErrSignatureExpired),
		errors.Is(err, pgperrors.ErrSignatureOlderThanKey):
		return fmt.Errorf("signed message: key %s: %w", m.KeyID, err)
	case errors.As(err, &wrong):
		return fmt.Errorf("%w (key %s)", checkvalue.ErrSignature, m.KeyID)
	}
	return fmt.Errorf("signed message: key %s cannot verify it: %w", m.KeyID, err)
}
