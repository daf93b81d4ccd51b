package specfile

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/service"
)

func TestReadSidecar_LikeFillsInDelimiterAndTerms(t *testing.T) {
	sidecar := mustReadSidecar(t, smallSidecar)
	more := sidecar.Operations[0].Request.Digests[0].Variants[1]
	var terms []service.Term
	for _, term := range more.Terms {
		terms = append(terms, service.Term{Field: term.Field.Value, Empty: term.Empty, From: term.From})
	}
	want := []service.Term{{Field: "bill"}, {Field: "sum"}, {Field: "cur", Empty: service.DropAbsent}}
	if diff := cmp.Diff(want, terms); diff != "" || more.Delimiter.Value != ";" {
		t.Errorf("delimiter %q, terms (-want +got):\n%s", more.Delimiter.Value, diff)
	}
}

func TestReadSidecar_CertaintyIsThatOfTheSource(t *testing.T) {
	text := strings.Replace(smallSidecar, "value: /bill/makebill.wsdl, source: S0",
		"value: /bill/makebill.wsdl, source: [S0, K1, {doc: S0, sure: sample, note: seen}]", 1)
	want := []service.Source{
		{Doc: "S0", Sure: service.Documented},
		{Doc: "K1", Sure: service.SDK},
		{Doc: "S0", Sure: service.Sample, Note: "seen"},
	}
	if diff := cmp.Diff(want, Plain(mustReadSidecar(t, text).WSDL.Sources)); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
}

func TestReadSidecar_EveryValueHasItsPlace(t *testing.T) {
	field := mustReadSidecar(t, smallSidecar).Operations[0].Request.Fields[1]
	got := []string{field.Name.Pos.String(), field.Currency.Pos.String(), field.Doc.Pos.String(), field.Sources[0].Pos.String()}
	want := []string{"f:14:9", "f:14:53", "f:14:63", "f:14:93"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

func TestReadSidecar_WithoutCommonLooksNoSourceUp(t *testing.T) {
	text := strings.ReplaceAll(smallSidecar, "S0", "X1")
	if _, err := ReadSidecar("f", []byte(text), nil); err != nil {
		t.Error(err)
	}
}

func TestReadAll_ReportsWhatFilesSayAboutEachOther(t *testing.T) {
	folder := fstest.MapFS{
		"common.yaml":        {Data: []byte(smallCommon)},
		"other.service.yaml": {Data: []byte(strings.Replace(smallSidecar, "ask: makebill.make", "ask: findbill.find", 1))},
	}
	_, err := ReadAll(folder)
	want := `other.service.yaml:1:10: service: "makebill" must be "other", as the file is called
other.service.yaml:10:32: make: repeat: ask: no sidecar has the operation "findbill.find", nor is it under planned in common.yaml`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestReadAll_PlannedOperationsMayBeAsked(t *testing.T) {
	folder := fstest.MapFS{
		"common.yaml":           {Data: []byte(smallCommon + "planned: {findbill.find: {source: S0}}\n")},
		"makebill.service.yaml": {Data: []byte(strings.Replace(smallSidecar, "ask: makebill.make", "ask: findbill.find", 1))},
	}
	if _, err := ReadAll(folder); err != nil {
		t.Error(err)
	}
}

func TestReadAll_NeedsCommon(t *testing.T) {
	if _, err := ReadAll(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), "common.yaml") {
		t.Errorf("error %v does not name common.yaml", err)
	}
}

func mustReadSidecar(t testing.TB, text string) *Sidecar {
	t.Helper()
	sidecar, err := ReadSidecar("f", []byte(text), mustReadCommon(t, smallCommon))
	if err != nil {
		t.Fatal(err)
	}
	return sidecar
}

// FuzzRead asks for no panic, and for a place inside the text in every problem.
func FuzzRead(f *testing.F) {
	common := mustReadCommon(f, smallCommon)
	f.Add(smallSidecar)
	f.Add(smallCommon)
	for _, test := range wrongSidecars {
		f.Add(strings.Replace(smallSidecar, test.old, test.new, 1))
	}
	for _, test := range wrongCommons {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, first := ReadSidecar("f", []byte(text), common)
		_, second := ReadCommon("f", []byte(text))
		for _, err := range []error{first, second} {
			if err == nil {
				continue
			}
			for _, p := range err.(Problems) {
				if p.Pos.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+strings.Count(text, "\u0085")+strings.Count(text, "\u2028")+strings.Count(text, "\u2029")+2 {
					t.Errorf("%s is behind the text", p)
				}
				if strings.ContainsAny(p.Message, "\n\r") {
					t.Errorf("%q is not one line", p.Message)
				}
			}
		}
	})
}
