package service_test

import (
	"fmt"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

func TestRecords_AreIndependentOfEachOther(t *testing.T) {
	s := &service.Service{Spaces: []string{""}, Types: []service.Type{
		{Fields: make([]service.Field, 7)}, {}, {Fields: make([]service.Field, 1000)},
	}}
	var made service.Records
	var all []*service.Record
	for i := range 500 {
		r := made.New(s, service.TypeID(i%3))
		values := r.Values()
		for j := range values {
			if values[j].State != service.Absent || values[j].Text != "" {
				t.Fatal("a new record is not empty")
			}
			values[j] = service.Value{State: service.Present, Text: fmt.Sprint(i, j)}
		}
		if cap(values) != len(values) {
			t.Fatal("a record could grow into the next one")
		}
		all = append(all, r)
	}
	for i, r := range all {
		for j, v := range r.Values() {
			if v.Text != fmt.Sprint(i, j) || r.TypeID() != service.TypeID(i%3) {
				t.Fatalf("record %d was written over", i)
			}
		}
	}
}

func TestRecords_AppendKeepsWhatWasThere(t *testing.T) {
	var made service.Records
	var a, b []service.Value
	for i := range 2000 {
		a = made.Append(a, service.Value{Text: fmt.Sprint("a", i)})
		if i%3 == 0 {
			b = made.Append(b, service.Value{Text: fmt.Sprint("b", i)})
		}
	}
	for i := range a {
		if a[i].Text != fmt.Sprint("a", i) {
			t.Fatalf("%d: %s", i, a[i].Text)
		}
	}
	for i := range b {
		if b[i].Text != fmt.Sprint("b", 3*i) {
			t.Fatalf("%d: %s", i, b[i].Text)
		}
	}
}
