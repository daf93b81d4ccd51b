package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// reportOptions are the flags of the commands that write findings: diff and lint.
type reportOptions struct {
	format, failOn, language, approvals, root string
	schema, rules                             bool
	decision                                  finding.Decision
	severities                                []string
}

func (o *reportOptions) register(set *pflag.FlagSet, failOn finding.FailOn, levels string) {
	set.StringVar(&o.format, "format", string(finding.TextFormat), "text, json, markdown, sarif or junit")
	set.StringVar(&o.failOn, "fail-on", string(failOn), "what gives exit code 1: "+levels)
	set.StringVar(&o.language, "language", string(finding.English), "language of the texts: en or ru")
	set.StringVar(&o.approvals, "approvals", "", "reviewed list of accepted findings; a line has fingerprint, expiry date YYYY-MM-DD, owner, reason")
	set.StringVar(&o.root, "root", "", "folder outside which nothing is read (default: the folder of each WSDL)")
	set.BoolVar(&o.schema, "schema", false, "print the JSON Schema of --format json and stop")
	set.BoolVar(&o.rules, "rules", false, "list the rules and stop")
	o.registerDecision(set)
}

// reference prints what a command knows and needs no file for, and reports whether
// that was asked for.
func (o *reportOptions) reference(s *session, rules []*finding.Rule) (asked bool, err error) {
	switch {
	case o.schema:
		_, err = io.WriteString(s.stdout, finding.Schema)
	case o.rules:
		err = finding.WriteCatalogue(s.stdout, rules, finding.Language(o.language))
	}
	return o.schema || o.rules, err
}

func (o *reportOptions) check(levels ...finding.FailOn) error {
	var problems []string
	if !finding.Format(o.format).Known() {
		problems = append(problems, fmt.Sprintf("--format %q is not known; known are %v", o.format, finding.Formats()))
	}
	if !slices.Contains(levels, finding.FailOn(o.failOn)) {
		problems = append(problems, fmt.Sprintf("--fail-on %q is not known; known are %v", o.failOn, levels))
	}
	if o.language != string(finding.English) && o.language != string(finding.Russian) {
		problems = append(problems, fmt.Sprintf("--language %q is not known; known are [en ru]", o.language))
	}
	if len(problems) > 0 {
		return usageError("%s", strings.Join(problems, "\n"))
	}
	return o.checkDecision()
}

// load reads one WSDL. The folder is the one that positions are relative to.
func (o *reportOptions) load(file string) (defs *model.Definitions, below string, err error) {
	err = o.within(file, func(root fs.FS, name, folder string) error {
		below = folder
		defs, err = model.Load(name, model.Options{Root: root})
		return inFolder(err, folder)
	})
	return defs, below, err
}

// within opens the root folder a file is read from.
func (o *reportOptions) within(file string, read func(root fs.FS, name, folder string) error) error {
	folder := o.root
	if folder == "" {
		folder = filepath.Dir(file)
	}
	name, err := filepath.Rel(folder, file)
	if err != nil || strings.HasPrefix(name, "..") {
		return fmt.Errorf("%s does not lie below --root %s", file, folder)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("%s: the folder cannot be opened: %w", file, err)
	}
	defer root.Close()
	return read(root.FS(), filepath.ToSlash(name), filepath.ToSlash(folder))
}

// inFolder names the files of the model's problems as a person would.
func inFolder(err error, folder string) error {
	problems, ok := errors.AsType[model.Diagnostics](err)
	if !ok {
		return err
	}
	placed := slices.Clone(problems.Errors())
	for i := range placed {
		if f := &placed[i].Pos.File; !strings.Contains(*f, "://") {
			*f = filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(*f)))
		}
	}
	return placed
}

// approve applies the reviewed list, if there is one.
func (o *reportOptions) approve(report *finding.Report) error {
	if o.approvals == "" {
		return nil
	}
	content, err := os.ReadFile(o.approvals)
	if err != nil {
		return usageError("--approvals: %v", err)
	}
	list, err := finding.ReadApprovals(filepath.ToSlash(o.approvals), string(content))
	if err != nil {
		return &exitError{exitUsage, err}
	}
	report.Approve(list, time.Now())
	return nil
}

// staleApprovals says how many lines of the approvals file approve nothing.
func staleApprovals(n int) string {
	return counted(n, "approval matches nothing or has expired", "approvals match nothing or have expired")
}

// conclude writes the report and turns it into an exit code. A list of approvals that
// is out of date counts more than a finding: it hides what was decided.
func (o *reportOptions) conclude(s *session, report *finding.Report) error {
	overrides, err := finding.ReadOverrides(o.severities, report.Rules)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	report.Override(overrides)
	if len(o.decision.Fingerprints) > 0 {
		if err := o.decide(report); err != nil {
			return err
		}
	}
	if err := o.approve(report); err != nil {
		return err
	}
	report.Language = finding.Language(o.language)
	if err := report.Write(s.stdout, finding.Format(o.format)); err != nil {
		return err
	}
	switch {
	case len(report.Stale) > 0:
		return &exitError{exitStale, fmt.Errorf("%s; the report lists them", staleApprovals(len(report.Stale)))}
	case report.Fails(finding.FailOn(o.failOn)):
		return &exitError{exitFindings, nil}
	}
	return nil
}
