package sandbox

import (
	"crypto/dsa" //lint:ignore SA1019 the gateway's own key is a DSA key (assist-clients.md 2.4)
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/big"
	"slices"
	"strings"
	"time"
)

// Notary signs for the sandbox what the gateway signs for merchants of the signature
// type PGP: an OpenPGP message that holds its own text, by a DSA key with SHA-1, as in
// the answer recorded in 2016. The packets are written here, byte by byte (RFC 4880), so
// that no library reads what it wrote itself. It is immutable.
type Notary struct {
	key  dsa.PrivateKey
	made time.Time
}

// NewNotary makes the key of a name, always the same one; everybody can, and it protects
// nothing.
func NewNotary(name string) *Notary {
	n := &Notary{made: time.Date(2010, 3, 1, 12, 0, 0, 0, time.UTC)}
	n.key.Parameters = dsa.Parameters{P: hexadecimal(notaryP), Q: hexadecimal(notaryQ), G: hexadecimal(notaryG)}
	sum := sha256.Sum256([]byte(name))
	n.key.X = new(big.Int).Mod(new(big.Int).SetBytes(sum[:]), n.key.Q)
	n.key.Y = new(big.Int).Exp(n.key.G, n.key.X, n.key.P)
	return n
}

// GatewayKey names the key with which the sandbox signs its answers.
const GatewayKey = "sandbox gateway test key"

// The group of the key (1024 and 160 bits). It is public, and shared by all who like it.
const (
	notaryP = "bd3e11ecd64880429e0806508ffe42017c27a86bc78a88674518a96ad592793460ed6c552b4f6cdc8a3dbc48d636bf49" +
		"2688a053c117c69899b6191af8b4cb31166bbcf7192045db49ef0f3929adf2efe6ba359d2c6983a46cf50b5b5bcfc82a" +
		"1ca300b09852dcdaf0bf4d1d83d817a90a405c0c49e85249e14a09d2ae160f29"
	notaryQ = "aa1e5d9e10682ae8362ac21d7bf2491bb384b5a1"
	notaryG = "9a5b92ab6676fd72149c9cf6639db4b66609a275012cdca848cad8a301eae9e87f13516b3f8d88a1731b7cc9e2ba73e4" +
		"08159a8cacfb397c4c866f65b84d76f53343c704fe694a8322decfb2a966524e12e0c88453280717bbc7c02c7c7d3ffa" +
		"f36bdad470c1f6fa77ae0b66ebdbcd655117cebc60d62cb5bd50d6858f6f3ef1"
)

// Message returns text as a signed message in base64. now is that of the literal packet;
// a signature is never of the future, where nobody would believe it, although the clock
// of the sandbox may have been moved there.
func (n *Notary) Message(text string, now time.Time) string {
	return n.assemble(text, text, now)
}

// Altered returns a message whose text is another one than the key signed, for tests.
func (n *Notary) Altered(text string, now time.Time) string {
	return n.assemble(text, text+"?", now)
}

func (n *Notary) assemble(shown, signed string, now time.Time) string {
	return base64.StdEncoding.EncodeToString(slices.Concat(
		packet(tagOnePass, slices.Concat([]byte{3, overText, hashSHA1, algorithmDSA}, n.keyID(), []byte{1})),
		literalPacket(shown, now),
		n.signature(overText, []byte(signed), earlier(now, time.Now())),
	))
}

func literalPacket(text string, now time.Time) []byte {
	const name = "_CONSOLE" // as recorded
	body := append([]byte{'b', byte(len(name))}, name...)
	return packet(tagLiteral, append(seconds(body, now), text...))
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// signature signs data: version 4, with the time under the signature and the key beside
// it.
func (n *Notary) signature(kind byte, data []byte, made time.Time) []byte {
	hashed := subpacket(subpacketCreated, seconds(nil, made))
	head := binary.BigEndian.AppendUint16([]byte{4, kind, algorithmDSA, hashSHA1}, uint16(len(hashed)))
	head = append(head, hashed...)
	trailer := binary.BigEndian.AppendUint32([]byte{4, 0xff}, uint32(len(head)))
	sum := sha1.Sum(slices.Concat(data, head, trailer))
	r, s, err := dsa.Sign(rand.Reader, &n.key, sum[:])
	if err != nil {
		panic("sandbox: the constants of the notary are no key: " + err.Error())
	}
	maker := subpacket(subpacketMaker, n.keyID())
	head = binary.BigEndian.AppendUint16(head, uint16(len(maker)))
	return packet(tagSignature, slices.Concat(head, maker, sum[:2], mpi(r), mpi(s)))
}

// public is the body of the packet of the public key.
func (n *Notary) public() []byte {
	body := append(seconds([]byte{4}, n.made), algorithmDSA)
	for _, number := range []*big.Int{n.key.P, n.key.Q, n.key.G, n.key.Y} {
		body = append(body, mpi(number)...)
	}
	return body
}

// hashable is how the public key enters a digest.
func (n *Notary) hashable() []byte {
	body := n.public()
	return append(binary.BigEndian.AppendUint16([]byte{0x99}, uint16(len(body))), body...)
}

func (n *Notary) keyID() []byte {
	fingerprint := sha1.Sum(n.hashable())
	return fingerprint[12:]
}

// certificate is the public key with its name, which it has signed itself: what a
// merchant imports.
func (n *Notary) certificate() []byte {
	const user = "Assist sandbox, test key <gateway@example.org>"
	named := binary.BigEndian.AppendUint32(append(n.hashable(), 0xb4), uint32(len(user)))
	return slices.Concat(
		packet(tagPublicKey, n.public()), packet(tagUser, []byte(user)),
		n.signature(overUser, append(named, user...), n.made),
	)
}

// Armored is the public key as text, to be imported.
func (n *Notary) Armored() string {
	data := n.certificate()
	lines := []string{"-----BEGIN PGP PUBLIC KEY BLOCK-----", ""}
	for chunk := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(data)), 64) {
		lines = append(lines, string(chunk))
	}
	sum := binary.BigEndian.AppendUint32(nil, crc24(data))
	return strings.Join(append(lines, "="+base64.StdEncoding.EncodeToString(sum[1:]), "-----END PGP PUBLIC KEY BLOCK-----", ""), "\n")
}
