package finding

import (
	_ "embed"
	"encoding/json"
	"io"
)

// Schema is the JSON Schema of the JSON report, also docs/schemas/finding.schema.json.
//
//go:embed finding.schema.json
var Schema string

// The JSON report. Field names are part of the published schema.
type (
	jsonReport struct {
		Version  int           `json:"version"`
		Check    string        `json:"check"`
		Inputs   []string      `json:"inputs"`
		Summary  jsonSummary   `json:"summary"`
		Release  string        `json:"release,omitempty"`
		Findings []jsonFinding `json:"findings"`
		Stale    []jsonStale   `json:"stale"`
	}
	jsonSummary struct {
		Breaking int `json:"breaking"`
		Error    int `json:"error"`
		Warning  int `json:"warning"`
		Info     int `json:"info"`
		Approved int `json:"approved"`
	}
	jsonFinding struct {
		Rule        string            `json:"rule"`
		Reference   string            `json:"reference,omitempty"`
		Severity    string            `json:"severity"`
		Direction   string            `json:"direction"`
		Layers      []string          `json:"layers"`
		Fingerprint string            `json:"fingerprint"`
		Subject     jsonSubject       `json:"subject"`
		Also        []jsonSubject     `json:"also,omitempty"`
		Old         *jsonPos          `json:"old,omitempty"`
		New         *jsonPos          `json:"new,omitempty"`
		Values      map[string]string `json:"values,omitempty"`
		Text        jsonText          `json:"text"`
		Fix         *jsonText         `json:"fix,omitempty"`
		Notes       []jsonText        `json:"notes,omitempty"`
		Impact      []jsonImpact      `json:"impact,omitempty"`
		Approved    *jsonApproval     `json:"approved,omitempty"`
	}
	jsonText struct {
		EN string `json:"en"`
		RU string `json:"ru"`
	}
	jsonSubject struct {
		Service   string   `json:"service,omitempty"`
		Port      string   `json:"port,omitempty"`
		Operation string   `json:"operation,omitempty"`
		Message   string   `json:"message,omitempty"`
		Block     string   `json:"block,omitempty"`
		Path      string   `json:"path,omitempty"`
		Component string   `json:"component,omitempty"`
		Text      jsonText `json:"text"`
	}
	jsonPos struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
	}
	jsonImpact struct {
		Kind  string   `json:"kind"`
		Place string   `json:"place"`
		Text  jsonText `json:"text"`
	}
	jsonApproval struct {
		Owner   string `json:"owner"`
		Expires string `json:"expires"`
		Reason  string `json:"reason"`
	}
	jsonStale struct {
		Fingerprint string   `json:"fingerprint"`
		Place       jsonPos  `json:"place"`
		Why         jsonText `json:"why"`
	}
)

func (r *Report) writeJSON(w io.Writer) error {
	out := jsonReport{
		Version: 1, Check: r.Check, Inputs: r.Inputs, Release: r.Release,
		Summary:  jsonSummary{r.count(Breaking), r.count(Error), r.count(Warning), r.count(Info), r.approved()},
		Findings: make([]jsonFinding, len(r.Findings)),
		Stale:    make([]jsonStale, len(r.Stale)),
	}
	for i, f := range r.Findings {
		out.Findings[i] = toJSON(f)
	}
	for i, s := range r.Stale {
		out.Stale[i] = jsonStale{s.Fingerprint, *jsonPosOf(s.Pos), jsonText(s.Why)}
	}
	return encodeJSON(w, out)
}

func encodeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func toJSON(f *Finding) jsonFinding {
	j := jsonFinding{
		Rule: f.Rule.ID, Reference: f.Rule.Reference, Severity: f.Severity.String(), Direction: f.Rule.Direction.String(),
		Layers: f.Layers.Names(), Fingerprint: f.Fingerprint, Subject: jsonSubjectOf(f.Subject),
		Old: jsonPosOf(f.Old), New: jsonPosOf(f.New), Text: jsonText(f.Text()),
	}
	if fix := f.Fix(); fix.EN != "" {
		j.Fix = (*jsonText)(&fix)
	}
	for _, s := range f.Also {
		j.Also = append(j.Also, jsonSubjectOf(s))
	}
	for _, v := range f.Values {
		if j.Values == nil {
			j.Values = map[string]string{}
		}
		j.Values[v.Name] = v.Text
	}
	for _, n := range f.Notes {
		j.Notes = append(j.Notes, jsonText(n))
	}
	for _, i := range f.Impact {
		j.Impact = append(j.Impact, jsonImpact{string(i.Kind), i.Place, jsonText(i.Text)})
	}
	if a := f.Approved; a != nil {
		j.Approved = &jsonApproval{a.Owner, a.Expires, a.Reason}
	}
	return j
}

func jsonSubjectOf(s Subject) jsonSubject {
	return jsonSubject{
		s.Service, s.Port, s.Operation, messageNames[s.Message].EN, s.Block, s.Path, s.Component,
		jsonText{s.In(English), s.In(Russian)},
	}
}

func jsonPosOf(p Pos) *jsonPos {
	if !p.Known() {
		return nil
	}
	return &jsonPos{p.File, p.Line, p.Col}
}
