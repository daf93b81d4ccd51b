package conformance

import (
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/conformance/coverage"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// exercise says what a step really did, for the coverage of the descriptions.
func exercise(st *Step, s *service.Service, op *service.Operation, line *wire, got outcome) *coverage.Exercise {
	x := &coverage.Exercise{
		Service: s, Operation: op, Canned: st.Reply != nil || isInbound(st.Raw), Request: got.request, Sent: line.sent > 0,
		Variants:     map[string]string{},
		RequestFrame: bodyChild(line.request), AnswerFrame: bodyChild(line.response),
		Answer: got.answer, Verified: got.result.Verified,
	}
	if variant := st.Options.Key("variant", ""); variant != "" {
		digest, name, _ := strings.Cut(variant, "=")
		_, kind, _ := strings.Cut(digest, ".")
		for i := range op.Request.Digests {
			if d := &op.Request.Digests[i]; d.Field == kind || d.Kind.String() == kind {
				x.Variants[d.Field] = name
			}
		}
	}
	if isInbound(st.Raw) {
		received(x)
	} else if st.Raw != nil && got.answer != nil { // what the gateway refused proves nothing about its fields
		x.RawFields = rawFields(s, op, line.request, strings.HasSuffix(st.Raw.Name, "raw.form"))
	}
	x.Refusal, _ = errors.AsType[*envelope.GatewayError](got.err)
	x.Invalid, _ = errors.AsType[*envelope.InvalidRequestError](got.err)
	return x
}

var afterBody = regexp.MustCompile(`<(?:[\w.-]+:)?Body\b[^>]*>\s*<(?:[\w.-]+:)?([\w.-]+)`)

// bodyChild returns the local name of the first element in a SOAP body, or "".
func bodyChild(message []byte) string {
	if found := afterBody.FindSubmatch(message); found != nil {
		return string(found[1])
	}
	return ""
}

// rawFields returns the fields that a raw request holds, under the names of the
// description. A request that cannot be read holds none.
func rawFields(s *service.Service, op *service.Operation, message []byte, form bool) map[string]string {
	given := map[string]string{}
	if form {
		pairs, _ := url.ParseQuery(string(message))
		for name := range pairs {
			given[strings.ToLower(name)] = pairs.Get(name)
		}
	} else {
		doc := etree.NewDocument()
		if doc.ReadFromBytes(message) != nil {
			return nil
		}
		for _, e := range doc.FindElements("//*") {
			if len(e.ChildElements()) == 0 {
				given[strings.ToLower(e.Tag)] = e.Text()
			}
		}
	}
	fields := map[string]string{}
	for _, f := range s.Types[op.Request.Type].Fields {
		names := []string{f.Name}
		if f.Facts != nil {
			names = append(names, f.Facts.Param)
		}
		for _, name := range names {
			if text, ok := given[strings.ToLower(name)]; ok {
				fields[f.Name] = text
			}
		}
	}
	return fields
}
