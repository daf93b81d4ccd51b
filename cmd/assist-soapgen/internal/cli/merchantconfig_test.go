package cli

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
)

func writeConfig(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "merchant.conf")
}

func TestMerchantConfig_TwoMerchantsWithKeys(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	text := string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
	t.Setenv("TOY_WORD", "word two")
	file := writeConfig(t, map[string]string{
		"merchant.conf": "\ufeff# two merchants\r\nendpoint=https://example.com\r\nmerchant=1\nlogin=one\npassword=pass one\nsecret_word_file=word.txt\n" +
			"key_file=key.pem\nsignature_method=s2\n\nother.merchant=2\nother.login=two\nother.password_file=word.txt\nother.secret_word_env=TOY_WORD\n",
		"word.txt": "word one\r\n", "key.pem": text,
	})
	config, err := readMerchantConfig(file)
	if err != nil || len(config.merchants) != 2 || config.warnings != nil {
		t.Fatalf("%v, %v", config, err)
	}
	one, two := config.merchants[0], config.merchants[1]
	if one.ID != "1" || one.Password.Reveal() != "pass one" || one.SecretWord.Reveal() != "word one" || one.SigningKey == nil || one.SignatureMethod != checkvalue.S2 {
		t.Errorf("the first: %v", one)
	}
	if two.ID != "2" || two.Login != "two" || two.Password.Reveal() != "word one" || two.SecretWord.Reveal() != "word two" || two.SigningKey != nil {
		t.Errorf("the other: %v", two)
	}
}

func TestMerchantConfig_OneSecretInOneWay(t *testing.T) {
	_, err := readMerchantConfig(writeConfig(t, map[string]string{
		"merchant.conf": "password=Parol_77\npassword_file=word.txt\nclient_key_file=word.txt\nkey_file=word.txt\n", "word.txt": "Parol_88",
	}))
	if err == nil || !strings.Contains(err.Error(), "password is given in more than one way") || !strings.Contains(err.Error(), "client_key_file needs") || !strings.Contains(err.Error(), ":4: ") {
		t.Errorf("%v", err)
	}
	if err != nil && strings.Contains(err.Error(), "Parol") {
		t.Errorf("a secret is shown: %v", err)
	}
}
