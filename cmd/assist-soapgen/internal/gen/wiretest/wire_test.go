package wiretest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// corpusFolder holds WSDLs of other projects; it is not part of the repository.
const corpusFolder = "../../../../../../shared/wsdl-corpus"

type corpusFile struct{ project, path string }

// closedCorpus lists the files whose imports all resolve locally.
func closedCorpus(t *testing.T) []corpusFile {
	t.Helper()
	index, err := os.ReadFile(filepath.Join(corpusFolder, "INDEX.tsv"))
	if err != nil {
		t.Skip("there is no corpus beside the repository")
	}
	var files []corpusFile
	for line := range strings.Lines(string(index)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) == 5 && columns[4] == "1" {
			files = append(files, corpusFile{columns[0], columns[1]})
		}
	}
	return files
}

// knownWireGaps are WSDLs with messages that do not survive, and why.
var knownWireGaps = map[string]string{
	"integration/src/test/wsdl/names/JavaNames.wsdl":     "an element is called area:Code, which is no XML name",
	"integration/src/test/wsdl/datatypes/DataTypes.wsdl": "the codec writes a QName that is the text of a message's element without a prefix",
	"integration/src/test/wsdl/qnameser/extension.wsdl":  "the codec writes a QName that is the text of a message's element without a prefix",
}

// TestCorpus_RecordsSurviveTheWire encodes and decodes a record of every message that
// the corpus generates: tables of any origin must be ones that the codec can work with.
func TestCorpus_RecordsSurviveTheWire(t *testing.T) {
	messages, failed := 0, 0
	for _, f := range closedCorpus(t) {
		services, _, err := gen.Tables(os.DirFS(filepath.Join(corpusFolder, f.project)), f.path, gen.ForeignOptions{Package: "stub"})
		if err != nil {
			continue // refused by name: see TestCorpus_GeneratesAndCompiles
		}
		for _, s := range services {
			codec, err := envelope.New(s, envelope.Options{})
			if err != nil {
				t.Errorf("%s/%s: %v", f.project, f.path, err)
				continue
			}
			for j := range s.Operations {
				op := &s.Operations[j]
				n, errs := survive(codec, s, op)
				messages += n
				failed += len(errs)
				for _, err := range errs {
					if reason := knownWireGaps[f.path]; reason != "" {
						t.Logf("known: %s: %s", f.path, reason)
						continue
					}
					t.Errorf("%s/%s: %s: %v", f.project, f.path, op.Name, err)
				}
			}
		}
	}
	t.Logf("%d messages, %d did not survive", messages, failed)
}

// survive sends both messages of an operation through the codec.
func survive(codec *envelope.Codec, s *service.Service, op *service.Operation) (n int, errs []error) {
	try := func(what string, id service.TypeID, encode func(*service.Record) ([]byte, error), decode func(envelope.Reply) (*service.Record, error)) {
		want := sampleRecord(s, id, 0)
		if want == nil {
			return // no value of the type is finite, or nothing may stand for an abstract type
		}
		n++
		body, err := encode(want)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: encode: %w", what, err))
			return
		}
		got, err := decode(envelope.Reply{Status: 200, ContentType: "text/xml; charset=utf-8", Body: body})
		if err == nil {
			err = sameRecord(want, got)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w\n%s", what, err, body))
		}
	}
	try("request", op.Request.Type,
		func(r *service.Record) ([]byte, error) { return codec.Encode(nil, op, r) },
		func(m envelope.Reply) (*service.Record, error) { return codec.DecodeRequest(op, m) })
	if !op.OneWay {
		try("answer", op.Response.Type,
			func(r *service.Record) ([]byte, error) { return codec.EncodeAnswer(nil, op, r) },
			func(m envelope.Reply) (*service.Record, error) { return codec.Decode(op, m) })
	}
	return n, errs
}

// sampleRecord has a value in every field, but for choices: there the first branch. It is
// nil when there is no such record.
func sampleRecord(s *service.Service, id service.TypeID, depth int) *service.Record {
	r := service.NewRecord(s, id)
	skip := map[int32]bool{}
	for _, c := range s.Types[id].Choices {
		for _, branch := range c.Branches[1:] {
			for _, i := range branch {
				skip[i] = true
			}
		}
	}
	for i, f := range r.Fields() {
		if skip[int32(i)] {
			continue
		}
		v := sampleValue(s, &f, depth)
		if v.State == service.Absent && !f.Has(service.Optional) {
			return nil
		}
		if f.Has(service.Many) && v.State == service.Present {
			v = service.Value{State: service.Present, Items: []service.Value{v, sampleValue(s, &f, depth)}}
		}
		r.Values()[i] = v
	}
	return r
}

func sampleValue(s *service.Service, f *service.Field, depth int) service.Value {
	t := s.Type(f.Type)
	if t == nil || t.Kind != service.Struct && t.Kind != service.Array {
		return service.Value{State: service.Present, Text: sampleText(s, f)}
	}
	id := f.Type
	if f.Has(service.Abstract) {
		id = concrete(s, id)
	}
	if id < 0 || depth > 3 && f.Has(service.Optional) || depth > 8 {
		return service.Value{}
	}
	inner := sampleRecord(s, id, depth+1)
	if inner == nil || f.Has(service.Group) && isEmpty(inner) {
		return service.Value{}
	}
	return service.Value{State: service.Present, Record: inner}
}

func isEmpty(r *service.Record) bool {
	return !slices.ContainsFunc(r.Values(), func(v service.Value) bool { return v.State != service.Absent })
}

// concrete is the first type that may stand for an abstract one, -1 if there is none.
func concrete(s *service.Service, base service.TypeID) service.TypeID {
	for id := range s.Types {
		for b := s.Types[id].Base; b > 0 && s.Types[id].New != nil; b = s.Types[b].Base {
			if b == base {
				return service.TypeID(id)
			}
		}
	}
	return -1
}

var sampleTexts = map[service.TypeID]string{
	service.XSDBoolean: "true", service.XSDHexBinary: "0AFF", service.XSDBase64Binary: "QUJD", service.XSDQName: "{urn:x}y",
	service.XSDDateTime: "2026-01-02T03:04:05Z",
}

func sampleText(s *service.Service, f *service.Field) string {
	if f.Type == service.XSDAnyType {
		return `<x:any xmlns:x="urn:any">text</x:any>`
	}
	id := f.Type
	for t := s.Type(id); t != nil; t = s.Type(id) {
		if t.Facets != nil && len(t.Facets.Enum) > 0 {
			return t.Facets.Enum[0]
		}
		id = t.Base
	}
	if text := sampleTexts[id]; text != "" {
		return text
	}
	return "7"
}

func sameRecord(want, got *service.Record) error {
	for i, f := range want.Fields() {
		if err := sameValue(&want.Values()[i], &got.Values()[i]); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if len(got.Extras) > 0 {
		return fmt.Errorf("extras %v", got.Extras)
	}
	return nil
}

func sameValue(want, got *service.Value) error {
	if want.Text != got.Text || want.State != got.State || len(want.Items) != len(got.Items) || (want.Record == nil) != (got.Record == nil) {
		return fmt.Errorf("%+v became %+v", *want, *got)
	}
	for i := range want.Items {
		if err := sameValue(&want.Items[i], &got.Items[i]); err != nil {
			return err
		}
	}
	if want.Record == nil {
		return nil
	}
	return sameRecord(want.Record, got.Record)
}
