package sandbox

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"
	"sync"
)

// SigningKey names the test key with which the signing merchants sign their requests;
// StrangerKey is one that no merchant has.
const (
	SigningKey  = "sandbox merchant test key"
	StrangerKey = "sandbox stranger test key"
)

// TestKey makes the RSA key of a name, always the same one, of the 1024 bits the
// documents speak of (D29). Anybody can make it: it protects nothing, and must never
// stand for a real merchant. It takes some ten milliseconds.
func TestKey(name string) *rsa.PrivateKey {
	stream := &nameStream{name: name}
	one, e := big.NewInt(1), big.NewInt(65537)
	for {
		p, q := stream.prime(), stream.prime()
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(e, phi)
		if d == nil || p.Cmp(q) == 0 {
			continue
		}
		key := &rsa.PrivateKey{
			PublicKey: rsa.PublicKey{N: new(big.Int).Mul(p, q), E: int(e.Int64())}, D: d, Primes: []*big.Int{p, q},
		}
		key.Precompute()
		return key
	}
}

// TestSigner returns the [TestKey] of [SigningKey], which it makes when it first signs.
func TestSigner() crypto.Signer {
	return testSigner{sync.OnceValue(func() *rsa.PrivateKey { return TestKey(SigningKey) })}
}

type testSigner struct{ key func() *rsa.PrivateKey }

// Public returns the public key.
func (s testSigner) Public() crypto.PublicKey { return signingKey() }

// Sign signs a digest.
func (s testSigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	return s.key().Sign(random, digest, opts)
}

// signingKey is the public half of SigningKey, written down so that starting a sandbox
// need not search for primes.
func signingKey() *rsa.PublicKey {
	return &rsa.PublicKey{N: hexadecimal(signingModulus), E: 65537}
}

const signingModulus = "e7fcaa04fbcf2fe74d73a79055e221e3c01ebda4b5638b8451fca4ae74242df3c92b6f58f60aebfe8346df3da6de8051" +
	"74edb2fba1f0321cf360952d9ffb4daa8515a950d55066f246dc2991729bff4b28db0163eaa462c75a3af3cd65c0348a" +
	"045b71cce9cba4b9b0a3844f64b6a07abc7f21aabf7eefe90e7c5b8c9c1b4f4f"

// nameStream gives out bytes that follow from a name.
type nameStream struct {
	name string
	n    uint64
}

func (s *nameStream) block() []byte {
	s.n++
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(s.name), s.n))
	return sum[:]
}

// prime returns a prime of 512 bits whose two highest bits are set: the product of two
// has 1024 bits.
func (s *nameStream) prime() *big.Int {
	bytes := append(s.block(), s.block()...)
	bytes[0] |= 0xc0
	bytes[len(bytes)-1] |= 1
	n, two := new(big.Int).SetBytes(bytes), big.NewInt(2)
	for !n.ProbablyPrime(20) {
		n.Add(n, two)
	}
	return n
}

// hexadecimal reads a constant of the sandbox.
func hexadecimal(digits string) *big.Int {
	n, ok := new(big.Int).SetString(digits, 16)
	if !ok {
		panic(fmt.Sprintf("sandbox: a constant is no number: %.20s", digits))
	}
	return n
}
