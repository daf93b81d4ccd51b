package report

import (
	"encoding/json"
	"io"

	"github.com/assist-soap/toolkit/conformance"
)

type (
	jsonCases struct {
		Schema string     `json:"schema"`
		Cases  []jsonCase `json:"cases"`
	}
	jsonCase struct {
		Name   string            `json:"name"`
		File   string            `json:"file"`
		Title  string            `json:"title"`
		Call   string            `json:"call"`
		Tags   []string          `json:"tags,omitempty"`
		Source []string          `json:"source,omitempty"`
		Why    string            `json:"why,omitempty"`
		Needs  []string          `json:"needs,omitempty"`
		Locks  []string          `json:"locks,omitempty"`
		Vars   map[string]string `json:"vars,omitempty"`
		Steps  []jsonCaseStep    `json:"steps"`
	}
	jsonCaseStep struct {
		Name    string            `json:"name"`
		Line    int               `json:"line"`
		Call    string            `json:"call"`
		Options map[string]string `json:"options,omitempty"`
		Input   map[string]string `json:"input,omitempty"`
		Raw     *jsonSection      `json:"raw,omitempty"`
		Request *jsonSection      `json:"request,omitempty"`
		Reply   *jsonSection      `json:"reply,omitempty"`
		Answer  *jsonSection      `json:"answer,omitempty"`
		Output  *jsonExpected     `json:"output,omitempty"`
		Error   map[string]string `json:"error,omitempty"`
	}
	jsonSection struct {
		Name string `json:"name"`
		Line int    `json:"line"`
		Text string `json:"text"`
	}
	jsonExpected struct {
		Keys   map[string]string `json:"keys,omitempty"`
		Fields map[string]string `json:"fields,omitempty"`
	}
)

// Cases writes cases for programs, as docs/schemas/conform-case.schema.json describes.
func Cases(w io.Writer, cases []*conformance.Case) error {
	out := jsonCases{Schema: "assist-soapgen/cases/1", Cases: []jsonCase{}}
	for _, c := range cases {
		j := jsonCase{
			Name: c.Name, File: c.File(), Title: c.Title, Call: c.Call, Tags: c.Tags, Source: c.Source, Why: c.Why, Needs: c.Needs, Locks: c.Locks,
			Vars: fieldsOf(c.Vars), Steps: []jsonCaseStep{},
		}
		for i := range c.Steps {
			st := &c.Steps[i]
			step := jsonCaseStep{
				Name: st.Name, Line: c.Line(st.Name), Call: st.Call, Options: keysOf(st.Options), Input: fieldsOf(st.Input), Raw: sectionOf(st.Raw),
				Request: sectionOf(st.Request), Reply: sectionOf(st.Reply), Answer: sectionOf(st.Answer), Error: keysOf(st.Error),
			}
			if st.Output != nil {
				step.Output = &jsonExpected{keysOf(st.Output), fieldsOf(st.Output)}
			}
			j.Steps = append(j.Steps, step)
		}
		out.Cases = append(out.Cases, j)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func keysOf(v *conformance.Values) map[string]string {
	if v == nil {
		return nil
	}
	return mapOf(v.Keys)
}

func fieldsOf(v *conformance.Values) map[string]string {
	if v == nil {
		return nil
	}
	return mapOf(v.Fields)
}

func mapOf(lines []conformance.Line) map[string]string {
	m := map[string]string{}
	for _, l := range lines {
		m[l.Name] = l.Value
	}
	return m
}

func sectionOf(s *conformance.Section) *jsonSection {
	if s == nil {
		return nil
	}
	return &jsonSection{s.Name, s.Line, s.Text}
}
