package service_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/generated/billrevoke"
	"github.com/assist-soap/toolkit/generated/billstatus"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/generated/charge"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/generated/fiscalreceipt"
	"github.com/assist-soap/toolkit/generated/get3dsec"
	"github.com/assist-soap/toolkit/generated/get3dsecver2"
	"github.com/assist-soap/toolkit/generated/notification"
	"github.com/assist-soap/toolkit/generated/orderresult"
	"github.com/assist-soap/toolkit/generated/orderstate"
	"github.com/assist-soap/toolkit/generated/payrequest"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/generated/resultbydate"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/generated/tokenpay"
	"github.com/assist-soap/toolkit/generated/wscancel"
	"github.com/assist-soap/toolkit/service"
)

// clients are the typed clients of all services over one invoker.
func clients(i service.Invoker) []any {
	return []any{
		billrevoke.NewClient(i), billstatus.NewClient(i), charge.NewClient(i), createbill.NewClient(i), fiscalreceipt.NewClient(i),
		get3dsec.NewClient(i), get3dsecver2.NewClient(i), notification.NewClient(i), orderresult.NewClient(i), orderstate.NewClient(i),
		payrequest.NewClient(i), recurrent.NewClient(i), resultbydate.NewClient(i), silentpay.NewClient(i), tokenpay.NewClient(i), wscancel.NewClient(i),
	}
}

// filled is a message with a marker in every secret field, as struct and as record.
type filled struct {
	name    string
	typed   any
	record  *service.Record
	secrets []string // names of the fields that hold a marker
}

// messages calls every operation of every service with nothing, and fills what it is
// given for request and response.
func messages(t *testing.T) (list []filled) {
	t.Helper()
	layouts := new(service.Layouts)
	var seen []string
	invoker := invokerFunc(func(s *service.Service, op *service.Operation, request, response any) error {
		if !slices.Contains(seen, s.Name) {
			seen = append(seen, s.Name)
		}
		for _, m := range []struct {
			message *service.Message
			typed   any
		}{{&op.Request, request}, {&op.Response, response}} {
			f := filled{name: s.Name + "." + op.Name + "." + m.message.Name, typed: m.typed, record: service.NewRecord(s, m.message.Type)}
			f.secrets = fill(f.record, nil, 0)
			if err := layouts.Store(f.record, f.typed); err != nil {
				t.Errorf("%s: %v", f.name, err)
			}
			f.record.Extras = []service.Extra{{Path: "order/new", Text: hiddenPAN}}
			list = append(list, f)
		}
		return nil
	})
	for _, client := range clients(invoker) {
		v := reflect.ValueOf(client)
		for i := range v.NumMethod() {
			request := reflect.New(v.Method(i).Type().In(1).Elem())
			v.Method(i).Call([]reflect.Value{reflect.ValueOf(t.Context()), request})
		}
	}
	if all := catalog.Services(); len(seen) != len(all) {
		t.Fatalf("%d of %d services were walked; add the new one to clients", len(seen), len(all))
	}
	return list
}

// fill gives every field that can hold one a value: a marker to secret ones.
func fill(r *service.Record, secrets []string, depth int) []string {
	s := r.Service()
	for i := range r.Fields() {
		f, v := &r.Fields()[i], &r.Values()[i]
		typ := s.Type(f.Type)
		if typ != nil && (typ.Kind == service.Struct || typ.Kind == service.Array) {
			if depth > 6 {
				continue
			}
			inner := service.NewRecord(s, f.Type)
			secrets = fill(inner, secrets, depth+1)
			*v = service.Value{State: service.Present, Record: inner}
		} else {
			if !f.Facts.Secret() {
				continue
			}
			secrets = append(secrets, f.Name)
			*v = service.Value{State: service.Present, Text: marker(f)}
		}
		if f.Has(service.Many) {
			*v = service.Value{State: service.Present, Items: []service.Value{*v}}
		}
	}
	return secrets
}

func marker(f *service.Field) string {
	switch f.Facts.Format {
	case service.FormatPAN:
		return hiddenPAN
	case service.FormatCVC:
		return hiddenCVC
	}
	return hiddenSecret
}

type invokerFunc func(s *service.Service, op *service.Operation, request, response any) error

func (f invokerFunc) Invoke(_ context.Context, s *service.Service, op *service.Operation, request, response any, _ ...service.CallOption) error {
	return f(s, op, request, response)
}

// TestGenerated_SecretFieldsNeverPrint prints every message of the catalogue, as struct
// and as record, in every way there is.
func TestGenerated_SecretFieldsNeverPrint(t *testing.T) {
	marked := 0
	for _, m := range messages(t) {
		marked += len(m.secrets)
		for form, value := range map[string]any{
			"struct": reflect.ValueOf(m.typed).Elem().Interface(), "pointer": m.typed, "record": m.record,
			"inside": struct{ inner any }{m.typed}, "record inside": struct{ inner *service.Record }{m.record},
			"values": m.record.Values(), "slice": []any{m.typed, m.record},
		} {
			for way, text := range printed(t, value) {
				if !fits(form, way) {
					continue
				}
				if found := leaks(text); found != nil {
					t.Errorf("%s, %s under %s leaks %q of %q", m.name, form, way, found, m.secrets)
				}
			}
		}
	}
	if marked < 40 {
		t.Errorf("only %d secret fields were found in the catalogue; the test sees too little", marked)
	}
}

// fits: typed messages hide their secrets from reflection, under any verb. The texts of a
// record do not: fmt passes its methods by for %w and, behind a pointer in a struct or
// slice, for verbs that do not fit. vet refuses both; docs/security.md names the limit.
func fits(form, way string) bool {
	switch {
	case !strings.HasPrefix(way, "%"), form == "struct", form == "pointer", form == "inside":
		return true
	case form == "record", form == "values":
		return !strings.HasSuffix(way, "w")
	}
	return strings.HasSuffix(way, "v")
}

func TestExtra_ShowsItsPlaceAndItsLength(t *testing.T) {
	extra := service.Extra{Path: "order/new", Text: hiddenPAN}
	for way, text := range printed(t, service.Result{Extras: []service.Extra{extra}}) {
		if found := leaks(text); found != nil && (!strings.HasPrefix(way, "%") || strings.HasSuffix(way, "v")) {
			t.Errorf("%s leaks %q", way, found)
		}
	}
	if got := fmt.Sprint(extra); got != "order/new(16 bytes)" {
		t.Error(got)
	}
}

func TestRecord_PrintsWhatIsNoSecret(t *testing.T) {
	s := &silentpay.Service
	r := service.NewRecord(s, s.Operations[0].Request.Type)
	for name, text := range map[string]string{"ordernumber": "A-1", "cardnumber": hiddenPAN, "email": "a@example.com", "cvc2": hiddenCVC} {
		if err := r.Set(name, text); err != nil {
			t.Fatal(err)
		}
	}
	if got := fmt.Sprint(r); got != `silentpay{ordernumber="A-1" cardnumber=*** cvc2=*** email=***}` {
		t.Error(got)
	}
	if got := fmt.Sprint((*service.Record)(nil), service.NewRecord(s, 0).Values()[0], service.Value{State: service.Nil}); got != "no record absent nil" {
		t.Error(got)
	}
}

// printed is a value written in every way a program may do it by accident.
func printed(t *testing.T, value any) map[string]string {
	out := map[string]string{"Print": fmt.Sprint(value), "Println": fmt.Sprintln(value)}
	for _, verb := range "vTtbcdoOqxXUeEfFgGspw" {
		for _, flag := range []string{"", "+", "#", "-20", "20.3", " "} {
			format := "%" + flag + string(verb)
			out[format] = fmt.Sprintf(format, value)
		}
	}
	text, _ := json.Marshal(value)
	out["json"] = string(text)
	text, _ = xml.Marshal(value)
	out["xml"] = string(text)
	var lines, objects bytes.Buffer
	timeless := &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.TimeKey {
			return slog.Attr{} // its digits may be those of a marker
		}
		return a
	}}
	slog.New(slog.NewTextHandler(&lines, timeless)).Info("m", "value", value, slog.Group("g", "inner", value))
	slog.New(slog.NewJSONHandler(&objects, timeless)).With("with", value).Info("m", "value", value)
	out["slog"], out["slog json"] = lines.String(), objects.String()
	err := fmt.Errorf("outer: %w", fmt.Errorf("inner %v %+v %#v", value, value, value))
	out["error"] = errors.Join(err, err).Error()
	func() {
		defer func() { out["panic"] = fmt.Sprint(recover()) }()
		panic(value)
	}()
	out["diff"] = cmp.Diff(value, nil, cmp.Exporter(func(reflect.Type) bool { return true }))
	if v := reflect.ValueOf(value); v.Kind() == reflect.Pointer { // what a failing comparison of two messages shows
		out["diff of two"] = cmp.Diff(reflect.New(v.Type().Elem()).Interface(), value, cmp.Exporter(func(reflect.Type) bool { return true }))
	}
	return out
}

// A type of a secret field that does not mask itself is a mistake of the generator.
func TestGenerated_SecretFieldsHaveMaskingTypes(t *testing.T) {
	for _, m := range messages(t) {
		walk(t, m.name, reflect.TypeOf(m.typed).Elem(), m.record)
	}
}

func walk(t *testing.T, name string, typ reflect.Type, r *service.Record) {
	next := 0
	for i := range r.Fields() {
		f := &r.Fields()[i]
		if f.Has(service.Sealed) {
			continue
		}
		member := typ.Field(next)
		next++
		if inner := r.Values()[i]; inner.Record != nil || len(inner.Items) > 0 && inner.Items[0].Record != nil {
			continue // printed by the other test
		}
		if text := member.Type.String(); f.Facts.Secret() && !strings.Contains(text, "service.Secret") && !strings.Contains(text, "service.PAN") && !strings.Contains(text, "service.CVC") {
			t.Errorf("%s: %s is a %s", name, member.Name, text)
		}
	}
}

// A real panic prints its value itself, and arguments of the functions on the stack.
func TestGenerated_ARealPanicShowsNothing(t *testing.T) {
	if which := os.Getenv("SERVICE_TEST_PANIC"); which != "" {
		for _, m := range messages(t) {
			if m.name == "silentpay.pay.request" {
				die(which, m.typed.(*silentpay.PayRequest), m.record)
			}
		}
	}
	for _, which := range []string{"value", "pointer", "record", "error", "stringer", "secret"} {
		command := exec.Command(os.Args[0], "-test.run=^TestGenerated_ARealPanicShowsNothing$")
		command.Env = append(os.Environ(), "SERVICE_TEST_PANIC="+which, "GOTRACEBACK=all")
		out, err := command.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "panic: ") {
			t.Fatalf("%s: it did not panic: %v %s", which, err, out)
		}
		if found := leaks(string(out)); found != nil {
			t.Errorf("panic with a %s leaks %q", which, found)
		}
	}
}

func die(which string, request *silentpay.PayRequest, record *service.Record) {
	switch which {
	case "value":
		panic(*request)
	case "pointer":
		panic(request)
	case "record":
		panic(record)
	case "error":
		panic(fmt.Errorf("with %+v and %v", request, record))
	case "stringer":
		panic(request.Cardnumber)
	}
	panic(request.CVC2)
}
