package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
)

// The part of SARIF 2.1.0 that is written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifSuppression struct {
		Kind string `json:"kind"`
	}
)

// SARIF writes the report for servers that show findings beside the files they are
// about: the case files. Known failures are suppressed results.
func SARIF(w io.Writer, r *conformance.Report) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "assist-soapgen conform"}}, Results: []sarifResult{}}
	index := map[string]int{}
	for _, rule := range append(append([][2]string{}, rules...), conformance.DriftRules()...) {
		index[rule[0]] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{rule[0], sarifText{rule[1]}})
	}
	add := func(rule, level, text, subject string) *sarifResult {
		run.Results = append(run.Results, sarifResult{
			RuleID: rule, RuleIndex: index[rule], Level: level, Message: sarifText{printable(text)},
			Fingerprints: map[string]string{"assistSoapgen/v1": fingerprint(rule, subject)},
		})
		return &run.Results[len(run.Results)-1]
	}
	list := remarks(r)
	for i := range list {
		m := &list[i]
		res := add(m.rule, m.level, m.sentence(), strings.Join([]string{m.result.Case.Name, m.step, m.path}, " "))
		file, line := place(r, m)
		res.Locations = []sarifLocation{sarifPlace(file, line)}
		if m.known {
			res.Suppressions = []sarifSuppression{{"external"}}
		}
	}
	for _, s := range r.Stale {
		file, _, _ := strings.Cut(s.Place, ":")
		add("conform-stale-entry", "error", s.String(), s.Entry.Case+s.Entry.Step+s.Entry.Path).Locations = []sarifLocation{sarifPlace(file, s.Entry.Line)}
	}
	for _, s := range r.Survivors {
		add("conform-survivor", "error", s.String(), s.Case+s.Step+s.What)
	}
	for _, d := range r.Drift {
		add(d.Rule, "warning", d.String(), strings.Join([]string{d.Service, d.Operation, d.Path, d.Text}, " "))
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// sarifPlace writes a place as a relative reference.
func sarifPlace(file string, line int) sarifLocation {
	return sarifLocation{sarifPhysical{sarifArtifact{(&url.URL{Path: file}).String()}, sarifRegion{max(line, 1)}}}
}

// fingerprint names an assertion whatever its text: it survives another value.
func fingerprint(rule, subject string) string {
	sum := sha256.Sum256([]byte(rule + "\x00" + subject))
	return hex.EncodeToString(sum[:])[:12]
}
