package wiretest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// recordings are folders with a WSDL and what node-soap sent and was answered.
const recordings = "test/request-response-samples"

// TestRecorded_StubsSendAndReadTheSame fills the tables of a stub from each recorded
// request, sends that, and asks for the same XML; and reads each recorded answer with
// all its values. What differs is named in recordedExceptions, with the reason.
func TestRecorded_StubsSendAndReadTheSame(t *testing.T) {
	folders, err := os.ReadDir(filepath.Join(corpusFolder, "node-soap", recordings))
	if err != nil {
		t.Skip("there is no corpus beside the repository")
	}
	tally := map[string]int{}
	for _, f := range folders {
		op, codec, err := recordedOperation(f.Name())
		for _, side := range []string{"request", "response"} {
			text, missing := os.ReadFile(filepath.Join(corpusFolder, "node-soap", recordings, f.Name(), side+".xml"))
			if missing != nil {
				continue
			}
			failure := err
			if err == nil && side == "request" {
				failure = sendsTheSame(codec, op, text)
			} else if err == nil {
				failure = readsItAll(codec, op, text)
			}
			judgeRecording(t, tally, f.Name(), side, failure)
		}
	}
	for _, side := range []string{"request", "response"} {
		t.Logf("%ss: %d the same, %d excepted, of %d", side, tally[side], tally[side+" excepted"], tally[side]+tally[side+" excepted"])
	}
}

func judgeRecording(t *testing.T, tally map[string]int, folder, side string, failure error) {
	t.Helper()
	reason, excepted := recordedExceptions[folder+" "+side]
	switch {
	case failure == nil && excepted:
		t.Errorf("%s %s: works, and is listed as an exception: %s", folder, side, reason)
	case failure == nil:
		tally[side]++
	case excepted:
		tally[side+" excepted"]++
	default:
		t.Errorf("%s %s: %v", folder, side, failure)
	}
}

// recordedOperation finds the operation that a folder is named after.
func recordedOperation(folder string) (*service.Operation, *envelope.Codec, error) {
	root := os.DirFS(filepath.Join(corpusFolder, "node-soap"))
	services, _, err := gen.Tables(root, recordings+"/"+folder+"/soap.wsdl", gen.ForeignOptions{Package: "stub"})
	if err != nil {
		return nil, nil, err
	}
	name, _, _ := strings.Cut(folder, "__")
	for _, s := range services {
		if op := s.Operation(name); op != nil {
			codec, err := envelope.New(s, envelope.Options{})
			return op, codec, err
		}
	}
	return nil, nil, fmt.Errorf("no operation %s", name)
}

// sendsTheSame compares bodies: header blocks are the caller's to give.
func sendsTheSame(codec *envelope.Codec, op *service.Operation, recorded []byte) error {
	request, err := codec.DecodeRequest(op, envelope.Reply{ContentType: "text/xml", Body: withoutHeader(recorded)})
	if err != nil {
		return err
	}
	sent, err := codec.Encode(nil, op, request)
	if err != nil {
		return err
	}
	want, err := canonical(string(recorded))
	if err != nil {
		return err
	}
	got, err := canonical(string(sent))
	if err != nil {
		return err
	}
	if diff := cmp.Diff(body(want), body(got)); diff != "" {
		return fmt.Errorf("(-recorded +sent)\n%s", diff)
	}
	return nil
}

func withoutHeader(message []byte) []byte {
	text := string(message)
	from := strings.Index(text, "<soap:Header")
	to := strings.Index(text, "</soap:Header>")
	if from < 0 || to < from {
		return message
	}
	return []byte(text[:from] + text[to+len("</soap:Header>"):])
}

// readsItAll decodes an answer and asks for every text of its body.
func readsItAll(codec *envelope.Codec, op *service.Operation, recorded []byte) error {
	answer, err := codec.Decode(op, envelope.Reply{Status: 200, ContentType: contentType(recorded), Body: recorded})
	if _, refused := errors.AsType[*envelope.GatewayError](err); refused && strings.Contains(string(recorded), "Fault>") {
		return nil
	}
	if err != nil || answer == nil {
		return err
	}
	if len(answer.Extras) > 0 {
		return fmt.Errorf("undeclared content: %v", answer.Extras)
	}
	text, err := canonical(message(recorded))
	if err != nil {
		return err
	}
	if diff := cmp.Diff(textsOf(body(text)), recordTexts(nil, answer)); diff != "" {
		return fmt.Errorf("(-recorded +read)\n%s", diff)
	}
	return nil
}

// contentType is the header that came with a recording: those of several parts begin with
// the boundary.
func contentType(recorded []byte) string {
	first, _, _ := strings.Cut(strings.TrimSpace(string(recorded)), "\n")
	if boundary, multipart := strings.CutPrefix(first, "--"); multipart {
		return `multipart/related; boundary="` + strings.TrimSpace(boundary) + `"`
	}
	return "text/xml"
}

// message is the XML of a recording.
func message(recorded []byte) string {
	text := string(recorded)
	if contentType(recorded) == "text/xml" {
		return text
	}
	text = text[strings.IndexByte(text, '<'):]
	if at := strings.Index(text, "<soap"); at >= 0 {
		text = text[at:]
	}
	end := strings.Index(text, ":Envelope>")
	return text[:end+len(":Envelope>")]
}

// textsOf are the words of all texts in canonical XML, in order of the alphabet.
func textsOf(text string) []string {
	var words []string
	for line := range strings.Lines(text) {
		var content string
		if _, err := fmt.Sscanf(strings.TrimSpace(line), "%q", &content); err == nil {
			words = append(words, strings.Fields(content)...)
		}
	}
	slices.Sort(words)
	return words
}

// recordTexts are the words of all elements of a record.
func recordTexts(words []string, r *service.Record) []string {
	for i, f := range r.Fields() {
		if v := &r.Values()[i]; !f.Has(service.Attribute) {
			words = valueTexts(words, v, f.Type == service.XSDAnyType)
		}
	}
	slices.Sort(words)
	return words
}

func valueTexts(words []string, v *service.Value, raw bool) []string {
	for i := range v.Items {
		words = valueTexts(words, &v.Items[i], raw)
	}
	if v.Record != nil {
		return recordTexts(words, v.Record)
	}
	if text, err := canonical("<any>" + v.Text + "</any>"); err == nil && raw {
		return append(words, textsOf(text)...)
	}
	return append(words, strings.Fields(v.Text)...)
}
