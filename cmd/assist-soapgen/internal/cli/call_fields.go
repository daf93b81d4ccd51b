package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// callTarget is the operation to call.
type callTarget struct {
	service   *service.Service
	operation *service.Operation
}

func (t *callTarget) name() string { return t.service.Name + "." + t.operation.Name }

// findOperation reads SERVICE.OPERATION in any case, by our name or the WSDL's;
// SERVICE alone will do where there is one operation.
func findOperation(services []*service.Service, name string) (*callTarget, error) {
	first, rest, deeper := strings.Cut(name, ".")
	s, err := findService(services, first)
	if err != nil {
		return nil, err
	}
	var names []string
	for i := range s.Operations {
		op := &s.Operations[i]
		if strings.EqualFold(op.Name, rest) || strings.EqualFold(op.WSDLName, rest) || !deeper && len(s.Operations) == 1 {
			return &callTarget{s, op}, nil
		}
		names = append(names, s.Name+"."+op.Name)
	}
	return nil, fmt.Errorf("%s is no operation; say one of %s", safeName(name), strings.Join(names, ", "))
}

// callInput is what the user gave for a call.
type callInput struct {
	target      *callTarget
	record      *service.Record
	credentials soapclient.Merchant // those among the fields
}

// readFields gathers the fields: the command line over the file over the
// environment. A secret on the command line is refused alone and first.
func (f *callFlags) readFields(s *session, target *callTarget, args []string) (*callInput, error) {
	in := &callInput{target: target, record: service.NewRecord(target.service, target.operation.Request.Type)}
	fromArgs, argErr := parseAssignments(args, func(i int) string { return fmt.Sprintf("argument %d", i+2) })
	if err := in.refuseSecrets(fromArgs); err != nil {
		return nil, err
	}
	fromFile, fileErr := readValues(s, f.values)
	err := errors.Join(argErr, fileErr, in.assign(fromFile), in.assign(fromArgs), in.refuseTwice(fromFile), in.refuseTwice(fromArgs))
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	if f.testCard != "" {
		if err := in.takeTestCard(f.testCard, time.Now()); err != nil {
			return nil, &exitError{exitUsage, err}
		}
	}
	in.takeEnvironment()
	in.separateCredentials()
	return in, nil
}

func (in *callInput) refuseSecrets(args []assignment) error {
	var names []string
	for _, a := range args {
		if found := in.find(a.name); isSecretWordName(a.name) || found != nil && found.field.Facts.Secret() {
			names = append(names, a.name)
		}
	}
	if names == nil {
		return nil
	}
	return &exitError{exitSafety, fmt.Errorf("%s: secret values are not taken from the command line, where others can see them: put them as field=value lines "+
		"into a file for --values, pipe them to --values -, or set ASSIST_%s; consider what was typed as exposed",
		strings.Join(names, ", "), strings.ToUpper(names[0]))}
}

func (in *callInput) refuseTwice(all []assignment) error {
	seen := map[string]bool{}
	var problems []error
	for _, a := range all {
		if found := in.find(a.name); found != nil {
			if seen[found.key()] {
				problems = append(problems, fmt.Errorf("%s: %s is given twice", a.place, a.name))
			}
			seen[found.key()] = true
		}
	}
	return errors.Join(problems...)
}

func (in *callInput) assign(all []assignment) error {
	var problems []error
	for _, a := range all {
		found := in.find(a.name)
		switch {
		case isSecretWordName(a.name):
			in.credentials.SecretWord = service.NewSecret(a.value)
		case found == nil:
			problems = append(problems, fmt.Errorf("%s: %s has no field %q; assist-soapgen describe %s lists them", a.place, in.target.name(), safePath(a.name), in.target.service.Name))
		case isDigestField(found.field):
			problems = append(problems, fmt.Errorf("%s: %s is computed; leave it out", a.place, a.name))
		default:
			if err := found.set(in.record, a.value); err != nil {
				problems = append(problems, fmt.Errorf("%s: %w", a.place, err))
			}
		}
	}
	return errors.Join(problems...)
}

// safePath is safeName for a path with positions: brackets are no secret.
func safePath(path string) string {
	if name, _, indexed := strings.Cut(path, "["); indexed {
		return safeName(name) + "[…]"
	}
	return safeName(path)
}

func isDigestField(f *service.Field) bool {
	return f.Facts != nil && (f.Facts.Role == service.RoleCheckValue || f.Facts.Role == service.RoleSignature)
}

// takeEnvironment fills in secret fields that were given nowhere else. The password
// is the merchant's and comes with the other credentials.
func (in *callInput) takeEnvironment() {
	for i := range in.record.Fields() {
		f, v := &in.record.Fields()[i], &in.record.Values()[i]
		if !f.Facts.Secret() || f.Facts.Role == service.RolePassword || v.State != service.Absent {
			continue
		}
		if text := os.Getenv("ASSIST_" + strings.ToUpper(f.Name)); text != "" {
			*v = service.Value{State: service.Present, Text: text}
		}
	}
}

// separateCredentials moves the merchant's fields out of the record: the client
// fills them in.
func (in *callInput) separateCredentials() {
	for i := range in.record.Fields() {
		f, v := &in.record.Fields()[i], &in.record.Values()[i]
		if f.Facts == nil {
			continue
		}
		switch f.Facts.Role {
		case service.RoleMerchant:
			in.credentials.ID = v.Text
		case service.RoleLogin:
			in.credentials.Login = v.Text
		case service.RolePassword:
			in.credentials.Password = service.NewSecret(v.Text)
		default:
			continue
		}
		*v = service.Value{}
	}
}

// override lets credentials among the fields win.
func (in *callInput) override(m *soapclient.Merchant) {
	own := &in.credentials
	if own.ID != "" {
		m.ID = own.ID
	}
	if own.Login != "" {
		m.Login = own.Login
	}
	if !own.Password.IsZero() {
		m.Password = own.Password
	}
	if !own.SecretWord.IsZero() {
		m.SecretWord = own.SecretWord
	}
}
