package sandbox

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
)

// merchantEntry is a merchant as a file describes it.
type merchantEntry struct {
	ID               string              `json:"id"`
	Name             string              `json:"name"`
	Login            string              `json:"login"`
	Password         string              `json:"password"`
	SecretWord       string              `json:"secret_word"`
	Currency         string              `json:"currency"`
	PublicKeyFile    string              `json:"public_key_file"`
	Method           string              `json:"method"`
	SignedAnswers    bool                `json:"signed_answers"`
	Variants         map[string][]string `json:"variants"`
	AutoNumber       bool                `json:"auto_number"`
	Live             bool                `json:"live"`
	BillType         bool                `json:"bill_type"`
	NotifyURL        string              `json:"notify_url"`
	NotifyAs         string              `json:"notify_as"`
	SendNotification string              `json:"send_notification"`
	Emails           []string            `json:"emails"`
	Language         string              `json:"language"`
	NewerFields      bool                `json:"newer_fields"`
	StrictPeriod     bool                `json:"strict_period"`
	ReplaceWindow    bool                `json:"replace_window"`
}

// ReadMerchants reads merchants from a JSON file: a list of objects with the members of
// [Merchant] in lower case with underscores, public_key_file being a PEM file beside it.
// Members that are not known are an error, and all mistakes are told at once. Like all
// credentials of a sandbox, those in it must be test values.
func ReadMerchants(files fs.FS, name string) ([]Merchant, error) {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("merchants: %w", err)
	}
	var entries []json.RawMessage
	if err := json.Unmarshal(source, &entries); err != nil {
		return nil, fmt.Errorf("merchants: %s is no JSON list of objects: %w", name, err)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("merchants: %s names none", name)
	}
	var list []Merchant
	var problems []error
	for i, source := range entries {
		m, err := readMerchant(files, source)
		if err != nil {
			problems = append(problems, fmt.Errorf("merchants: %s, entry %d: %w", name, i+1, err))
		}
		list = append(list, m)
	}
	return list, errors.Join(problems...)
}

func readMerchant(files fs.FS, source []byte) (Merchant, error) {
	var e merchantEntry
	dec := json.NewDecoder(bytes.NewReader(source))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e); err != nil {
		return Merchant{}, err
	}
	m := Merchant{
		ID: e.ID, Name: e.Name, Login: e.Login, Password: e.Password, SecretWord: e.SecretWord, Currency: e.Currency,
		Method: e.Method, SignedAnswers: e.SignedAnswers,
		Variants: e.Variants, AutoNumber: e.AutoNumber, Live: e.Live, BillType: e.BillType,
		NotifyURL: e.NotifyURL, NotifyAs: e.NotifyAs, SendNotification: e.SendNotification, Emails: e.Emails, Language: e.Language,
		NewerFields: e.NewerFields, StrictPeriod: e.StrictPeriod, ReplaceWindow: e.ReplaceWindow,
	}
	if m.Currency == "" {
		m.Currency = "RUB"
	}
	if m.Name == "" {
		m.Name = "Merchant " + m.ID
	}
	if e.PublicKeyFile == "" {
		return m, nil
	}
	key, err := readPublicKey(files, e.PublicKeyFile)
	m.PublicKey = key
	return m, err
}

func readPublicKey(files fs.FS, name string) (*rsa.PublicKey, error) {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(source)
	if block == nil {
		return nil, fmt.Errorf("%s is no PEM file", name)
	}
	if key, err := x509.ParsePKIXPublicKey(block.Bytes); err == nil {
		if public, ok := key.(*rsa.PublicKey); ok {
			return public, nil
		}
	}
	public, err := x509.ParsePKCS1PublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s holds no RSA public key", name)
	}
	return public, nil
}
