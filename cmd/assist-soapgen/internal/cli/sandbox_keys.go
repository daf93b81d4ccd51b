package cli

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// The files of --keys, beside one config file for each merchant.
const (
	merchantKeyFile = "merchant-test-key.pem"
	strangerKeyFile = "stranger-test-key.pem" // of nobody: the sandbox refuses what it signs
	gatewayKeyFile  = "gateway-test-key.asc"
)

// writeKeys writes what programs of the sandbox's merchants need: the keys, which are the
// same in every sandbox and protect nothing, and the config files that name them.
func (f *sandboxFlags) writeKeys(endpoint string) error {
	if f.keys == "" {
		return nil
	}
	files := map[string]string{gatewayKeyFile: sandbox.NewNotary(sandbox.GatewayKey).Armored()}
	for file, name := range map[string]string{merchantKeyFile: sandbox.SigningKey, strangerKeyFile: sandbox.StrangerKey} {
		der, err := x509.MarshalPKCS8PrivateKey(sandbox.TestKey(name))
		if err != nil {
			return err
		}
		files[file] = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	}
	files["conform.conf"] = conformConfig(endpoint)
	for _, m := range sandbox.DefaultMerchants() {
		files["merchant-"+m.ID+".conf"] = "endpoint=" + endpoint + "\n" + configOf(m, "")
	}
	problems := []error{os.MkdirAll(f.keys, 0o700)}
	for name, text := range files {
		problems = append(problems, os.WriteFile(filepath.Join(f.keys, name), []byte(text), 0o600))
	}
	if err := errors.Join(problems...); err != nil {
		return &exitError{exitInfrastructure, fmt.Errorf("--keys: %w", err)}
	}
	return nil
}

// conformConfig has all merchants that conform's cases know.
func conformConfig(endpoint string) string {
	all := sandbox.DefaultMerchants()
	return "endpoint=" + endpoint + "\n" + configOf(all[0], "") + configOf(all[1], "other.") + configOf(sandbox.SigningMerchants()[0], signingPrefix)
}

func configOf(m sandbox.Merchant, prefix string) string {
	lines := []string{"merchant=" + m.ID, "login=" + m.Login, "password=" + m.Password, "secret_word=" + m.SecretWord}
	if m.PublicKey != nil {
		lines = append(lines, "key_file="+merchantKeyFile, "signature_method="+m.Method)
	}
	if m.SignedAnswers {
		lines = append(lines, "gateway_keyring_file="+gatewayKeyFile)
	}
	text := "# " + m.Name + ", a test merchant of the sandbox\n"
	for _, line := range lines {
		text += prefix + line + "\n"
	}
	return text
}
