package signedmessage_test

import (
	"bytes"
	"crypto"
	"crypto/dsa" //lint:ignore SA1019 the gateway's own key is a DSA key (assist-clients.md 2.4)
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"

	"github.com/assist-soap/toolkit/checkvalue/signedmessage"
	"github.com/assist-soap/toolkit/service"
)

// gateway is a signer of our own, made of packets, so that it can do what the recorded
// gateway did and what nobody should.
type gateway struct {
	key    *packet.PrivateKey
	hash   crypto.Hash
	public []byte
}

var keyMade = time.Date(2010, 3, 1, 12, 0, 0, 0, time.UTC)

// dsaGateway signs as the recorded one did: DSA of 1024 and 160 bits, SHA-1.
var dsaGateway = sync.OnceValue(func() *gateway {
	var key dsa.PrivateKey
	if err := dsa.GenerateParameters(&key.Parameters, rand.Reader, dsa.L1024N160); err != nil {
		panic(err)
	}
	if err := dsa.GenerateKey(&key, rand.Reader); err != nil {
		panic(err)
	}
	return newGateway(packet.NewDSAPrivateKey(keyMade, &key), crypto.SHA1, time.Time{})
})

var rsaGateway = sync.OnceValue(func() *gateway {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return newGateway(packet.NewRSAPrivateKey(keyMade, key), crypto.SHA256, time.Time{})
})

// oldStyle makes signatures without the salt that newer programs add.
func oldStyle() *packet.Config {
	no := false
	return &packet.Config{NonDeterministicSignaturesViaNotation: &no}
}

// newGateway certifies the key for itself, with an end of its validity if given. As
// programs of that time did, it writes no key flags.
func newGateway(key *packet.PrivateKey, hash crypto.Hash, expires time.Time) *gateway {
	certificate := &packet.Signature{
		Version: 4, SigType: packet.SigTypePositiveCert, PubKeyAlgo: key.PubKeyAlgo, Hash: hash,
		CreationTime: keyMade, IssuerKeyId: &key.KeyId,
	}
	if !expires.IsZero() {
		seconds := uint32(expires.Sub(keyMade) / time.Second)
		certificate.KeyLifetimeSecs = &seconds
	}
	user := packet.NewUserId("Gateway", "test", "gateway@example.org")
	if err := certificate.SignUserId(user.Id, &key.PublicKey, key, oldStyle()); err != nil {
		panic(err)
	}
	var ring bytes.Buffer
	for _, write := range []func() error{
		func() error { return key.PublicKey.Serialize(&ring) },
		func() error { return user.Serialize(&ring) },
		func() error { return certificate.Serialize(&ring) },
	} {
		if err := write(); err != nil {
			panic(err)
		}
	}
	return &gateway{key: key, hash: hash, public: ring.Bytes()}
}

func (g *gateway) keyring(tb testing.TB) *signedmessage.Keyring {
	tb.Helper()
	k, err := signedmessage.ParseKeyring(g.public)
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

func armored(tb testing.TB, kind string, data []byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	w, err := armor.Encode(&out, kind, nil)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return append(out.Bytes(), '\n')
}

var signedAt = time.Date(2016, 9, 26, 23, 8, 37, 0, time.UTC)

// packets of a message over text: one-pass, literal, signature.
func (g *gateway) packets(tb testing.TB, text string) [3][]byte {
	tb.Helper()
	return [3][]byte{g.onePass(tb), literal(tb, text), g.signature(tb, text)}
}

func (g *gateway) onePass(tb testing.TB) []byte {
	return serialize(tb, (&packet.OnePassSignature{
		Version: 3, SigType: packet.SigTypeBinary, Hash: g.hash, PubKeyAlgo: g.key.PubKeyAlgo, KeyId: g.key.KeyId, IsLast: true,
	}).Serialize)
}

func (g *gateway) signature(tb testing.TB, text string) []byte {
	tb.Helper()
	s := &packet.Signature{
		Version: 4, SigType: packet.SigTypeBinary, PubKeyAlgo: g.key.PubKeyAlgo, Hash: g.hash,
		CreationTime: signedAt, IssuerKeyId: &g.key.KeyId,
	}
	h := g.hash.New()
	h.Write([]byte(text))
	if err := s.Sign(h, g.key, oldStyle()); err != nil {
		tb.Fatal(err)
	}
	return serialize(tb, s.Serialize)
}

// message signs text as the recorded message was signed.
func (g *gateway) message(tb testing.TB, text string) string {
	tb.Helper()
	p := g.packets(tb, text)
	return base64.StdEncoding.EncodeToString(bytes.Join(p[:], nil))
}

func literal(tb testing.TB, text string) []byte {
	tb.Helper()
	var out bytes.Buffer
	w, err := packet.SerializeLiteral(closer{&out}, true, "_CONSOLE", uint32(signedAt.Unix()))
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func compressed(tb testing.TB, data []byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	w, err := packet.SerializeCompressed(closer{&out}, packet.CompressionZIP, nil)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func serialize(tb testing.TB, write func(io.Writer) error) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

type closer struct{ *bytes.Buffer }

func (closer) Close() error { return nil }

// The answer the tests share has the fields that S3 names.

var answerFields = []string{
	"ordernumber", "billnumber", "responsecode", "orderamount", "ordercurrency", "meannumber", "approvalcode", "orderstate", "packetdate", "signature",
}

var answerTerms = []string{
	"billnumber", "ordernumber", "responsecode", "orderamount", "ordercurrency", "meannumber", "approvalcode", "orderstate", "packetdate",
}

func example() *service.Service {
	var fields []service.Field
	for _, name := range answerFields {
		facts := &service.Facts{Param: name}
		if name == "billnumber" {
			facts.Role = service.RoleGatewayKey
		}
		fields = append(fields, service.Field{Name: name, Type: service.XSDString, Flags: service.Optional, Facts: facts})
	}
	var terms []service.Term
	for _, name := range answerTerms {
		terms = append(terms, service.Term{Field: name})
	}
	return &service.Service{
		Name: "example", Spaces: []string{""}, Types: []service.Type{{Fields: fields}},
		Operations: []service.Operation{{Name: "pay", Response: service.Message{Name: "response", Digests: []service.Digest{{
			Kind: service.SignedMessage, Field: "signature",
			Variants: []service.Variant{{Name: "commas", Delimiter: ",", Terms: terms}, {Name: "no-delimiter", Terms: terms}},
		}}}}},
	}
}

func digest(s *service.Service) *service.Digest { return &s.Operations[0].Response.Digests[0] }

// answer has the values of the text below, but for what the pairs change.
func answer(tb testing.TB, pairs ...string) *service.Record {
	tb.Helper()
	r := service.NewRecord(example(), 0)
	all := append([]string{
		"billnumber", "5775486650107611", "ordernumber", "24", "responsecode", "AS000", "orderamount", "4.00", "ordercurrency", "RUB",
		"meannumber", "411111****1111", "approvalcode", "F02118", "orderstate", "Approved", "packetdate", "26.09.2016 23:08:37",
	}, pairs...)
	for i := 0; i < len(all); i += 2 {
		if err := r.Set(all[i], all[i+1]); err != nil {
			tb.Fatal(err)
		}
	}
	return r
}

const signedText = "5775486650107611.2,24,AS000,4.00,RUB,411111****1111,F02118,Approved,26.09.2016 23:08:37"
