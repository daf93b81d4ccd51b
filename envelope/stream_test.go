package envelope_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

func streamed(r envelope.Reply) envelope.StreamReply {
	return envelope.StreamReply{Status: r.Status, ContentType: r.ContentType, Format: r.Format, Body: bytes.NewReader(r.Body)}
}

// severalOrders is a list of n orders about O-1, in a format, each with something
// unknown in it where the format allows.
func severalOrders(n int, format envelope.Format) envelope.Reply {
	return orderList(n, format, "<novelty>%d</novelty>")
}

func orderList(n int, format envelope.Format, unknown string) envelope.Reply {
	order, operation := anOrder("Approved")
	var b strings.Builder
	for i := range n {
		one := slices.Clone(order)
		one[3] = fmt.Sprint(5775486650107611 + i)
		all := append(slices.Clone(one), operation...)
		record := "<order>" + elements(one) + strings.Repeat("<operation>"+elements(operation)+"</operation>", 1+i%3) + strings.Replace(unknown, "%d", fmt.Sprint(i), 1) + "</order>\n"
		switch table := csvTable(all); {
		case format == envelope.CSV && i == 0:
			b.WriteString(table)
		case format == envelope.CSV:
			_, row, _ := strings.Cut(table, "\r\n")
			b.WriteString(row)
		default:
			b.WriteString(record)
		}
	}
	body := b.String()
	switch format {
	case envelope.XML:
		body = xmlResult("<orders>" + body + "</orders>")
	case envelope.CSV:
	default:
		body = literalHead + "<ws:listResponse><list>" + body + "</list></ws:listResponse>" + literalTail
	}
	return envelope.Reply{Format: format, Body: []byte(body)}
}

// wholeList is what Decode makes of the list: its records, each with the extras in it.
func wholeList(c *envelope.Codec, op *service.Operation, reply envelope.Reply) (records []string, err error) {
	r, err := c.Decode(op, reply)
	if err != nil {
		return nil, err
	}
	for _, item := range r.Values()[0].Items {
		records = append(records, dump(item.Record))
	}
	return records, nil
}

func streamList(c *envelope.Codec, op *service.Operation, reply envelope.StreamReply) (records []string, err error) {
	for r, err := range c.Stream(op, reply) {
		if err != nil {
			return records, err
		}
		records = append(records, dump(r))
	}
	return records, nil
}

func TestStream_GivesTheRecordsOfTheWhole(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	for _, format := range []envelope.Format{envelope.SOAP, envelope.XML, envelope.CSV} {
		for _, n := range []int{0, 1, 2, 7, 300} {
			if n == 0 && format == envelope.CSV {
				continue
			}
			for charset, reply := range charsets(t, severalOrders(n, format)) {
				want, wantErr := wholeList(c, op, reply)
				got, err := streamList(c, op, streamed(reply))
				if fmt.Sprint(err) != fmt.Sprint(wantErr) || !slices.Equal(got, want) {
					t.Errorf("%v, %d, %s: %v %v, %d and %d records", format, n, charset, err, wantErr, len(got), len(want))
				}
			}
		}
	}
}

func TestStream_RecordsAreTheCallersToKeep(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	for _, format := range []envelope.Format{envelope.SOAP, envelope.CSV} {
		reply := severalOrders(500, format)
		want, err := wholeList(c, op, reply)
		if err != nil {
			t.Fatal(err)
		}
		var kept []*service.Record
		for r, err := range c.Stream(op, streamed(reply)) {
			if err != nil {
				t.Fatal(err)
			}
			kept = append(kept, r)
		}
		for i, r := range kept {
			if dump(r) != want[i] {
				t.Fatalf("%v: record %d changed after it was handed over", format, i)
			}
			if format == envelope.SOAP && (len(r.Extras) != 1 || r.Extras[0] != (service.Extra{Path: "order/novelty", Text: fmt.Sprint(i)})) {
				t.Fatalf("extras %v", r.Extras)
			}
		}
	}
}

func TestOpenStream_VerifiesEveryRecordBeforeItHandsItOver(t *testing.T) {
	s, c := lookup(t)
	op, request := s.Operation("list"), question(t, s, c, "list")
	for _, format := range []envelope.Format{envelope.SOAP, envelope.XML, envelope.CSV} {
		reply := severalOrders(5, format)
		n := 0
		for entry, err := range c.OpenStream(op, request, streamed(reply), credentials()) {
			if err != nil {
				t.Fatal(format, err)
			}
			if r := entry.Result; r.Verified != "checkvalue" || !r.TestMode || r.Outcome != service.Succeeded {
				t.Fatalf("%v: %+v", format, r)
			}
			n++
		}
		if n != 5 {
			t.Errorf("%v: %d records", format, n)
		}
		// The fourth amount is changed: three records come, then the error, then nothing.
		parts := strings.SplitN(string(reply.Body), "RUB", 5)
		at := strings.LastIndex(parts[3], "101.50")
		parts[3] = parts[3][:at] + "101.51" + parts[3][at+6:]
		reply.Body = []byte(strings.Join(parts, "RUB"))
		if n, err := drain(c.OpenStream(op, request, streamed(reply), credentials())); n != 3 || as[*checkvalue.MismatchError](err) == nil {
			t.Errorf("%v: %d records, %v", format, n, err)
		}
	}
}

func drain(stream func(func(envelope.Entry, error) bool)) (n int, last error) {
	for _, err := range stream {
		if last != nil {
			return -1, errors.New("something came after the error")
		}
		if last = err; err == nil {
			n++
		}
	}
	return n, last
}

func TestOpenStream_RefusesRecordsOfOtherOrdersAndUnprovenOnes(t *testing.T) {
	s, c := lookup(t)
	op, request := s.Operation("list"), question(t, s, c, "list")
	other := severalOrders(2, envelope.SOAP)
	other.Body = []byte(strings.Replace(string(other.Body), "O-1<", "O-2<", 1))
	if n, err := drain(c.OpenStream(op, request, streamed(other), credentials())); n != 0 || as[*envelope.EchoError](err) == nil {
		t.Errorf("%d, %v", n, err)
	}
	bare := severalOrders(2, envelope.SOAP)
	first, rest, _ := strings.Cut(string(bare.Body), "<checkvalue>")
	bare.Body = []byte(first + "<checkvalue>" + rest[strings.Index(rest, "<"):])
	if n, err := drain(c.OpenStream(op, request, streamed(bare), credentials())); n != 0 || as[*envelope.UnverifiedError](err) == nil {
		t.Errorf("%d, %v", n, err)
	}
	lax := newCodec(t, s, envelope.Options{AllowUnverified: true})
	if n, err := drain(lax.OpenStream(op, question(t, s, lax, "list"), streamed(bare), credentials())); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	for _, name := range []string{"one", "nested"} {
		if n, err := drain(c.OpenStream(s.Operation(name), request, streamed(bare), credentials())); n != 0 || err == nil {
			t.Errorf("%s is no list: %v", name, err)
		}
	}
}

func TestStream_RefusesWhatIsNoList(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	for _, tc := range []struct {
		reply envelope.StreamReply
		want  string
	}{
		{envelope.StreamReply{Body: strings.NewReader(fault11("<faultcode>3</faultcode><faultstring>115</faultstring>"))}, "3/115"},
		{envelope.StreamReply{Format: envelope.XML, Body: strings.NewReader(resultDTD + "<result firstcode='11' secondcode='187' count='0'/>")}, "11/187"},
		{envelope.StreamReply{Format: envelope.XML, Body: strings.NewReader(`{"firstcode":3,"secondcode":115}`)}, "3/115"},
		{envelope.StreamReply{Format: envelope.CSV, Body: strings.NewReader("ERROR:нет прав")}, "нет прав"},
		{envelope.StreamReply{Format: envelope.XML, Body: strings.NewReader("ERROR:нет прав")}, "plain text"},
		{envelope.StreamReply{Format: envelope.XML, Body: strings.NewReader("<!DOCTYPE result>" + string(severalOrders(1, envelope.SOAP).Body))}, "document type"},
		{envelope.StreamReply{Status: 502, Body: strings.NewReader("<html><title>Bad Gateway</title>")}, "HTML page"},
		{envelope.StreamReply{Status: 500, Body: bytes.NewReader(severalOrders(1, envelope.SOAP).Body)}, "HTTP status 500"},
		{envelope.StreamReply{Body: strings.NewReader("")}, "nothing"},
		{envelope.StreamReply{Format: envelope.JSON, Body: strings.NewReader(`{"order":[{"ordernumber":"1"}]}`)}, "ask for XML, CSV or SOAP"},
		{envelope.StreamReply{Format: envelope.XML, Body: bytes.NewReader(severalOrders(1, envelope.SOAP).Body)}, "no XML answer"},
		{envelope.StreamReply{Format: envelope.CSV, ContentType: "text/csv; charset=koi8-r", Body: strings.NewReader("ordernumber\r\n1\r\n")}, "koi8-r"},
		{envelope.StreamReply{Format: envelope.CSV, ContentType: "text/csv; charset=windows-1251", Body: strings.NewReader("ordernumber\r\n\x98\r\n")}, "means nothing"},
		{envelope.StreamReply{Format: envelope.CSV, Body: strings.NewReader("ordernumber\r\n" + strings.Repeat("x", 5<<20) + "\r\n")}, "longer than allowed"},
		{envelope.StreamReply{ContentType: "text/xml; charset=windows-1251", Body: strings.NewReader(literalHead + "<ws:listResponse><list><order>\x98")}, "means nothing"},
	} {
		n := 0
		for r, err := range c.Stream(op, tc.reply) {
			if n++; r != nil || err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("want %q, got %v", tc.want, err)
			}
		}
		if n != 1 {
			t.Errorf("%q: yielded %d times", tc.want, n)
		}
	}
}

func TestStream_TellsABrokenConnectionFromABrokenAnswer(t *testing.T) {
	s, c := lookup(t)
	for _, format := range []envelope.Format{envelope.SOAP, envelope.XML, envelope.CSV} {
		whole := severalOrders(200, format)
		cut := whole.Body[:len(whole.Body)-3000]
		reply := streamed(whole)
		reply.Body = io.MultiReader(bytes.NewReader(cut), iotest.ErrReader(io.ErrUnexpectedEOF))
		got, err := streamList(c, s.Operation("list"), reply)
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(got) < 100 {
			t.Errorf("%v: %d records, %v", format, len(got), err)
		}
		if format == envelope.CSV {
			continue
		}
		reply.Body = bytes.NewReader(cut)
		if _, err = streamList(c, s.Operation("list"), reply); as[*envelope.MalformedError](err) == nil {
			t.Errorf("%v: %v", format, err)
		}
	}
}

func TestStream_StopsReadingWithItsCaller(t *testing.T) {
	s, c := lookup(t)
	reply := severalOrders(2000, envelope.SOAP)
	in := bytes.NewReader(reply.Body)
	for _, err := range c.Stream(s.Operation("list"), envelope.StreamReply{Body: in}) {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if read := len(reply.Body) - in.Len(); read > 128<<10 {
		t.Errorf("%d bytes were read for one record", read)
	}
}

// bigList writes a list of n records of about 2.6 KB without holding it.
func bigList(n int) io.Reader {
	order, operation := anOrder("Approved")
	operation = append(operation, "rest", strings.Repeat("x & y ", 200))
	record := []byte("<order>" + elements(order) + "<operation>" + elements(operation) + "</operation></order>\n")
	pieces := make([]io.Reader, 0, n+2)
	pieces = append(pieces, strings.NewReader(literalHead+"<ws:listResponse><list>"))
	for range n {
		pieces = append(pieces, bytes.NewReader(record))
	}
	return io.MultiReader(append(pieces, strings.NewReader("</list></ws:listResponse>"+literalTail))...)
}

func TestStream_HeapIsFlatWhateverTheNumberOfRecords(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 52 MB")
	}
	s, c := lookup(t)
	live := func(n int) (highest uint64) {
		body := bigList(n)
		runtime.GC()
		var before, now runtime.MemStats
		runtime.ReadMemStats(&before)
		i := 0
		for _, err := range c.Stream(s.Operation("list"), envelope.StreamReply{Body: body}) {
			if err != nil {
				t.Fatal(err)
			}
			if i++; i%(n/5) == 0 {
				runtime.GC()
				runtime.ReadMemStats(&now)
				highest = max(highest, now.HeapAlloc-min(before.HeapAlloc, now.HeapAlloc))
			}
		}
		return highest
	}
	small, large := live(1000), live(20_000)
	if large > small+2<<20 {
		t.Errorf("%d KiB at 52 MB, %d KiB at 2.6 MB", large>>10, small>>10)
	}
}

func TestStream_AllocatesAtMostTwiceForARecord(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	const n = 2000
	for _, format := range []envelope.Format{envelope.SOAP, envelope.XML, envelope.CSV} {
		reply := orderList(n, format, "")
		in := bytes.NewReader(nil)
		allocations := testing.AllocsPerRun(3, func() {
			in.Reset(reply.Body)
			for _, err := range c.Stream(op, envelope.StreamReply{Format: format, Body: in}) {
				if err != nil {
					t.Fatal(err)
				}
			}
		})
		if allocations/n > 2 {
			t.Errorf("%v: %.2f allocations a record", format, allocations/n)
		}
	}
}

func BenchmarkStream(b *testing.B) {
	s, c := lookup(b)
	for _, format := range []envelope.Format{envelope.SOAP, envelope.XML, envelope.CSV} {
		reply := severalOrders(2000, format)
		b.Run(format.String(), func(b *testing.B) {
			b.SetBytes(int64(len(reply.Body)))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range c.Stream(s.Operation("list"), streamed(reply)) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
