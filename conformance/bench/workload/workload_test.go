package workload_test

import (
	"bytes"
	"testing"

	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

func TestWorkload_IsSealedEncodedOpenedAndBelieved(t *testing.T) {
	s := workload.Service()
	c, err := envelope.New(s, envelope.Options{})
	if err != nil {
		t.Fatal(err)
	}
	op, request := &s.Operations[0], workload.Request(s)
	if err := c.Seal(op, request, workload.Credentials()); err != nil {
		t.Fatal(err)
	}
	answer, err := c.Open(op, request, envelope.Reply{ContentType: "text/xml; charset=utf-8", Body: workload.Response()}, workload.Credentials())
	if err != nil {
		t.Fatal(err)
	}
	if r := answer.Result; r.Outcome != service.Succeeded || r.Verified != "checkvalue" || !r.TestMode || len(r.Extras) != 0 {
		t.Errorf("%+v", r)
	}
	body, err := c.Encode(nil, op, workload.Request(s))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("request %d bytes, response %d", len(body), len(workload.Response()))
	if n := len(workload.RequestPairs()); n != 40 || bytes.Count(body, []byte("</")) != n+3 {
		t.Errorf("%d fields, %d end tags", n, bytes.Count(body, []byte("</")))
	}
	if n := len(workload.ResponsePairs()); n != 40 {
		t.Errorf("%d fields in the answer", n)
	}
}

func TestWorkload_ListIsBelieved(t *testing.T) {
	s := workload.ListService()
	c, err := envelope.New(s, envelope.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r, err := range c.Stream(&s.Operations[0], envelope.StreamReply{Body: workload.ListReader(100)}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Extras) != 0 {
			t.Fatal(r.Extras)
		}
		n++
	}
	if n != 100 || int64(len(workload.List(7))) != workload.ListSize(7) {
		t.Errorf("%d records, %d bytes", n, len(workload.List(7)))
	}
	t.Logf("%d bytes a record", (workload.ListSize(100)-workload.ListSize(0))/100)
}
