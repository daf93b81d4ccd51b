package xsdcheck

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/jacoelho/xsd"
	"github.com/jacoelho/xsd/xsderrors"

	"github.com/assist-soap/toolkit/service"
)

// maxViolations bounds what is reported of one message: the first few say it all.
const maxViolations = 10

// maxMessage bounds the size of a message that is checked, in bytes.
const maxMessage = 8 << 20

// Violation is one place where a message breaks the schema.
type Violation struct {
	Path   string // in the message: "/Envelope/Body/CreateBill/Bill/bill_amount"
	Line   int    // in the message
	Schema string // "createbill.wsdl:24": where the schema says otherwise
	Code   string // stable: "validation.facet"
	Text   string // never holds more of a value than the validator quotes; mask it before showing
}

// String writes the path, the complaint and the line of the schema.
func (v Violation) String() string { return v.Path + ": " + v.Text + " (" + v.Schema + ")" }

// Checker validates messages. It is safe for concurrent use.
type Checker struct {
	files     fs.FS
	contracts map[*service.Service]*contract
}

// contract is what one service is checked with. It is compiled when first needed.
type contract struct {
	once     sync.Once
	err      error
	engine   *xsd.Engine
	places   *places
	sessions sync.Pool
}

// New returns a checker for services whose WSDLs lie in files under the base name of
// their WSDL path. Nothing is compiled yet.
func New(services []*service.Service, files fs.FS) *Checker {
	c := &Checker{files: files, contracts: map[*service.Service]*contract{}}
	for _, s := range services {
		c.contracts[s] = &contract{}
	}
	return c
}

// Check validates a message of a service, in UTF-8. Encoded says that the message is
// SOAP-encoded: xsi:type names the built-in type of a value there, which is no
// restriction of the schema's simple types and means none. The error says that the
// schema itself cannot be used.
func (c *Checker) Check(ctx context.Context, s *service.Service, message []byte, encoded bool) ([]Violation, error) {
	k := c.contracts[s]
	if k == nil {
		return nil, fmt.Errorf("xsdcheck: service %s was not given to New", s.Name)
	}
	if k.once.Do(func() { k.err = k.compile(ctx, s, c.files) }); k.err != nil {
		return nil, k.err
	}
	if len(message) > maxMessage {
		return []Violation{{Path: "/", Code: "size", Text: "the message is too large to be checked"}}, nil
	}
	if encoded {
		message = withoutBuiltInTypes(message)
	}
	return k.validate(ctx, message)
}

func (k *contract) compile(ctx context.Context, s *service.Service, files fs.FS) error {
	file := s.Name + ".wsdl"
	contract, err := readContract(files, file)
	if err != nil {
		return err
	}
	if k.engine, err = xsd.Compile(ctx, sources(s, contract)...); err != nil {
		return fmt.Errorf("xsdcheck: %s: %w", file, err)
	}
	k.places = newPlaces(s, file, contract[0].tree)
	return nil
}

func (k *contract) validate(ctx context.Context, message []byte) ([]Violation, error) {
	session, ok := k.sessions.Get().(*xsd.Session)
	if !ok {
		var err error
		if session, err = k.engine.NewSession(xsd.ValidateOptions{MaxErrors: maxViolations, MaxInstanceBytes: maxMessage}); err != nil {
			return nil, err
		}
	}
	err := session.Validate(ctx, bytes.NewReader(message))
	k.sessions.Put(session)
	return k.violations(message, err), nil
}

func (k *contract) violations(message []byte, err error) []Violation {
	if err == nil {
		return nil
	}
	var found []Violation
	list := []error{err}
	if all, ok := errors.AsType[xsderrors.Errors](err); ok {
		list = all
	}
	for _, err := range list {
		one, ok := errors.AsType[*xsderrors.Error](err)
		if !ok {
			one = &xsderrors.Error{Path: "/", Message: err.Error()}
		}
		v := Violation{Path: one.Path, Line: one.Line, Code: string(one.Code), Text: one.Message}
		v.Schema = k.places.of(one.Path, one.Message)
		v.Text = qualified(message, one)
		found = append(found, v)
	}
	return found[:min(len(found), maxViolations)]
}
