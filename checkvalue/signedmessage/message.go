package signedmessage

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"golang.org/x/text/encoding/charmap"
)

// The bounds of a message. The recorded one has 380 characters and a text of 87 bytes.
const (
	maxEncoded  = 64 << 10 // characters of base64
	maxUnpacked = 64 << 10 // bytes after decompression
	maxText     = 16 << 10 // bytes of text
)

// Message is a signed message taken apart. Nothing in it is verified: see
// [Keyring.Verify].
type Message struct {
	// Text is what was signed, as UTF-8. A text that is no UTF-8 is read as
	// windows-1251 (inferred: the gateway's older answers are in it).
	Text string
	// Time is the time of the literal packet; zero if it has none. The recorded message
	// has the second of its packetdate there, which shows that packetdate is GMT.
	Time time.Time
	// Signed is when the signature says it was made.
	Signed time.Time
	// KeyID names the key that claims to have signed: "CDF1F0E58C8258E1".
	KeyID string
	// Algorithm and Hash are those of the signature: "DSA", "SHA-1".
	Algorithm, Hash string

	body      []byte // exactly what was signed
	signature *packet.Signature
	packet    []byte // the signature packet
}

// Read takes a message in base64 apart; blanks and line breaks in it do not count. It
// accepts one signature over one text, in any arrangement of RFC 4880 (one-pass or
// not, compressed once or not), and nothing beside them. Input and decompressed size
// are bounded at 64 KiB.
func Read(encoded string) (*Message, error) {
	if len(encoded) > maxEncoded {
		return nil, fmt.Errorf("signed message: it has more than %d characters", maxEncoded)
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(encoded), ""))
	if err != nil {
		return nil, errors.New("signed message: it is not whole base64: it was cut or changed on its way")
	}
	if data, err = unpack(data); err != nil {
		return nil, err
	}
	parts, err := readParts(data)
	if err != nil {
		return nil, err
	}
	return parts.message()
}

// unpack undoes the compression that gpg --sign applies by default. A compressed
// packet inside another is refused by readParts.
func unpack(data []byte) ([]byte, error) {
	outer := bytes.NewReader(data)
	first, err := packet.Read(outer)
	compressed, ok := first.(*packet.Compressed)
	if err != nil || !ok {
		return data, nil // readParts says what is wrong with it
	}
	inner, err := readBounded(compressed.Body, maxUnpacked)
	switch {
	case errors.Is(err, errTooLarge):
		return nil, fmt.Errorf("signed message: it unpacks to more than %d bytes", maxUnpacked)
	case err != nil:
		return nil, errBroken
	case outer.Len() > 0:
		return nil, errGrammar
	}
	return inner, nil
}

var (
	errTooLarge = errors.New("too large")
	errBroken   = errors.New("signed message: it is no whole OpenPGP message: it was cut or changed on its way, or is no such message")
	errGrammar  = errors.New("signed message: it is not one text with one signature")
)

func readBounded(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, err
}

// parts are the packets of a message.
type parts struct {
	announced *packet.OnePassSignature
	literal   *packet.LiteralData
	body      []byte
	signature *packet.Signature
	raw       []byte // the packet of signature
}

func readParts(data []byte) (*parts, error) {
	var p parts
	for r := bytes.NewReader(data); r.Len() > 0; {
		start := len(data) - r.Len()
		next, err := packet.Read(r)
		if err != nil {
			return nil, errBroken
		}
		if err := p.add(next); err != nil {
			return nil, err
		}
		if p.signature == next {
			p.raw = data[start : len(data)-r.Len()]
		}
	}
	if p.literal == nil || p.signature == nil {
		return nil, errGrammar
	}
	return &p, nil
}

func (p *parts) add(next packet.Packet) (err error) {
	switch next := next.(type) {
	case *packet.OnePassSignature:
		if p.announced != nil || p.literal != nil || p.signature != nil {
			return errGrammar
		}
		p.announced = next
	case *packet.LiteralData:
		if p.literal != nil || p.announced == nil && p.signature == nil {
			return errGrammar
		}
		p.literal = next
		p.body, err = readBounded(next.Body, maxText)
		if errors.Is(err, errTooLarge) {
			return fmt.Errorf("signed message: its text has more than %d bytes", maxText)
		} else if err != nil {
			return errBroken
		}
	case *packet.Signature:
		if p.signature != nil || p.announced != nil && p.literal == nil {
			return errGrammar
		}
		p.signature = next
	default:
		return errGrammar
	}
	return nil
}

func (p *parts) message() (*Message, error) {
	s := p.signature
	switch {
	case s.IssuerKeyId == nil:
		return nil, errors.New("signed message: the signature names no key")
	case p.announced != nil && (p.announced.KeyId != *s.IssuerKeyId || p.announced.PubKeyAlgo != s.PubKeyAlgo || p.announced.Hash != s.Hash):
		return nil, errGrammar
	case s.SigType != packet.SigTypeBinary && s.SigType != packet.SigTypeText:
		return nil, errors.New("signed message: its signature is not one over a text")
	}
	m := &Message{
		Text: text(p.body), Signed: s.CreationTime.UTC(),
		KeyID: keyID(*s.IssuerKeyId), Algorithm: algorithmName(s.PubKeyAlgo), Hash: s.Hash.String(),
		body: p.body, signature: s, packet: p.raw,
	}
	if p.literal.Time != 0 {
		m.Time = time.Unix(int64(p.literal.Time), 0).UTC()
	}
	return m, nil
}

func text(body []byte) string {
	if utf8.Valid(body) {
		return string(body)
	}
	decoded, err := charmap.Windows1251.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), string(utf8.RuneError))
	}
	return string(decoded)
}

func keyID(id uint64) string { return fmt.Sprintf("%016X", id) }

func algorithmName(a packet.PublicKeyAlgorithm) string {
	switch a {
	case packet.PubKeyAlgoRSA, packet.PubKeyAlgoRSASignOnly:
		return "RSA"
	case packet.PubKeyAlgoDSA:
		return "DSA"
	case packet.PubKeyAlgoECDSA:
		return "ECDSA"
	case packet.PubKeyAlgoEdDSA, packet.PubKeyAlgoEd25519, packet.PubKeyAlgoEd448:
		return "EdDSA"
	}
	return fmt.Sprintf("algorithm %d", a)
}
