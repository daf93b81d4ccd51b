package envelope_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
)

// markSecrets gives every field a value, those that must not be shown a marker.
func markSecrets(r *service.Record) (marked int) {
	s := r.Service()
	for i := range r.Fields() {
		f, v := &r.Fields()[i], &r.Values()[i]
		*v = service.Value{State: service.Present, Text: "open"}
		typ := s.Type(f.Type)
		switch {
		case typ != nil && (typ.Kind == service.Struct || typ.Kind == service.Array):
			v.Text, v.Record = "", service.NewRecord(s, f.Type)
			marked += markSecrets(v.Record)
		case f.Facts.Secret() || f.Facts != nil && f.Facts.Role == service.RolePersonal:
			marked++
			v.Text = `Mark<er>;"&` + "' 7391"
		}
		if f.Has(service.Many) {
			*v = service.Value{State: service.Present, Items: []service.Value{*v, *v}}
		}
	}
	return marked
}

// hidden are parts of the marker that no way of writing changes.
var hidden = []string{"Mark", "7391", "%207391"}

// TestRedact_EverySecretFieldOfTheCatalogue writes every message in every form there is
// and masks it, whole and cut.
func TestRedact_EverySecretFieldOfTheCatalogue(t *testing.T) {
	marked, written := 0, 0
	for _, s := range catalog.Services() {
		codec, err := envelope.New(s, envelope.Options{})
		if err != nil {
			t.Fatal(err)
		}
		check := func(what, message string) {
			written++
			texts := []string{message, message[:len(message)*2/3], message[:len(message)/3]}
			if !strings.HasSuffix(what, "CSV") { // the others are known by what stands around them, wherever they are
				texts = append(texts, "POST / HTTP/1.1\r\n\r\n"+message, fmt.Sprintf("%q", message))
			}
			for _, text := range texts {
				got := string(codec.Redact([]byte(text)))
				for _, h := range hidden {
					if at := strings.Index(got, h); at >= 0 {
						t.Errorf("%s %s shows %q: …%s", s.Name, what, h, got[max(0, at-60):min(len(got), at+20)])
						return
					}
				}
			}
		}
		for i := range s.Operations {
			op := &s.Operations[i]
			request, answer := service.NewRecord(s, op.Request.Type), service.NewRecord(s, op.Response.Type)
			marked += markSecrets(request) + markSecrets(answer)
			for _, form := range []envelope.Form{{}, {Request: envelope.RequestPost, Answer: envelope.CSV}, {Request: envelope.RequestJSON, Answer: envelope.JSON}} {
				if data, err := codec.EncodeAs(nil, op, request, form); err == nil {
					check(fmt.Sprintf("%s request %v", op.Name, form), string(data))
				}
			}
			if data, err := codec.EncodeAnswer(nil, op, answer); err == nil {
				check(op.Name+" answer", string(data))
			}
			for _, r := range []*service.Record{request, answer} {
				for _, titles := range [][]string{titlesOf(r, false), titlesOf(r, true)} {
					if len(titles) > 1 {
						check(op.Name+" table, CSV", tableOf(r, titles))
					}
				}
				check(op.Name+" pairs, CSV", pairsOf(r))
			}
		}
	}
	if marked < 60 || written < 100 {
		t.Errorf("%d fields, %d messages: the test sees too little", marked, written)
	}
}

func titlesOf(r *service.Record, spaced bool) (titles []string) {
	for i := range r.Fields() {
		f := &r.Fields()[i]
		title := f.Name
		if spaced && f.Facts != nil && f.Facts.Param != "" {
			title = strings.ReplaceAll(f.Facts.Param, "_", " ")
		}
		titles = append(titles, title)
	}
	return titles
}

func tableOf(r *service.Record, titles []string) string {
	var row []string
	for i := range r.Values() {
		row = append(row, `"`+strings.ReplaceAll(r.Values()[i].Text, `"`, `""`)+`"`)
	}
	line := strings.Join(row, ";") + "\r\n"
	return strings.Join(titles, ";") + "\r\n" + line + line
}

func pairsOf(r *service.Record) string {
	var b strings.Builder
	for i := range r.Values() {
		fmt.Fprintf(&b, "%s:\"%s\";", r.Fields()[i].Name, strings.ReplaceAll(r.Values()[i].Text, `"`, `""`))
	}
	return b.String()
}
