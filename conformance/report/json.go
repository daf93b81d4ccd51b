package report

import (
	"encoding/json"
	"io"
	"time"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/coverage"
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
		Coverage *jsonCoverage  `json:"coverage,omitempty"`
		Drift    []jsonDrift    `json:"drift,omitempty"`
		Stale    []jsonStale    `json:"stale,omitempty"`
		Replay   []string       `json:"replay,omitempty"`
		Evidence []string       `json:"evidence,omitempty"`

		Mutants   int            `json:"mutants,omitempty"`
		Survivors []jsonSurvivor `json:"survivors,omitempty"`
	}
	jsonResult struct {
		Case     string     `json:"case"`
		Title    string     `json:"title"`
		Verdict  string     `json:"verdict"`
		Reason   string     `json:"reason,omitempty"`
		Tags     []string   `json:"tags,omitempty"`
		Sources  []string   `json:"sources,omitempty"`
		Micros   int64      `json:"duration_us"`
		Runs     int        `json:"runs,omitempty"`     // with --repeat
		Failures int        `json:"failures,omitempty"` // of the runs
		Live     bool       `json:"live"`               // the target was asked
		Steps    []jsonStep `json:"steps"`
	}
	jsonStep struct {
		Name        string           `json:"name"`
		Call        string           `json:"call"`
		Status      int              `json:"http_status,omitempty"`
		Differences []jsonDifference `json:"differences,omitempty"`
		Known       []jsonDifference `json:"known,omitempty"`
		Warnings    []jsonDifference `json:"warnings,omitempty"`
		Explanation string           `json:"explanation,omitempty"`
	}
	jsonDifference struct {
		Path string `json:"path"`
		Text string `json:"text"`
	}
	jsonDrift struct {
		Rule      string   `json:"rule"`
		Service   string   `json:"service"`
		Operation string   `json:"operation"`
		Path      string   `json:"path"`
		Text      string   `json:"text"`
		Times     int      `json:"times"`
		Cases     []string `json:"cases"`
	}
	jsonStale struct {
		Place string `json:"place"`
		Case  string `json:"case"`
		Step  string `json:"step"`
		Path  string `json:"path"`
		Owner string `json:"owner"`
		Why   string `json:"why"`
	}
	jsonSurvivor struct {
		Case string `json:"case"`
		Step string `json:"step"`
		What string `json:"what"`
	}
	jsonCoverage struct {
		Rows    []jsonCoverageRow `json:"rows"`
		Total   jsonCount         `json:"total"`
		Missing []string          `json:"missing"`
		Canned  []string          `json:"canned_only"`
	}
	jsonCoverageRow struct {
		Name    string               `json:"name"`
		Sum     jsonCount            `json:"sum"`
		Classes map[string]jsonCount `json:"classes"`
	}
	jsonCount struct {
		Reached int `json:"reached"`
		Live    int `json:"live"`
		Goals   int `json:"goals"`
	}
)

// JSON writes the report for programs. Wire texts are left to the HTML report.
func JSON(w io.Writer, r *conformance.Report) error {
	out := jsonReport{
		Schema: "assist-soapgen/conform/1", Producer: "assist-soapgen", Target: r.Target, Started: r.Started.UTC(),
		Millis: r.Duration.Milliseconds(), Green: r.Green(), Counts: Counts(r), Results: []jsonResult{},
	}
	for _, d := range r.Drift {
		out.Drift = append(out.Drift, jsonDrift{d.Rule, d.Service, d.Operation, d.Path, d.Text, d.Times, d.Cases})
	}
	for _, s := range r.Stale {
		out.Stale = append(out.Stale, jsonStale{s.Place, s.Entry.Case, s.Entry.Step, s.Entry.Path, s.Entry.Owner, s.Why})
	}
	for _, s := range r.Survivors {
		out.Survivors = append(out.Survivors, jsonSurvivor(s))
	}
	out.Mutants = r.Mutants
	out.Replay, out.Evidence, out.Coverage = r.Replay, r.Evidence, jsonCoverageOf(r.Coverage)
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
		Tags: r.Case.Tags, Sources: r.Case.Source, Micros: r.Duration.Microseconds(), Live: r.Live(), Steps: []jsonStep{},
	}
	if r.Runs > 1 {
		res.Runs, res.Failures = r.Runs, r.Failures
	}
	for _, s := range r.Steps {
		res.Steps = append(res.Steps, jsonStep{
			Name: s.Name, Call: s.Call, Status: s.Status, Explanation: s.Explanation,
			Differences: jsonDifferences(s.Differences), Known: jsonDifferences(s.Known), Warnings: jsonDifferences(s.Warnings),
		})
	}
	return res
}

func jsonDifferences(list []conformance.Difference) []jsonDifference {
	var out []jsonDifference
	for _, d := range list {
		out = append(out, jsonDifference{d.Path, d.Text})
	}
	return out
}

func jsonCoverageOf(s *coverage.Summary) *jsonCoverage {
	if s == nil {
		return nil
	}
	out := &jsonCoverage{Total: jsonCount(s.Total.Sum), Missing: goals(s.Missing), Canned: goals(s.CannedOnly)}
	for _, row := range s.Rows {
		classes := map[string]jsonCount{}
		for class, n := range row.Classes {
			classes[string(class)] = jsonCount(n)
		}
		out.Rows = append(out.Rows, jsonCoverageRow{row.Name, jsonCount(row.Sum), classes})
	}
	return out
}

func goals(list []coverage.Goal) []string {
	out := []string{}
	for _, g := range list {
		out = append(out, g.String())
	}
	return out
}
