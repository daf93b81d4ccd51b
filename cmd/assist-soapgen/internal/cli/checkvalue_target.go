package cli

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// digestTarget is one digest of one message of one operation.
type digestTarget struct {
	service   *service.Service
	operation *service.Operation
	message   *service.Message
	digest    *service.Digest // nil if the message carries none
}

func (t *digestTarget) String() string {
	return t.service.Name + "." + t.operation.Name + "." + t.message.Name
}

// isAnswer reports whether there is a request beside the message.
func (t *digestTarget) isAnswer() bool { return t.message == &t.operation.Response }

func (t *digestTarget) variant(name string) (*service.Variant, error) {
	if v := t.digest.Variant(name); v != nil {
		return v, nil
	}
	var names []string
	for i := range t.digest.Variants {
		names = append(names, t.digest.Variants[i].Name)
	}
	return nil, usageError("%s has no variant %q; its variants are %s", t, name, strings.Join(names, ", "))
}

// findDigest reads SERVICE.MESSAGE, SERVICE.OPERATION or SERVICE.OPERATION.MESSAGE.
// A message with both digests gives its signature if one is wanted.
func findDigest(services []*service.Service, name string, signature bool) (*digestTarget, error) {
	words := strings.Split(name, ".")
	s, err := findService(services, words[0])
	if err != nil {
		return nil, err
	}
	matching, carrying := []digestTarget(nil), []digestTarget(nil)
	for _, t := range targetsOf(s, signature) {
		if t.isCalled(words[1:]) {
			matching = append(matching, t)
			if t.digest != nil {
				carrying = append(carrying, t)
			}
		}
	}
	switch {
	case len(matching) == 0:
		return nil, fmt.Errorf("%s has no message %q; it has %s", s.Name, strings.Join(words[1:], "."), listTargets(targetsOf(s, signature)))
	case len(carrying) == 0:
		return nil, fmt.Errorf("%s carries no check value or signature that its fields could give; try %s",
			listTargets(matching), listTargets(withDigest(services)))
	case len(carrying) > 1:
		return nil, fmt.Errorf("%s is not one message; say one of %s", name, listTargets(carrying))
	}
	return &carrying[0], nil
}

func findService(services []*service.Service, name string) (*service.Service, error) {
	var names []string
	for _, s := range services {
		if strings.EqualFold(s.Name, name) {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return nil, fmt.Errorf("there is no service %q; the services are %s", name, strings.Join(names, ", "))
}

func targetsOf(s *service.Service, signature bool) (all []digestTarget) {
	for i := range s.Operations {
		op := &s.Operations[i]
		for _, m := range []*service.Message{&op.Request, &op.Response} {
			if m.Name != "" {
				all = append(all, digestTarget{s, op, m, pickDigest(m, signature)})
			}
		}
	}
	return all
}

// pickDigest leaves signed messages out: they carry a text of their own and are no
// function of the fields.
func pickDigest(m *service.Message, signature bool) *service.Digest {
	value, signed := m.Digest(service.CheckValue), m.Digest(service.Signature)
	if value == nil || signature && signed != nil {
		return signed
	}
	return value
}

func (t *digestTarget) isCalled(words []string) bool {
	message := func(word string) bool { return strings.EqualFold(word, t.message.Name) }
	operation := func(word string) bool {
		return strings.EqualFold(word, t.operation.Name) || strings.EqualFold(word, t.operation.WSDLName)
	}
	switch len(words) {
	case 0:
		return true
	case 1:
		return message(words[0]) || operation(words[0])
	case 2:
		return operation(words[0]) && message(words[1])
	}
	return false
}

func withDigest(services []*service.Service) (all []digestTarget) {
	for _, s := range services {
		for _, t := range targetsOf(s, false) {
			if t.digest != nil {
				all = append(all, t)
			}
		}
	}
	return all
}

func listTargets(targets []digestTarget) string {
	names := make([]string, len(targets))
	for i := range targets {
		names[i] = targets[i].String()
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
