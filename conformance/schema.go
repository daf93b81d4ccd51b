package conformance

import (
	"context"
	"errors"
	"io/fs"

	"github.com/assist-soap/toolkit/conformance/xsdcheck"
	"github.com/assist-soap/toolkit/service"
)

// schema holds both messages of a step against the schema of the WSDL. What is wrong
// with ours fails the case, unless the case sent raw bytes; what is wrong with the
// target's is a warning. Canned replies say nothing about anybody.
func (r *caseRun) schema(ctx context.Context, st *Step, s *service.Service, op *service.Operation, line *wire, got outcome) (ours, theirs []xsdcheck.Violation, err error) {
	if st.Options.Key("schema", "checked") == "unchecked" || r.plan.checker == nil {
		return nil, nil, nil
	}
	if st.Raw == nil && st.inSOAP() && len(line.request) > 0 {
		if ours, err = r.plan.checker.Check(ctx, s, inUTF8(line.request), op.Request.Use == service.Encoded); err != nil {
			return nil, nil, unusable(err)
		}
	}
	if st.Reply == nil && bodyChild(line.response) != "" {
		if theirs, err = r.plan.checker.Check(ctx, s, inUTF8(line.response), op.Response.Use == service.Encoded); err != nil {
			return nil, nil, unusable(err)
		}
	}
	return ours, theirs, nil
}

// unusable forgives a service whose WSDL is not at hand: there is nothing to check.
func unusable(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
