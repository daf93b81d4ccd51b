package cli

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/diff"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/fetch"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// fetched is what a fetch brought, on its way to the reader.
type fetched struct {
	options *fetchOptions
	session *session
	project *fetch.CheckedIn
	reviews []*fetch.Review
	// refused have no review: they are no contracts, or nobody answered.
	refused []*fetch.Contract
	stale   []finding.StaleApproval
}

// review compares every usable contract.
func (f *fetched) review(contracts []*fetch.Contract) error {
	for _, c := range contracts {
		if !c.Usable() {
			f.refused = append(f.refused, c)
			continue
		}
		r, err := f.project.Review(c)
		if err != nil {
			return err
		}
		f.reviews = append(f.reviews, r)
	}
	return nil
}

// approve applies the reviewed list to all contracts together, if there is one.
func (f *fetched) approve() error {
	all := &finding.Report{Check: "diff"}
	for _, r := range f.reviews {
		all.Findings = append(all.Findings, r.Report.Findings...)
	}
	if f.options.report.approvals == "" {
		return nil
	}
	content, err := os.ReadFile(f.options.report.approvals)
	if err != nil {
		return usageError("--approvals: %v", err)
	}
	list, err := finding.ReadApprovals(filepath.ToSlash(f.options.report.approvals), string(content))
	if err != nil {
		return &exitError{exitUsage, err}
	}
	all.Approve(list, time.Now())
	f.stale = all.Stale
	return nil
}

// show writes what each contract means, then what there is none of.
func (f *fetched) show() error {
	for _, r := range f.reviews {
		if err := f.showReview(r); err != nil {
			return err
		}
	}
	for _, c := range f.refused {
		f.line("%s: not taken", c.Service)
		for _, p := range c.Problems {
			f.line("  %s", p.Error())
		}
		f.line("")
	}
	for _, s := range f.stale {
		f.line("%s: approval %s: %s", s.Pos, s.Fingerprint, s.Why.EN)
	}
	changed := 0
	for _, r := range f.reviews {
		if r.Changed() {
			changed++
		}
	}
	f.line("%s: %d as checked in, %d changed, %d not taken; stored in %s",
		counted(len(f.reviews)+len(f.refused), "contract", "contracts"), len(f.reviews)-changed, changed, len(f.refused), filepath.ToSlash(f.options.out))
	return nil
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (f *fetched) line(format string, args ...any) {
	fmt.Fprintf(f.session.stdout, format+"\n", args...)
}

func (f *fetched) showReview(r *fetch.Review) error {
	d := r.Contract.WSDL()
	f.line("%s: %s", r.Contract.Service, r.Contract.URL)
	f.line("  %d bytes, sha256 %s…, in %s", len(d.Content), d.SHA256[:12], r.Contract.Placed(d.URL))
	for _, more := range r.Contract.Documents[1:] {
		f.line("  imports %s, %d bytes, in %s", more.URL, len(more.Content), r.Contract.Placed(more.URL))
	}
	if !r.Changed() {
		f.line("  as checked in%s\n", f.addresses(r))
		return nil
	}
	f.line("")
	report := *r.Report
	report.Language = finding.Language(f.options.report.language)
	if err := report.Write(f.session.stdout, finding.TextFormat); err != nil {
		return err
	}
	f.showRegeneration(r)
	f.line("")
	return nil
}

// addresses says calmly where the contract says it is served from.
func (f *fetched) addresses(r *fetch.Review) string {
	var said []string
	for _, found := range r.Report.Findings {
		if found.Rule.ID == diff.AddressChanged {
			said = append(said, "; "+strings.ToLower(found.Text().EN[:1])+strings.TrimSuffix(found.Text().EN[1:], "."))
		}
	}
	return strings.Join(said, "")
}

// showRegeneration says what generating from the served contract would do.
func (f *fetched) showRegeneration(r *fetch.Review) {
	switch {
	case r.Unsound != nil:
		f.line("What generating would change cannot be told: the checked-in sidecars and WSDLs do not fit each other; assist-soapgen generate --check says where.")
	case len(r.Misfits) > 0:
		f.line("The sidecar would no longer fit; generate would refuse:")
		for _, p := range r.Misfits {
			f.line("  %s", p)
		}
	case len(r.Regenerated) == 0:
		f.line("Generating would change nothing but the digests in the headers.")
	default:
		f.line("Generating would change:")
		for _, name := range r.Regenerated {
			f.line("  %s", path.Join("generated", name))
		}
	}
	if names := r.Symbols(); len(names) > 0 {
		f.line("Go names concerned: %s", strings.Join(names, ", "))
	}
}

// conclude gives the exit code: what could not be looked at counts most, then what
// was no contract, then a difference that nobody approved.
func (f *fetched) conclude() error {
	unreachable, drifted := false, false
	for _, c := range f.refused {
		for _, p := range c.Problems {
			unreachable = unreachable || p.Unreachable
		}
	}
	for _, r := range f.reviews {
		for _, found := range r.Report.Findings {
			drifted = drifted || found.Approved == nil && found.Rule.ID != diff.AddressChanged
		}
	}
	switch {
	case unreachable:
		return &exitError{exitInfrastructure, errors.New("not every service could be reached; the list above says why")}
	case len(f.refused) > 0:
		return &exitError{exitFindings, fmt.Errorf("%s no WSDL there; the list above says what there was", counted(len(f.refused), "service has", "services have"))}
	case drifted:
		return &exitError{exitStale, errors.New("the live contracts differ from those checked in; docs/wsdl-change.md says what to do")}
	case len(f.stale) > 0:
		return &exitError{exitStale, errors.New(staleApprovals(len(f.stale)))}
	}
	return nil
}
