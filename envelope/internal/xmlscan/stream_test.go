package xmlscan_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// sameAsWhole reads a document through windows of several sizes and holds the tokens
// and the refusal against those of the whole document.
func sameAsWhole(t *testing.T, doc string, limits xmlscan.Limits) {
	t.Helper()
	want, wantErr := readTree(xmlscan.NewString(doc, limits))
	for _, window := range []int{4, 5, 17, 64, 1000} {
		var s xmlscan.Scanner
		s.ResetWindow(strings.NewReader(doc), limits, window)
		got, err := readTree(&s)
		if wantErr == nil {
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%q, window %d: %v\nstream %q\nwhole  %q", doc, window, err, got, want)
			}
			continue
		}
		if fmt.Sprint(err) != fmt.Sprint(wantErr) && !characterFirst(wantErr) {
			t.Fatalf("%q, window %d: stream says %v, whole %v", doc, window, err, wantErr)
		}
		if err == nil {
			t.Fatalf("%q, window %d: accepted, but not as a whole: %v", doc, window, wantErr)
		}
	}
}

// characterFirst tells of refusals that the whole document gets before anything of
// it is read, and a stream when it comes to the place.
func characterFirst(err error) bool {
	e, ok := errors.AsType[*xmlscan.SyntaxError](err)
	return ok && slices.Contains([]string{xmlscan.RuleInvalidUTF8, xmlscan.RuleIllegalCharacter, xmlscan.RuleLimitDocument}, e.Rule)
}

func streamSeeds(add func(string)) {
	for _, table := range [][]refusal{refusals, doctypeRefusals} {
		for _, r := range table {
			add(strings.Replace(r.doc, "§", "", 1))
		}
	}
	for _, doc := range accepted {
		add(doc.doc)
	}
	add(string(response()))
	add("<a xmlns='u' xmlns:p='v'><p:b p:c='1' d='&lt;'>x]]&gt;<![CDATA[ ]] ]]>я\r\n</p:b><b xmlns:q='w'/><b xmlns:q='w'/>" + strings.Repeat("<c d='1'>e</c>", 20) + "</a>")
}

func TestStream_IsAsStrictAsTheWholeDocument(t *testing.T) {
	streamSeeds(func(doc string) {
		for _, limits := range []xmlscan.Limits{{}, {AllowDoctype: true}, {LenientPrefixes: true, Text: 100, Nodes: 50}} {
			sameAsWhole(t, doc, limits)
		}
	})
}

func FuzzStream(f *testing.F) {
	streamSeeds(func(doc string) { f.Add(doc) })
	f.Fuzz(func(t *testing.T, doc string) {
		for _, limits := range []xmlscan.Limits{{}, {AllowDoctype: true}, {LenientPrefixes: true, Text: 100, Nodes: 50}} {
			sameAsWhole(t, doc, limits)
			walkStream(t, doc, limits)
		}
	})
}

// walkStream reads with the other methods what both ways accept.
func walkStream(t *testing.T, doc string, limits xmlscan.Limits) {
	s := xmlscan.NewString(doc, limits)
	if s.Finish() != nil {
		return
	}
	s = xmlscan.NewString(doc, limits)
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	root := readElement(t, s)
	var again xmlscan.Scanner
	again.ResetWindow(iotest.HalfReader(strings.NewReader(doc)), limits, 16)
	if more, err := again.Child(); !more || err != nil {
		t.Fatalf("%q: Child finds no root: %v", doc, err)
	}
	compareElement(t, doc, &again, root)
	if err := again.Finish(); err != nil {
		t.Errorf("%q: after the walk: %v", doc, err)
	}
}

func TestStream_TellsABrokenReaderFromABrokenDocument(t *testing.T) {
	for _, cause := range []error{io.ErrUnexpectedEOF, errors.New("reset")} {
		var s xmlscan.Scanner
		s.ResetReader(io.MultiReader(strings.NewReader("<a><b>1</b>"), iotest.ErrReader(cause)), xmlscan.Limits{})
		err := s.Finish()
		if broke, ok := errors.AsType[*xmlscan.ReadError](err); !ok || !errors.Is(broke, cause) {
			t.Errorf("%v: %v", cause, err)
		}
		if again := s.Finish(); again != err {
			t.Errorf("the first error is not final: %v", again)
		}
	}
	var s xmlscan.Scanner
	s.ResetReader(strings.NewReader("<a><b>1</b>"), xmlscan.Limits{})
	if e, ok := errors.AsType[*xmlscan.SyntaxError](s.Finish()); !ok || e.Rule != xmlscan.RuleUnclosedElement {
		t.Error(e)
	}
}

func TestStream_GrowsForOneTokenUpToTheLimit(t *testing.T) {
	long := strings.Repeat("x", 300<<10)
	for _, tc := range []struct {
		doc    string
		limits xmlscan.Limits
		rule   string
	}{
		{"<a><b>" + long + "</b><b>" + long + "</b></a>", xmlscan.Limits{}, ""},
		{"<a><b c='" + long + "'/></a>", xmlscan.Limits{}, ""},
		{"<a><b>" + long + "</b></a>", xmlscan.Limits{Text: 100 << 10}, xmlscan.RuleLimitText},
		{"<a><!--" + long + "--></a>", xmlscan.Limits{Text: 100 << 10}, xmlscan.RuleLimitText},
		{"<a>" + long + "</a>", xmlscan.Limits{Document: 64 << 10}, xmlscan.RuleLimitDocument},
	} {
		var s xmlscan.Scanner
		s.ResetReader(iotest.OneByteReader(strings.NewReader(tc.doc)), tc.limits)
		err := s.Finish()
		e, _ := errors.AsType[*xmlscan.SyntaxError](err)
		if tc.rule == "" && err != nil || tc.rule != "" && (e == nil || e.Rule != tc.rule) {
			t.Errorf("%.20q… %+v: %v", tc.doc, tc.limits, err)
		}
	}
}

// endless makes a document of any size without holding it.
func endless(records int) io.Reader {
	const record = "<order id='1'><number>12345</number><state>In &amp; Out</state><note>" +
		"some text of an ordinary length, to make it realistic</note></order>"
	left, head := records, false
	return readerFunc(func(p []byte) (int, error) {
		switch {
		case !head:
			head = true
			return copy(p, "<a>"), nil
		case left == 0:
			left--
			return copy(p, "</a>"), nil
		case left < 0:
			return 0, io.EOF
		}
		left--
		return copy(p, record), nil
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestStream_HoldsNoMoreOfALongDocumentThanOfAShortOne(t *testing.T) {
	live := func(records int) uint64 {
		var s xmlscan.Scanner
		s.ResetReader(endless(records), xmlscan.Limits{Document: 1 << 40, Nodes: 1 << 40})
		highest, starts := uint64(0), 0
		for {
			kind, err := s.Next()
			if err != nil {
				t.Fatal(err)
			}
			if kind == xmlscan.EOF {
				break
			}
			if starts++; starts%200_000 == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				highest = max(highest, m.HeapAlloc)
			}
		}
		return highest
	}
	short, long := live(30_000), live(200_000)
	if long > short+256<<10 {
		t.Errorf("%d KiB live at 200,000 records, %d at 30,000", long>>10, short>>10)
	}
}

func BenchmarkStream(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(20_000 * 133)
	for b.Loop() {
		var s xmlscan.Scanner
		s.ResetReader(endless(20_000), xmlscan.Limits{})
		if err := s.Finish(); err != nil {
			b.Fatal(err)
		}
	}
}
