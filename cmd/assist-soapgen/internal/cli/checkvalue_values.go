package cli

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// digestInput is everything a digest is made from.
type digestInput struct {
	target           *digestTarget
	message, request *service.Record // request is nil where the message is one itself
	secretWord       service.Secret
	private          *rsa.PrivateKey
	public           *rsa.PublicKey
}

// assignment is one field=value and where it was read.
type assignment struct{ name, value, place string }

// Names under which the secret word is looked for among field=value lines, and
// refused on the command line.
func isSecretWordName(name string) bool {
	switch strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name)) {
	case "secretword", "salt", "secret":
		return true
	}
	return false
}

// readDigestInput gathers the values: the command line over the file over the
// environment. All problems are reported at once, unsafe ones alone and first.
func readDigestInput(s *session, target *digestTarget, f *checkvalueFlags, args []string) (*digestInput, error) {
	if f.saltFile == "-" && f.values == "-" {
		return nil, usageError("--salt-file - and --values - cannot both read stdin: put secret_word=… into the values")
	}
	in := newDigestInput(target)
	fromArgs, argErr := parseAssignments(args, func(i int) string { return fmt.Sprintf("argument %d", i+1) })
	if err := in.refuseSecrets(fromArgs); err != nil {
		return nil, err
	}
	lines, fileErr := readValues(s, f.values)
	problems := []error{argErr, fileErr, in.assign(lines), in.assign(fromArgs)}
	if word, err := readSecretWord(s, f.saltFile); err != nil || !word.IsZero() {
		in.secretWord = word
		problems = append(problems, err)
	}
	if f.sandbox {
		in.takeSandbox()
	}
	in.takeEnvironment()
	if f.keyFile != "" {
		problems = append(problems, in.readKey(f.keyFile))
	}
	err := errors.Join(problems...)
	if err == nil {
		err = in.missing(f.variant)
	}
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return in, nil
}

func newDigestInput(target *digestTarget) *digestInput {
	in := &digestInput{target: target, message: service.NewRecord(target.service, target.message.Type)}
	if target.isAnswer() {
		in.request = service.NewRecord(target.service, target.operation.Request.Type)
	}
	return in
}

// parseAssignments splits field=value texts. What is no assignment is not quoted:
// it may be a secret in the wrong place.
func parseAssignments(texts []string, place func(int) string) ([]assignment, error) {
	var all []assignment
	var problems []error
	for i, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			problems = append(problems, fmt.Errorf("%s is no field=value", place(i)))
			continue
		}
		all = append(all, assignment{name, value, place(i)})
	}
	return all, errors.Join(problems...)
}

// refuseSecrets keeps secrets off the command line, where shell history and the list
// of processes show them.
func (in *digestInput) refuseSecrets(args []assignment) error {
	var names []string
	for _, a := range args {
		if isSecretWordName(a.name) || in.isSecret(a.name) {
			names = append(names, a.name)
		}
	}
	if names == nil {
		return nil
	}
	return &exitError{exitSafety, fmt.Errorf("%s: secret values are not taken from the command line, where others can see them: "+
		"put them into a file for --values, or set ASSIST_SECRET_WORD or ASSIST_PASSWORD; consider what was typed as exposed", strings.Join(names, ", "))}
}

// readValues reads a file of field=value lines; values are kept as they are, blanks
// included.
func readValues(s *session, file string) ([]assignment, error) {
	if file == "" {
		return nil, nil
	}
	text, err := readInput(s, file)
	if err != nil {
		return nil, fmt.Errorf("--values: %w", err)
	}
	if file == "-" {
		file = "stdin"
	}
	var lines []string
	var numbers []int
	for number, line := range strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if start := strings.TrimSpace(line); start != "" && !strings.HasPrefix(start, "#") {
			lines, numbers = append(lines, line), append(numbers, number+1)
		}
	}
	return parseAssignments(lines, func(i int) string { return fmt.Sprintf("%s:%d", file, numbers[i]) })
}

func readSecretWord(s *session, file string) (service.Secret, error) {
	if file == "" {
		return service.Secret{}, nil
	}
	text, err := readInput(s, file)
	if err != nil {
		return service.Secret{}, fmt.Errorf("--salt-file: %w", err)
	}
	defer clear(text)
	word := bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("\n")), []byte("\r"))
	if len(word) == 0 {
		return service.Secret{}, fmt.Errorf("--salt-file: the file is empty: put the merchant's secret word into it")
	}
	return service.NewSecret(string(word)), nil
}

func readInput(s *session, file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(s.stdin)
	}
	return os.ReadFile(file)
}

// takeSandbox fills in what the sandbox's own merchant has, whom merchant_id names.
func (in *digestInput) takeSandbox() {
	records := []*service.Record{in.message, in.request}
	id := ""
	for _, r := range records {
		if text, there := textOfRole(r, service.RoleMerchant); there {
			id = text
		}
	}
	merchant := sandboxMerchant(id)
	if in.secretWord.IsZero() {
		in.secretWord = merchant.SecretWord
	}
	for _, r := range records {
		setRole(r, service.RolePassword, merchant.Password.Reveal())
	}
}

// textOfRole returns the text of the first field with a role that has one.
func textOfRole(r *service.Record, role service.Role) (string, bool) {
	if r == nil {
		return "", false
	}
	for i, f := range r.Fields() {
		if v := r.Values()[i]; f.Facts != nil && f.Facts.Role == role && v.Text != "" {
			return v.Text, true
		}
	}
	return "", false
}

// setRole gives the fields with a role a text, unless they have one.
func setRole(r *service.Record, role service.Role, text string) {
	if r == nil {
		return
	}
	for i, f := range r.Fields() {
		if v := &r.Values()[i]; f.Facts != nil && f.Facts.Role == role && v.State == service.Absent {
			v.State, v.Text = service.Present, text
		}
	}
}

// takeEnvironment fills in what was given nowhere else.
func (in *digestInput) takeEnvironment() {
	if in.secretWord.IsZero() {
		in.secretWord = service.NewSecret(os.Getenv("ASSIST_SECRET_WORD"))
	}
	password := os.Getenv("ASSIST_PASSWORD")
	for _, r := range []*service.Record{in.message, in.request} {
		if password != "" {
			setRole(r, service.RolePassword, password)
		}
	}
}
