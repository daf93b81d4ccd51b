package finding

import (
	"io"
	"net/url"
	"path/filepath"
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
		ID      string          `json:"id"`
		Short   sarifText       `json:"shortDescription"`
		Help    *sarifText      `json:"help,omitempty"`
		Default sarifConfig     `json:"defaultConfiguration"`
		Props   sarifProperties `json:"properties"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifProperties struct {
		Direction string   `json:"direction"`
		Layers    []string `json:"layers"`
		Severity  string   `json:"severity"`
		Reference string   `json:"reference,omitempty"`
		Subject   string   `json:"subject,omitempty"`
		Fix       string   `json:"fix,omitempty"`
		Impact    []string `json:"impact,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Props        sarifProperties    `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification"`
	}
)

var sarifLevels = map[Severity]string{Breaking: "error", Error: "error", Warning: "warning", Info: "note"}

func (r *Report) writeSARIF(w io.Writer) error {
	index := map[string]int{}
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "assist-soapgen " + r.Check, Rules: []sarifRule{}}}, Results: []sarifResult{}}
	for i, rule := range r.Rules {
		index[rule.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, r.sarifRule(rule))
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, r.sarifResult(f, index[f.Rule.ID]))
	}
	return encodeJSON(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func (r *Report) sarifRule(rule *Rule) sarifRule {
	out := sarifRule{
		ID: rule.ID, Short: sarifText{rule.Text.In(r.Language)}, Default: sarifConfig{sarifLevels[rule.Severity]},
		Props: sarifProperties{Direction: rule.Direction.String(), Layers: rule.Layers.Names(), Severity: rule.Severity.String(), Reference: rule.Reference},
	}
	if fix := rule.Fix.In(r.Language); fix != "" {
		out.Help = &sarifText{fix}
	}
	return out
}

func (r *Report) sarifResult(f *Finding, rule int) sarifResult {
	out := sarifResult{
		RuleID: f.Rule.ID, RuleIndex: rule, Level: sarifLevels[f.Severity],
		Message:      sarifText{f.Subject.In(r.Language) + ": " + r.sentence(f)},
		Locations:    []sarifLocation{sarifPlace(f.At())},
		Fingerprints: map[string]string{"assistSoapgen/v1": f.Fingerprint},
		Props: sarifProperties{
			Direction: f.Rule.Direction.String(), Layers: f.Layers.Names(), Severity: f.Severity.String(),
			Reference: f.Rule.Reference, Subject: f.Subject.In(r.Language), Fix: f.Fix().In(r.Language),
		},
	}
	if f.Old.Known() && f.New.Known() {
		old := sarifPlace(f.Old)
		old.Message = &sarifText{Text{"as it was", "как было"}.In(r.Language)}
		out.Related = []sarifLocation{old}
	}
	for _, i := range f.Impact {
		out.Props.Impact = append(out.Props.Impact, i.Place+": "+i.Text.In(r.Language))
	}
	if a := f.Approved; a != nil {
		out.Suppressions = []sarifSuppression{{"external", a.Owner + ", until " + a.Expires + ": " + a.Reason}}
	}
	return out
}

// sarifPlace writes a place; names of files become relative references.
func sarifPlace(p Pos) sarifLocation {
	uri := p.File
	if u, err := url.Parse(uri); err != nil || len(u.Scheme) < 2 {
		uri = (&url.URL{Path: filepath.ToSlash(p.File)}).String()
	}
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uri}}}
	if p.Line > 0 {
		at.Physical.Region = &sarifRegion{p.Line, max(p.Col, 1)}
	}
	return at
}
