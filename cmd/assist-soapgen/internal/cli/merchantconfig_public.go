package cli

import (
	"net/url"
	"slices"
	"strings"
)

// publicKeys are the keys of a merchant's file whose values may be shown. All others,
// also unknown ones, are not: a misspelt key can hold a password.
var publicKeys = []string{
	"endpoint", "merchant", "login", "password_env", "secret_word_env", "password_file", "secret_word_file", "signature_method", "key_file",
	"gateway_key_file", "gateway_keyring_file", "ca_file", "client_cert_file", "client_key_file", "timeout", "rate",
}

// publicConfig returns the text of a merchant's file as anybody may read it.
func publicConfig(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		key = strings.TrimSpace(key)
		switch {
		case !ok || strings.HasPrefix(key, "#"):
			continue
		case key == "proxy":
			value = withoutUser(value)
		case !slices.Contains(publicKeys, strings.TrimPrefix(strings.TrimPrefix(key, "other."), signingPrefix)):
			key, value = safeName(key), "(given)"
		}
		b.WriteString(key + "=" + strings.TrimSpace(value) + "\n")
	}
	return b.String()
}

// withoutUser takes name and password out of an address.
func withoutUser(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "(given)"
	}
	u.User = nil
	return u.String()
}
