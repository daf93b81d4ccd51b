package report

import (
	"encoding/json"
	"io"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

type (
	jsonReport struct {
		Target   string         `json:"target"`
		Started  time.Time      `json:"started"`
		Millis   int64          `json:"duration_ms"`
		Green    bool           `json:"green"`
		Counts   map[string]int `json:"counts"`
		Results  []jsonResult   `json:"results"`
		Schema   string         `json:"schema"`
		Producer string         `json:"producer"`
	}
	jsonResult struct {
		Case    string     `json:"case"`
		Title   string     `json:"title"`
		Verdict string     `json:"verdict"`
		Reason  string     `json:"reason,omitempty"`
		Tags    []string   `json:"tags,omitempty"`
		Sources []string   `json:"sources,omitempty"`
		Micros  int64      `json:"duration_us"`
		Steps   []jsonStep `json:"steps"`
	}
	jsonStep struct {
		Name        string           `json:"name"`
		Call        string           `json:"call"`
		Status      int              `json:"http_status,omitempty"`
		Differences []jsonDifference `json:"differences,omitempty"`
	}
	jsonDifference struct {
		Path string `json:"path"`
		Text string `json:"text"`
	}
)

// JSON writes the report for programs. Wire texts are left to the HTML report.
func JSON(w io.Writer, r *conformance.Report) error {
	out := jsonReport{
		Schema: "assist-soapgen/conform/1", Producer: "assist-soapgen", Target: r.Target, Started: r.Started.UTC(),
		Millis: r.Duration.Milliseconds(), Green: r.Green(), Counts: map[string]int{}, Results: []jsonResult{},
	}
	for _, v := range verdicts {
		out.Counts[string(v)] = r.Count(v)
	}
	for i := range r.Results {
		out.Results = append(out.Results, jsonOf(&r.Results[i]))
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func jsonOf(r *conformance.Result) jsonResult {
	res := jsonResult{
		Case: r.Case.Name, Title: r.Case.Title, Verdict: string(r.Verdict), Reason: r.Reason,
		Tags: r.Case.Tags, Sources: r.Case.Source, Micros: r.Duration.Microseconds(), Steps: []jsonStep{},
	}
	for _, s := range r.Steps {
		step := jsonStep{Name: s.Name, Call: s.Call, Status: s.Status}
		for _, d := range s.Differences {
			step.Differences = append(step.Differences, jsonDifference{d.Path, d.Text})
		}
		res.Steps = append(res.Steps, step)
	}
	return res
}
