package sandbox

import (
	"testing"
)

func TestTestKey_IsTheOneWrittenDown(t *testing.T) {
	key := TestKey(SigningKey)
	if err := key.Validate(); err != nil {
		t.Fatal(err)
	}
	if !key.PublicKey.Equal(signingKey()) || key.N.BitLen() != 1024 {
		t.Errorf("the key of %q has another modulus: %x", SigningKey, key.N)
	}
	if TestKey(StrangerKey).PublicKey.Equal(signingKey()) {
		t.Error("the stranger has the merchants' key")
	}
}
