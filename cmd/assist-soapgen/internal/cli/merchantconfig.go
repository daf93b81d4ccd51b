package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// merchantConfigHelp describes the file of --config.
const merchantConfigHelp = `The file of --config has one key=value on a line; # starts a comment line. Keys:
  endpoint                        server, as https://payments.t.paysecure.ru
  merchant, login                 Merchant_ID and the login of the account for web services
  password_file, password_env     where the password is: a file, an environment variable
  secret_word_file, secret_word_env   the same for the secret word of check values
  key_file, signature_method      PEM file of the RSA key for signatures; S1 (default), S2 or S3
  gateway_key_file                PEM file of the gateway's public key, to verify its signatures
  gateway_keyring_file            OpenPGP public keys of the gateway, to open its signed messages (signature type PGP)
  receipt_tax, receipt_fpmode, taxation_systems   as set in the account for fiscal receipts: vat20, 4, and 0,1
  ca_file, client_cert_file, client_key_file, proxy, timeout   of the connection
  rate                            how many requests a second conform may send, as 5 or 0.5
  test_card.AS000, test_token.AS000   the endpoint's own test card, and payment token, that is answered with this code
merchant to secret_word_env may be given again with "other." before them, for a second merchant, and with "signing." for
one of type PGP whose key_file and gateway_keyring_file conform signs and verifies with.
password= and secret_word= may hold the secret itself. Files are looked for beside the config.`

// merchantConfig is what a config file says.
type merchantConfig struct {
	endpoint  string
	merchants []soapclient.Merchant // the first, and the other one if there is one
	options   []soapclient.Option
	signing   []conformance.Account // that conform's cases sign with
	warnings  []string              // about files that others can read
	gap       time.Duration         // least time between two requests of a conformance run
	cards     map[string]conformance.TestCard
}

// configReader reads one file and remembers all that is wrong with it.
type configReader struct {
	file     string
	config   *merchantConfig
	values   map[string]configLine
	problems []error
}

type configLine struct {
	value string
	place string // file:line
}

// readMerchantConfig reads the file of --config; it reports all problems at once.
func readMerchantConfig(file string) (*merchantConfig, error) {
	r, err := openConfig(file)
	if err != nil {
		return nil, err
	}
	main := r.merchant("")
	if messages := r.keys("", &main); messages != nil {
		r.option(soapclient.WithSignedMessages(messages))
	}
	r.config.merchants = []soapclient.Merchant{main}
	if r.has("other.") {
		r.config.merchants = append(r.config.merchants, r.merchant("other."))
	}
	r.signing()
	r.gatewayKey()
	r.receipts()
	r.connection()
	r.testCards()
	for key, line := range r.values {
		r.problem(line, "there is no key %q; assist-soapgen call --help lists them", safeName(key))
	}
	slices.SortFunc(r.problems, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return r.config, errors.Join(r.problems...)
}

func openConfig(file string) (*configReader, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("--config: %w", err)
	}
	r := &configReader{file: file, config: &merchantConfig{}, values: map[string]configLine{}}
	r.lines(string(text))
	return r, nil
}

func (r *configReader) problem(line configLine, format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf(line.place+": "+format, args...))
}

func (r *configReader) lines(text string) {
	for number, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		place := fmt.Sprintf("%s:%d", r.file, number+1)
		line = strings.TrimSuffix(line, "\r")
		if start := strings.TrimSpace(line); start == "" || strings.HasPrefix(start, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key = strings.TrimSpace(key)
		switch {
		case !ok: // not quoted: it may be a secret in the wrong place
			r.problem(configLine{place: place}, "it is no key=value")
		case r.values[key].place != "":
			r.problem(configLine{place: place}, "%s is given twice", safeName(key))
		default:
			r.values[key] = configLine{strings.TrimSpace(value), place}
		}
	}
}

func (r *configReader) has(prefix string) bool {
	for key := range r.values {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// take removes a key, so that what is left in the end is unknown.
func (r *configReader) take(key string) (configLine, bool) {
	line, ok := r.values[key]
	delete(r.values, key)
	return line, ok
}

func (r *configReader) text(key string) string {
	line, _ := r.take(key)
	return line.value
}

func (r *configReader) merchant(prefix string) soapclient.Merchant {
	return soapclient.Merchant{
		ID: r.text(prefix + "merchant"), Login: r.text(prefix + "login"),
		Password: r.secret(prefix + "password"), SecretWord: r.secret(prefix + "secret_word"),
	}
}

// secret reads NAME, NAME_file or NAME_env.
func (r *configReader) secret(name string) service.Secret {
	var found service.Secret
	given := 0
	if line, ok := r.take(name); ok {
		given++
		found = service.NewSecret(line.value)
		r.warnIfOpen(r.file)
	}
	if line, ok := r.take(name + "_file"); ok {
		given++
		text := r.contents(line)
		r.warnIfOpen(r.beside(line.value))
		found = service.NewSecret(strings.TrimRight(string(text), "\r\n"))
		clear(text)
	}
	if line, ok := r.take(name + "_env"); ok {
		given++
		if found = service.NewSecret(os.Getenv(line.value)); found.IsZero() {
			r.problem(line, "the environment variable of %s_env is not set", name)
		}
	}
	if given > 1 {
		r.problems = append(r.problems, fmt.Errorf("%s: %s is given in more than one way; keep one", r.file, name))
	}
	return found
}

func (r *configReader) beside(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(r.file), name)
}

func (r *configReader) contents(line configLine) []byte {
	text, err := os.ReadFile(r.beside(line.value))
	if err != nil {
		r.problem(line, "%w", err)
	}
	return text
}

// warnIfOpen: a secret in a file that everybody can read is not one. Windows has no
// such bits, and Go then reports none that would warn.
func (r *configReader) warnIfOpen(file string) {
	info, err := os.Stat(file)
	warning := fmt.Sprintf("%s holds a secret and others can read it; chmod 600 helps", file)
	if err == nil && info.Mode().Perm()&0o077 != 0 && !slices.Contains(r.config.warnings, warning) {
		r.config.warnings = append(r.config.warnings, warning)
	}
}

func (r *configReader) option(o soapclient.Option) { r.config.options = append(r.config.options, o) }

func (r *configReader) connection() {
	r.config.endpoint = r.text("endpoint")
	if line, ok := r.take("ca_file"); ok {
		roots := x509.NewCertPool()
		if !roots.AppendCertsFromPEM(r.contents(line)) {
			r.problem(line, "the file holds no certificate in PEM form")
		}
		r.option(soapclient.WithTLSRoots(roots))
	}
	r.clientCertificate()
	if line, ok := r.take("proxy"); ok {
		r.option(soapclient.WithProxy(line.value))
	}
	if line, ok := r.take("rate"); ok {
		n, err := strconv.ParseFloat(line.value, 64)
		if err != nil || n <= 0 {
			r.problem(line, "rate: write how many requests a second are allowed, as 5 or 0.5")
			return
		}
		r.config.gap = time.Duration(float64(time.Second) / n)
	}
	if line, ok := r.take("timeout"); ok {
		d, err := time.ParseDuration(line.value)
		if err != nil || d <= 0 {
			r.problem(line, "timeout: write it as 45s")
			return
		}
		r.option(soapclient.WithTimeout(d))
	}
}

func (r *configReader) clientCertificate() {
	certificate, given := r.take("client_cert_file")
	key, keyGiven := r.take("client_key_file")
	switch {
	case given && keyGiven:
		pair, err := tls.X509KeyPair(r.contents(certificate), r.contents(key))
		if err != nil {
			r.problem(certificate, "client_cert_file and client_key_file: %w", err)
		}
		r.option(soapclient.WithClientCertificate(pair))
		r.warnIfOpen(r.beside(key.value))
	case given:
		r.problem(certificate, "client_cert_file needs client_key_file")
	case keyGiven:
		r.problem(key, "client_key_file needs client_cert_file")
	}
}
