package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// registerDecision adds the flags by which a person decides about findings.
func (o *reportOptions) registerDecision(set *pflag.FlagSet) {
	set.StringSliceVar(&o.decision.Fingerprints, "approve", nil, "enter findings into the --approvals file, by fingerprint, or all; needs --until, --owner, --reason; refused under CI")
	set.StringVar(&o.decision.Expires, "until", "", "with --approve: the last day it holds, YYYY-MM-DD")
	set.StringVar(&o.decision.Owner, "owner", "", "with --approve: who decides")
	set.StringVar(&o.decision.Reason, "reason", "", "with --approve: why")
	set.StringArrayVar(&o.severities, "severity", nil, "give the findings of a rule another severity, RULE=info, warning, error or breaking (repeatable)")
}

// checkDecision says what is wrong with the flags of a decision, all of it.
func (o *reportOptions) checkDecision() error {
	if len(o.decision.Fingerprints) == 0 {
		if o.decision.Expires+o.decision.Owner+o.decision.Reason != "" {
			return usageError("--until, --owner and --reason belong to --approve, which is missing")
		}
		return nil
	}
	if os.Getenv("CI") != "" {
		return &exitError{exitSafety, errors.New("--approve is refused under CI: findings are decided about by people")}
	}
	problems := o.decision.Check(time.Now())
	if o.approvals == "" {
		problems = append(problems, "--approve needs --approvals FILE, the list to enter findings into")
	}
	if len(problems) > 0 {
		return usageError("%s", strings.Join(problems, "\n"))
	}
	return nil
}

// decide enters the findings decided about into the list of approvals.
func (o *reportOptions) decide(report *finding.Report) error {
	content, err := os.ReadFile(o.approvals)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usageError("--approvals: %v", err)
	}
	list, err := finding.ReadApprovals(filepath.ToSlash(o.approvals), string(content))
	if err != nil {
		return &exitError{exitUsage, err}
	}
	report.Approve(list, time.Now())
	report.Stale = nil // an entry that has expired is about to be replaced
	text, err := o.decision.Enter(string(content), report)
	if err != nil {
		return usageError("%v", err)
	}
	for _, f := range report.Findings {
		f.Approved = nil
	}
	if err := os.WriteFile(o.approvals, []byte(text), 0o644); err != nil {
		return &exitError{exitInfrastructure, fmt.Errorf("--approvals: %w", err)}
	}
	return nil
}
