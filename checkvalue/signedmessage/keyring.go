package signedmessage

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/armor"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"
)

// Keyring holds the gateway's public keys. A nil *Keyring holds none: it opens
// messages, and verifies nothing. It is safe for concurrent use; verifications take
// turns, each about a millisecond.
type Keyring struct {
	mutex    sync.Mutex // go-crypto caches in the entities what it found out
	entities openpgp.EntityList
}

// Key describes a key of a keyring, for a person to compare with what the gateway's
// operator says.
type Key struct {
	ID          string // "CDF1F0E58C8258E1"
	Fingerprint string // hexadecimal
	Algorithm   string
	Created     time.Time
}

// maxKeyring bounds what ParseKeyring reads.
const maxKeyring = 1 << 20

// ParseKeyring reads public keys, armored ("-----BEGIN PGP PUBLIC KEY BLOCK-----",
// several blocks and text around them allowed) or binary. Private keys are refused:
// nobody but the gateway should hold one. The error never quotes the file.
func ParseKeyring(data []byte) (*Keyring, error) {
	if err := allowed(); err != nil {
		return nil, err
	}
	if len(data) > maxKeyring {
		return nil, fmt.Errorf("keyring: it has more than %d bytes; export the gateway's keys alone", maxKeyring)
	}
	blocks := [][]byte{data}
	if bytes.Contains(data, []byte("-----BEGIN PGP ")) {
		var err error
		if blocks, err = dearmor(data); err != nil {
			return nil, err
		}
	}
	k := &Keyring{}
	for _, block := range blocks {
		entities, err := openpgp.ReadKeyRing(bytes.NewReader(block))
		if err != nil {
			return nil, fmt.Errorf("keyring: it cannot be read: %w", err)
		}
		k.entities = append(k.entities, entities...)
	}
	for _, e := range k.entities {
		if e.PrivateKey != nil {
			return nil, errPrivate
		}
	}
	if len(k.entities) == 0 {
		return nil, errors.New("keyring: it holds no OpenPGP public key; export one with: gpg --export --armor KEY")
	}
	return k, nil
}

var errPrivate = errors.New("keyring: it holds a private key; export the public one with: gpg --export --armor KEY")

func dearmor(data []byte) (blocks [][]byte, err error) {
	const begin, end = "-----BEGIN PGP ", "-----END PGP "
	for rest := data; ; {
		at := bytes.Index(rest, []byte(begin))
		if at < 0 {
			return blocks, nil
		}
		rest = rest[at:]
		size := bytes.Index(rest, []byte(end))
		if size < 0 {
			return nil, errors.New("keyring: an armored block has no end: the file is cut")
		}
		if line := bytes.IndexByte(rest[size:], '\n'); line >= 0 {
			size += line + 1
		} else {
			size = len(rest)
		}
		block, err := armor.Decode(bytes.NewReader(rest[:size]))
		switch {
		case err != nil:
			return nil, fmt.Errorf("keyring: the armor cannot be read: %w", err)
		case block.Type == openpgp.PrivateKeyType:
			return nil, errPrivate
		case block.Type != openpgp.PublicKeyType:
			return nil, fmt.Errorf("keyring: it holds a %s where a %s is needed", block.Type, openpgp.PublicKeyType)
		}
		binary, err := readBounded(block.Body, maxKeyring)
		if err != nil {
			return nil, errors.New("keyring: the armor is damaged")
		}
		blocks, rest = append(blocks, binary), rest[size:]
	}
}

// Keys lists the primary keys and subkeys.
func (k *Keyring) Keys() []Key {
	if k == nil {
		return nil
	}
	var keys []Key
	for _, found := range k.entities.KeysById(0) {
		keys = append(keys, Key{
			ID: keyID(found.PublicKey.KeyId), Fingerprint: strings.ToUpper(fmt.Sprintf("%x", found.PublicKey.Fingerprint)),
			Algorithm: algorithmName(found.PublicKey.PubKeyAlgo), Created: found.PublicKey.CreationTime.UTC(),
		})
	}
	return keys
}
