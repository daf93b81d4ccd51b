package signedmessage_test

import (
	"crypto/fips140"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/checkvalue/signedmessage"
)

// TestFIPSOnly_IsAnErrorNotAPanic runs itself again in FIPS-only mode, which can only
// be chosen when a process starts.
func TestFIPSOnly_IsAnErrorNotAPanic(t *testing.T) {
	if os.Getenv("SIGNEDMESSAGE_FIPS_CHILD") == "" {
		again := exec.Command(os.Args[0], "-test.run=^TestFIPSOnly_IsAnErrorNotAPanic$")
		again.Env = append(os.Environ(), "SIGNEDMESSAGE_FIPS_CHILD=1", "GODEBUG=fips140=only")
		if out, err := again.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	var keyring, none *signedmessage.Keyring
	var encoded string
	fips140.WithoutEnforcement(func() {
		keyring, encoded = dsaGateway().keyring(t), dsaGateway().message(t, signedText)
	})
	if _, err := signedmessage.ParseKeyring(dsaGateway().public); !errors.Is(err, signedmessage.ErrFIPS) {
		t.Errorf("ParseKeyring: got %v", err)
	}
	if _, err := keyring.OpenMessage(encoded); !errors.Is(err, signedmessage.ErrFIPS) {
		t.Errorf("OpenMessage: got %v", err)
	}
	if text, err := none.OpenMessage(encoded); text != signedText || !errors.Is(err, checkvalue.ErrUnverified) {
		t.Errorf("without a key: got %q, %v", text, err)
	}
}

func TestKeyring_IsSafeForConcurrentUse(t *testing.T) {
	keyring, encoded := dsaGateway().keyring(t), dsaGateway().message(t, signedText)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := keyring.OpenMessage(encoded); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
