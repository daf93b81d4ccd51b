package conformance

import (
	"encoding/base64"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/checkvalue/signedmessage"
	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// The sandbox writes its signed messages byte by byte. These tests read them with a
// library, and with GnuPG where it is installed.

func TestNotary_IsReadByTheLibrary(t *testing.T) {
	now := time.Date(2026, 3, 14, 12, 0, 5, 0, time.UTC)
	gateway, stranger := sandbox.NewNotary(sandbox.GatewayKey), sandbox.NewNotary(sandbox.StrangerKey)
	keyring, err := signedmessage.ParseKeyring([]byte(gateway.Armored()))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"1", "4,AS000,Оплачен", strings.Repeat("x", 191), strings.Repeat("y", 400), strings.Repeat("z", 9000)} {
		got, err := keyring.OpenMessage(gateway.Message(text, now))
		if err != nil || got != text {
			t.Errorf("%d characters: got %d, %v", len(text), len(got), err)
		}
	}
	if m, err := signedmessage.Read(gateway.Message("x", now)); err != nil || !m.Time.Equal(now) || m.Algorithm != "DSA" || m.Hash != "SHA-1" {
		t.Errorf("got %+v, %v", m, err)
	}
	if _, err := keyring.OpenMessage(gateway.Altered("x", now)); !errors.Is(err, checkvalue.ErrSignature) {
		t.Errorf("altered: got %v", err)
	}
	if _, err := keyring.OpenMessage(stranger.Message("x", now)); !errors.Is(err, checkvalue.ErrUnverified) {
		t.Errorf("of a stranger: got %v", err)
	}
	if _, err := keyring.OpenMessage(gateway.Message("x", time.Now().Add(24*time.Hour))); err != nil {
		t.Errorf("with a clock that was moved ahead: got %v", err)
	}
}

func TestNotary_IsReadByGnuPG(t *testing.T) {
	if _, err := exec.LookPath("gpg"); err != nil {
		t.Skip("gpg is not installed")
	}
	home := t.TempDir()
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	run := func(name string, content []byte, args ...string) string {
		file := filepath.Join(home, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		command := exec.Command("gpg", append(append([]string{"--homedir", home, "--batch", "--no-autostart"}, args...), file)...)
		out, _ := command.CombinedOutput() // what it says decides: it complains of much
		return string(out)
	}
	gateway := sandbox.NewNotary(sandbox.GatewayKey)
	raw := func(message string) []byte {
		data, err := base64.StdEncoding.DecodeString(message)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if out := run("key.asc", []byte(gateway.Armored()), "--import"); !strings.Contains(out, "imported: 1") {
		t.Fatal(out)
	}
	if out := run("good", raw(gateway.Message("a,b", time.Now())), "--verify"); !strings.Contains(out, "Good signature") {
		t.Error(out)
	}
	if out := run("bad", raw(gateway.Altered("a,b", time.Now())), "--verify"); !strings.Contains(out, "BAD signature") {
		t.Error(out)
	}
}

func TestTarget_WordsForMerchants(t *testing.T) {
	target := embedded(t)
	for word, want := range map[string]string{"": "123456", "other": "654321", "signing": "700001", "signing2": "700002", "signing3": "700003"} {
		m, messages, err := target.merchantCalled(word)
		if err != nil || m.ID != want || (messages != nil) != strings.HasPrefix(word, signingWord) || (m.SigningKey != nil) != (messages != nil) {
			t.Errorf("%q: got %v, %v", word, m, err)
		}
	}
	for _, word := range []string{"third", "signing4", "signing1", "signingx"} {
		if _, _, err := target.merchantCalled(word); err == nil {
			t.Errorf("%q is a merchant", word)
		}
	}
}
