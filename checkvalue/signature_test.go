package checkvalue_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// testKey is one throw-away key for all tests, of the size the gateway prescribes.
var testKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		panic(err)
	}
	return key
})

const signedX = "111111;100;4.00;RUB"

// block undoes the private operation, independently of the package.
func block(t *testing.T, sig string) string {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(sig)
	if err != nil {
		t.Fatal(err)
	}
	pub := testKey().PublicKey
	m := new(big.Int).Exp(new(big.Int).SetBytes(raw), big.NewInt(int64(pub.E)), pub.N)
	return hex.EncodeToString(m.FillBytes(make([]byte, pub.Size())))
}

func TestSignature_BlockOfEachMethod(t *testing.T) {
	const info, digest = "3020300c06082a864886f70d020505000410", "880c34721c11001373a1e61d3c4c7af9"
	twice := md5.Sum([]byte(digest))
	for method, payload := range map[checkvalue.Method]string{
		checkvalue.S1: info + digest,
		checkvalue.S2: digest,
		checkvalue.S3: info + hex.EncodeToString(twice[:]),
	} {
		sig, err := checkvalue.Sign(testKey(), method, signedX)
		if err != nil {
			t.Fatal(err)
		}
		want := "0001" + strings.Repeat("ff", 128-3-len(payload)/2) + "00" + payload
		if got := block(t, sig); got != want {
			t.Errorf("%s: block\n%s, want\n%s", method, got, want)
		}
		if len(sig) != 172 {
			t.Errorf("%s: %d characters, want 172", method, len(sig))
		}
	}
}

func TestSignature_VerifiesByItsOwnMethodOnlyAndIsDetected(t *testing.T) {
	pub := &testKey().PublicKey
	methods := []checkvalue.Method{checkvalue.S1, checkvalue.S2, checkvalue.S3}
	for _, made := range methods {
		sig, err := checkvalue.Sign(testKey(), made, signedX)
		if err != nil {
			t.Fatal(err)
		}
		broken := sig[:76] + "\r\n" + sig[76:152] + "\n " + sig[152:] + "\n"
		for _, tried := range methods {
			if err := checkvalue.VerifySignature(pub, tried, signedX, broken); (err == nil) != (made == tried) {
				t.Errorf("made by %s, verified by %s: %v", made, tried, err)
			}
		}
		if got, err := checkvalue.DetectMethod(pub, signedX, broken); err != nil || got != made {
			t.Errorf("made by %s, detected %s, %v", made, got, err)
		}
		if _, err := checkvalue.DetectMethod(pub, signedX+"0", sig); !errors.Is(err, checkvalue.ErrSignature) {
			t.Errorf("other text, %s: %v", made, err)
		}
	}
}

func TestDetectMethod_NamesWhatItFinds(t *testing.T) {
	pub := &testKey().PublicKey
	sum256 := sha256.Sum256([]byte(signedX))
	foreign, err := testKey().Sign(rand.Reader, sum256[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	pss, err := testKey().Sign(rand.Reader, sum256[:], &rsa.PSSOptions{SaltLength: 20, Hash: crypto.SHA256})
	if err != nil {
		t.Fatal(err)
	}
	odd, err := rsa.SignPKCS1v15(nil, testKey(), 0, []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.StdEncoding.EncodeToString
	for sig, want := range map[string]string{
		encode(foreign):      "SHA-256",
		encode(pss):          "no PKCS#1 v1.5 block",
		encode(odd):          "no MD5 digest",
		encode(foreign[:64]): "64 bytes",
		"§":                  "base64",
		encode([]byte(strings.Repeat("\xff", 128))): "no PKCS#1 v1.5 block",
	} {
		if _, err := checkvalue.DetectMethod(pub, signedX, sig); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

func TestVerify_SignatureOfARecord(t *testing.T) {
	s := example()
	d := s.Operations[1].Request.Digest(service.Signature)
	r := record(t, s, orderType, "merchant_id=111111", "ordernumber=100", "orderamount=4.00", "ordercurrency=RUB")
	sig, err := checkvalue.Sign(testKey(), checkvalue.S2, compose(t, d, r, nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Set("signature", sig); err != nil {
		t.Fatal(err)
	}
	pub := &testKey().PublicKey
	if name, err := checkvalue.Verify(d, checkvalue.Keys{Signer: pub, Method: checkvalue.S2}, r, nil); err != nil || name != "base" {
		t.Errorf("got %q, %v", name, err)
	}
	if _, err := checkvalue.Verify(d, checkvalue.Keys{Signer: pub}, r, nil); !errors.As(err, new(*checkvalue.MismatchError)) {
		t.Errorf("other method: got %v", err)
	}
	if _, err := checkvalue.Verify(d, checkvalue.Keys{}, r, nil); err == nil || !strings.Contains(err.Error(), "public key") {
		t.Errorf("no key: got %v", err)
	}
}

func TestSign_RefusesKeysThatCannotServe(t *testing.T) {
	small, err := x509.ParsePKCS1PrivateKey(smallKey(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := checkvalue.Sign(small, checkvalue.S1, signedX); err == nil || !strings.Contains(err.Error(), "GODEBUG=rsa1024min=0") {
		t.Errorf("small key: got %v", err)
	}
	zeros := base64.StdEncoding.EncodeToString(make([]byte, small.Size()))
	if err := checkvalue.VerifySignature(&small.PublicKey, checkvalue.S1, signedX, zeros); err == nil || !strings.Contains(err.Error(), "GODEBUG=rsa1024min=0") {
		t.Errorf("small public key: got %v", err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := checkvalue.Sign(curve, checkvalue.S1, signedX); err == nil || !strings.Contains(err.Error(), "RSA only") {
		t.Errorf("other algorithm: got %v", err)
	}
	if _, err := checkvalue.Sign(nil, checkvalue.S1, signedX); err == nil {
		t.Error("no key: no error")
	}
	if _, err := checkvalue.Sign(testKey(), 9, signedX); err == nil || !strings.Contains(err.Error(), "S1, S2, S3") {
		t.Errorf("unknown method: got %v", err)
	}
}

// smallKey assembles a 512-bit key, which crypto/rsa would not generate.
func smallKey(t *testing.T) []byte {
	t.Helper()
	e := big.NewInt(65537)
	for {
		p, _ := rand.Prime(rand.Reader, 256)
		q, _ := rand.Prime(rand.Reader, 256)
		one := big.NewInt(1)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(e, phi)
		if d == nil || p.Cmp(q) == 0 {
			continue
		}
		key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: new(big.Int).Mul(p, q), E: 65537}, D: d, Primes: []*big.Int{p, q}}
		return x509.MarshalPKCS1PrivateKey(key)
	}
}

func TestParseKeys_PEMForms(t *testing.T) {
	key := testKey()
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	pkix, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	file := func(kind string, der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}) }
	before := file("EC PARAMETERS", []byte{1})
	for name, text := range map[string][]byte{
		"PKCS#1": append(before, file("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key))...),
		"PKCS#8": file("PRIVATE KEY", pkcs8),
	} {
		if got, err := checkvalue.ParsePrivateKey(text); err != nil || !got.Equal(key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string][]byte{
		"PKIX":   file("PUBLIC KEY", pkix),
		"PKCS#1": file("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(&key.PublicKey)),
	} {
		if got, err := checkvalue.ParsePublicKey(text); err != nil || !got.Equal(&key.PublicKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseKeys_SayWhatToDo(t *testing.T) {
	file := func(kind string) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: []byte("\x30\x00")}) }
	legacy := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Headers: map[string]string{"DEK-Info": "DES-EDE3-CBC,00", "Proc-Type": "4,ENCRYPTED"}})
	for text, want := range map[string]string{
		"": "openssl pkey", "not PEM": "no PEM block", string(file("ENCRYPTED PRIVATE KEY")): "encrypted", string(legacy): "encrypted",
		string(file("PRIVATE KEY")): "cannot be read",
	} {
		if _, err := checkvalue.ParsePrivateKey([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: want %q, got %v", text, want, err)
		}
	}
	if _, err := checkvalue.ParsePublicKey(file("CERTIFICATE")); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("certificate: got %v", err)
	}
}

func BenchmarkSign1024(b *testing.B) {
	key := testKey()
	for b.Loop() {
		if _, err := checkvalue.Sign(key, checkvalue.S1, signedX); err != nil {
			b.Fatal(err)
		}
	}
}
