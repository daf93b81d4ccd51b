package wiretest

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/conformance/xsdcheck"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// valuesPerMessage is how many random values are made of each message.
const valuesPerMessage = 3

// TestCorpus_RandomValuesRoundTrip writes random values of every message of the corpus,
// lets an XSD validator of others compare the XML with the WSDL's own schemas, reads it
// and asks for the same values.
func TestCorpus_RandomValuesRoundTrip(t *testing.T) {
	count := map[string]int{}
	for _, f := range closedCorpus(t) {
		root := os.DirFS(filepath.Join(corpusFolder, f.project))
		services, warnings, err := gen.Tables(root, f.path, gen.ForeignOptions{Package: "stub"})
		if err != nil {
			continue // refused by name: see package gen
		}
		trip := &roundTrip{T: t, path: f.path, count: count, z: &randomiser{Rand: rand.New(rand.NewPCG(5, 7))}, loose: isLoose(warnings)}
		trip.schemas, err = compileSchemas(t.Context(), root, f.path)
		switch {
		case err != nil && strings.Contains(err.Error(), "no_sources"):
			count["WSDLs without a schema"]++
		case err != nil:
			count["WSDLs whose schemas the validator refuses"]++
		default:
			count["WSDLs with a validator"]++
		}
		for _, s := range services {
			trip.service(s)
		}
	}
	for _, what := range slices.Sorted(maps.Keys(count)) {
		t.Logf("%6d %s", count[what], what)
	}
}

// looseCodes are warnings after which the table allows what the schema does not, or the
// schema lacks what the table has.
var looseCodes = []string{
	string(gen.CodeRepeatedElement), string(gen.CodePatternAnchor), string(gen.CodePattern), string(gen.CodeTypedPart), string(gen.CodeMixedContent),
	string(model.CodeUnresolvedType), string(model.CodeUnresolvedElement),
}

func isLoose(warnings gen.Problems) bool {
	return slices.ContainsFunc(warnings, func(p gen.Problem) bool { return slices.Contains(looseCodes, p.Code) })
}

func compileSchemas(ctx context.Context, root fs.FS, name string) (*xsdcheck.Foreign, error) {
	defs, err := model.Load(name, model.Options{Root: root})
	if err != nil {
		return nil, err
	}
	var wsdls []string
	for _, doc := range defs.Documents {
		if doc.Kind == model.WSDLDocument {
			wsdls = append(wsdls, doc.Path)
		}
	}
	return xsdcheck.CompileForeign(ctx, root, wsdls)
}

// roundTrip is the work on one WSDL.
type roundTrip struct {
	*testing.T
	path    string
	schemas *xsdcheck.Foreign
	z       *randomiser
	loose   bool
	count   map[string]int
}

func (trip *roundTrip) service(s *service.Service) {
	trip.z.service = s
	codec, err := envelope.New(s, envelope.Options{})
	if err != nil {
		trip.Errorf("%s: %v", trip.path, err)
		return
	}
	for i := range s.Operations {
		op := &s.Operations[i]
		trip.message(codec, op, &op.Request)
		if !op.OneWay {
			trip.message(codec, op, &op.Response)
		}
	}
}

func (trip *roundTrip) message(codec *envelope.Codec, op *service.Operation, m *service.Message) {
	trip.count["messages"]++
	found := false
	for range valuesPerMessage {
		if record := trip.valid(codec, op, m); record != nil {
			found = true
			if err := trip.value(codec, op, m, record); err != nil {
				trip.report(op, err)
			}
		}
	}
	if !found {
		trip.count["messages without a finite random value"]++
	}
}

// valid is a record that the codec's own check does not refuse.
func (trip *roundTrip) valid(codec *envelope.Codec, op *service.Operation, m *service.Message) *service.Record {
	for range 20 {
		trip.z.unions, trip.z.ids = 0, 0
		record := trip.z.record(m.Type, 0)
		if record == nil || m == &op.Request && codec.Check(op, record) != nil {
			continue
		}
		record.SetHeader(trip.blocks(op, m))
		return record
	}
	return nil
}

// blocks are random header blocks of a message, nil where no value is found.
func (trip *roundTrip) blocks(op *service.Operation, m *service.Message) []*service.Record {
	declared := op.Headers
	if m == &op.Response {
		declared = op.AnswerHeaders
	}
	blocks := make([]*service.Record, len(declared))
	for i := range declared {
		if blocks[i] = trip.z.record(declared[i].Type, 0); blocks[i] != nil {
			trip.count["header blocks"]++
		}
	}
	return blocks
}

// sameBlocks compares the header blocks that were read with those that were sent.
func sameBlocks(want, got *service.Record) error {
	for i, block := range want.Header() {
		if block == nil {
			continue
		}
		if i >= len(got.Header()) || got.Header()[i] == nil {
			return fmt.Errorf("header block %d was not read", i)
		}
		if err := sameRecord(block, got.Header()[i]); err != nil {
			return fmt.Errorf("header block %d: %w", i, err)
		}
	}
	return nil
}

func (trip *roundTrip) value(codec *envelope.Codec, op *service.Operation, m *service.Message, want *service.Record) error {
	encode, decode := codec.Encode, codec.DecodeRequest
	if m == &op.Response {
		encode, decode = codec.EncodeAnswer, codec.Decode
	}
	text, err := encode(nil, op, want)
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	trip.count["values"]++
	if err := trip.validate(op, m, text); err != nil {
		return fmt.Errorf("%s\nvalidate: %w", text, err)
	}
	got, err := decode(op, envelope.Reply{Status: 200, ContentType: "text/xml; charset=utf-8", Body: text})
	if err == nil {
		err = errors.Join(sameRecord(want, got), sameBlocks(want, got))
	}
	if err == nil {
		return nil
	}
	if again, failed := encode(nil, op, got); failed == nil && string(again) == string(text) {
		return nil // turns of repeated groups that the schema lets fall together
	}
	return fmt.Errorf("%s\nread: %w", text, err)
}

// validate checks the elements of the body. The wrapper of an rpc message stands in no
// schema, and encoded messages are not XML Schema's business.
func (trip *roundTrip) validate(op *service.Operation, m *service.Message, text []byte) error {
	if trip.schemas == nil || op.Style == service.RPC || m.Use == service.Encoded || trip.loose || trip.z.unions > 0 {
		return nil
	}
	elements, err := bodyElements(text)
	if err != nil {
		return err
	}
	for _, element := range elements {
		trip.count["elements validated"]++
		err := trip.schemas.Check(trip.Context(), element)
		if err != nil && strings.Contains(err.Error(), "wildcard requires declared element") {
			trip.count["elements with a strict wildcard, for which no content is made"]++
		} else if err != nil {
			return err
		}
	}
	return nil
}

// bodyElements cuts the children of the body out of our envelope, with its declarations.
func bodyElements(text []byte) ([][]byte, error) {
	d := xml.NewDecoder(strings.NewReader(string(text)))
	var found [][]byte
	declarations := ""
	inBody := false
	for depth := 0; ; {
		at := d.InputOffset()
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				tag := string(text[at:d.InputOffset()])
				declarations = tag[strings.IndexByte(tag, ' ') : len(tag)-1]
			}
			if depth == 2 {
				inBody = t.Name.Local == "Body"
			}
			if depth == 3 && inBody {
				name := t.Name.Local
				if t.Name.Space != "" {
					name = t.Name.Space + ":" + name
				}
				rest := string(text[at+1+int64(len(name)):])
				found = append(found, []byte("<"+name+declarations+rest))
			}
		case xml.EndElement:
			if depth == 3 && inBody {
				last := found[len(found)-1]
				tail := len(text) - int(d.InputOffset())
				found[len(found)-1] = last[:len(last)-tail]
			}
			depth--
		}
	}
}

// knownTripGaps are WSDLs with values that do not survive, and why.
var knownTripGaps = map[string]string{
	"integration/src/test/wsdl/names/JavaNames.wsdl": "an element is called area:Code, which is no XML name",
	"test/wsdl/schemas_without_targetnamespace.wsdl": "the validator does not find elements without a namespace in a schema inside a WSDL",
}

func (trip *roundTrip) report(op *service.Operation, err error) {
	if reason := knownTripGaps[trip.path]; reason != "" {
		trip.count["values that failed for a known reason"]++
		return
	}
	trip.count["values that failed"]++
	trip.Errorf("%s %s: %.900v", trip.path, op.Name, err)
}
