package checkvalue

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
)

// ParsePrivateKey reads an RSA private key in PEM, PKCS#1 ("RSA PRIVATE KEY") or
// PKCS#8 ("PRIVATE KEY"), and prepares it for signing, so that no signature has to.
// Blocks of other kinds before it are skipped. The error never quotes the file.
func ParsePrivateKey(text []byte) (*rsa.PrivateKey, error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		var parsed any
		var err error
		switch block.Type {
		case "RSA PRIVATE KEY":
			if block.Headers["DEK-Info"] != "" {
				return nil, errEncrypted
			}
			parsed, err = x509.ParsePKCS1PrivateKey(block.Bytes)
		case "PRIVATE KEY":
			parsed, err = x509.ParsePKCS8PrivateKey(block.Bytes)
		case "ENCRYPTED PRIVATE KEY":
			return nil, errEncrypted
		default:
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("private key: the %s block cannot be read: %w", block.Type, err)
		}
		key, ok := parsed.(*rsa.PrivateKey)
		if !ok {
			return nil, fmt.Errorf("private key: it is a %T; the gateway takes RSA only", parsed)
		}
		key.Precompute()
		return key, nil
	}
	return nil, errors.New("private key: there is no PEM block RSA PRIVATE KEY or PRIVATE KEY; convert with: openssl pkey -in KEY -out KEY.pem")
}

var errEncrypted = errors.New("private key: it is encrypted; decrypt it with: openssl pkey -in KEY -out KEY.pem, and keep the result readable to the service only")

// ParsePublicKey reads an RSA public key in PEM: "PUBLIC KEY", "RSA PUBLIC KEY" or
// the key of a "CERTIFICATE", whose validity is not checked.
func ParsePublicKey(text []byte) (*rsa.PublicKey, error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		var parsed any
		var err error
		switch block.Type {
		case "PUBLIC KEY":
			parsed, err = x509.ParsePKIXPublicKey(block.Bytes)
		case "RSA PUBLIC KEY":
			parsed, err = x509.ParsePKCS1PublicKey(block.Bytes)
		case "CERTIFICATE":
			var certificate *x509.Certificate
			if certificate, err = x509.ParseCertificate(block.Bytes); err == nil {
				parsed = certificate.PublicKey
			}
		default:
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("public key: the %s block cannot be read: %w", block.Type, err)
		}
		key, ok := parsed.(*rsa.PublicKey)
		if !ok {
			return nil, fmt.Errorf("public key: it is a %T; the gateway takes RSA only", parsed)
		}
		return key, nil
	}
	return nil, errors.New("public key: there is no PEM block PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE; make one with: openssl pkey -in KEY -pubout")
}
