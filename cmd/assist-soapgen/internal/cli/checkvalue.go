package cli

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// checkvalueFlags are the flags of the checkvalue command.
type checkvalueFlags struct {
	saltFile, values, variant string
	keyFile, method           string
	language                  string
	showDigests, sandbox      bool
}

// checkvalueCommand computes, verifies and explains digests of messages of the
// services that the function returns.
func checkvalueCommand(services func() []*service.Service) command {
	return command{
		name:    "checkvalue",
		args:    "compute|verify|explain SERVICE.MESSAGE field=value…",
		summary: "Compute, verify or explain the check value or signature of a message.",
		example: "assist-soapgen checkvalue compute createbill.request --salt-file salt.txt --values bill.txt\n" +
			"assist-soapgen checkvalue verify billstatus.response --salt-file salt.txt --values answer.txt\n" +
			"assist-soapgen checkvalue explain billrevoke.request --salt-file salt.txt merchant_id=123456 login=sandbox_login bill=B-1 checkvalue=25EF…65C3\n\n" +
			"MESSAGE is request, response or notification; SERVICE.OPERATION.MESSAGE works too. Fields are named as in\n" +
			"the message or in the documents, in any case. Values that an answer's recipe takes from the request may be\n" +
			"given as request.FIELD. The secret word, passwords and card data come from --salt-file, from lines of\n" +
			"--values (secret_word=…, password=…), or from ASSIST_SECRET_WORD and ASSIST_PASSWORD; never from the command line.",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var f checkvalueFlags
			set.StringVar(&f.saltFile, "salt-file", "", "`file` with the secret word, - for stdin; one newline at its end is dropped")
			set.StringVar(&f.values, "values", "", "`file` of field=value lines, - for stdin; # starts a comment line")
			set.StringVar(&f.variant, "variant", "", "`name` of the recipe's variant; without it verify tries all, the others use the default")
			set.StringVar(&f.keyFile, "key", "", "PEM `file` of the RSA key, for signatures: private to compute, either to verify and explain")
			set.StringVar(&f.method, "method", "S1", "signature method: S1, S2 or S3")
			set.StringVar(&f.language, "language", "en", "language of the explanation: en or ru")
			set.BoolVar(&f.sandbox, "sandbox", false, "use password and secret word of the sandbox's own merchant with this merchant_id")
			set.BoolVar(&f.showDigests, "show-digests", false, "explain: print the inner digests even where a secret could be guessed from them")
			return func(s *session, args []string) error { return runCheckvalue(s, services(), &f, args) }
		},
	}
}

func runCheckvalue(s *session, services []*service.Service, f *checkvalueFlags, args []string) error {
	if len(args) < 2 {
		return usageError("say what to do and with which message, as in: checkvalue compute SERVICE.request field=value…")
	}
	run, ok := map[string]func(*session, *checkvalueFlags, *digestInput) error{
		"compute": computeDigest, "verify": verifyDigest, "explain": explainDigest,
	}[args[0]]
	if !ok {
		return usageError("%q is not something checkvalue does: compute, verify or explain", args[0])
	}
	target, err := findDigest(services, args[1], f.keyFile != "")
	if err != nil {
		return &exitError{exitUsage, err}
	}
	in, err := readDigestInput(s, target, f, args[2:])
	if err != nil {
		return err
	}
	return run(s, f, in)
}

func computeDigest(s *session, f *checkvalueFlags, in *digestInput) error {
	v, err := in.target.variant(f.variant)
	if err != nil {
		return err
	}
	x, err := checkvalue.Compose(v, in.message, in.request)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	value, err := in.digestOf(f, x)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.stdout, value)
	return nil
}

func (in *digestInput) digestOf(f *checkvalueFlags, x string) (string, error) {
	if in.target.digest.Kind == service.CheckValue {
		key, err := checkvalue.NewKey(in.secretWord)
		if err != nil {
			return "", keyError(err)
		}
		return key.Compute(x), nil
	}
	if in.private == nil {
		return "", usageError("%s is a signature: --key FILE must name the RSA private key", in.target.digest.Field)
	}
	method, err := checkvalue.ParseMethod(f.method)
	if err != nil {
		return "", &exitError{exitUsage, err}
	}
	value, err := checkvalue.Sign(in.private, method, x)
	if err != nil {
		return "", &exitError{exitUsage, err}
	}
	return value, nil
}

// keyError adds the ways to give a secret word.
func keyError(err error) error {
	if errors.Is(err, checkvalue.ErrNoSecretWord) {
		return usageError("no secret word: give --salt-file FILE, set ASSIST_SECRET_WORD, or put secret_word=… into the file of --values")
	}
	return &exitError{exitUsage, err}
}

func verifyDigest(s *session, f *checkvalueFlags, in *digestInput) error {
	digest := *in.target.digest
	if f.variant != "" {
		v, err := in.target.variant(f.variant)
		if err != nil {
			return err
		}
		digest.Variants = []service.Variant{*v}
	}
	method, err := checkvalue.ParseMethod(f.method)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	keys := checkvalue.Keys{Signer: in.public, Method: method}
	if digest.Kind == service.CheckValue {
		if keys.Word, err = checkvalue.NewKey(in.secretWord); err != nil {
			return keyError(err)
		}
	}
	name, err := checkvalue.Verify(&digest, keys, in.message, in.request)
	switch {
	case errors.As(err, new(*checkvalue.MismatchError)):
		return &exitError{exitFindings, err}
	case errors.Is(err, checkvalue.ErrAbsent):
		return usageError("there is nothing to verify: give the value as %s=…", digest.Field)
	case err != nil:
		return &exitError{exitUsage, err}
	}
	fmt.Fprintf(s.stdout, "%s matches (variant %s)\n", digest.Field, name)
	return nil
}

func explainDigest(s *session, f *checkvalueFlags, in *digestInput) error {
	if f.language != "en" && f.language != "ru" {
		return usageError("--language %q: en and ru are there", f.language)
	}
	if _, err := in.target.variant(f.variant); err != nil {
		return err
	}
	explanation, err := checkvalue.Explain(checkvalue.Question{
		Digest: in.target.digest, Variant: f.variant, Message: in.message, Request: in.request,
		SecretWord: in.secretWord, Signer: in.public, Given: in.message.Text(in.target.digest.Field), ShowDigests: f.showDigests,
	})
	if err != nil {
		return &exitError{exitUsage, err}
	}
	fmt.Fprint(s.stdout, explanation.Text(f.language))
	if explanation.Asked && !explanation.Matches {
		return &exitError{code: exitFindings}
	}
	return nil
}

// readKey reads a PEM file that holds a private or a public key.
func (in *digestInput) readKey(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("--key: %w", err)
	}
	if !strings.Contains(string(text), "PRIVATE KEY") {
		in.public, err = checkvalue.ParsePublicKey(text)
	} else if in.private, err = checkvalue.ParsePrivateKey(text); err == nil {
		in.public = in.private.Public().(*rsa.PublicKey)
	}
	if err != nil {
		return fmt.Errorf("--key %s: %w", file, err)
	}
	return nil
}
