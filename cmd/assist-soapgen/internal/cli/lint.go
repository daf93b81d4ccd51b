package cli

import (
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/lint"
)

func lintCommand() command {
	return command{
		name:    "lint",
		args:    "FILE.wsdl…",
		summary: "Check WSDLs against the WS-I Basic Profile 1.1 and the rules of the house.",
		example: "assist-soapgen lint --fail-on any wsdl/*.wsdl",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var o reportOptions
			o.register(set, finding.FailError, "error, warning, any, none")
			return func(s *session, args []string) error { return runLint(&o, s, args) }
		},
	}
}

func runLint(o *reportOptions, s *session, args []string) error {
	if o.schema {
		fmt.Fprint(s.stdout, finding.Schema)
		return nil
	}
	if err := o.check(finding.FailError, finding.FailWarning, finding.FailAny, finding.FailNone); err != nil {
		return err
	}
	if len(args) == 0 {
		return usageError("no WSDL named")
	}
	var all *finding.Report
	for _, file := range args {
		report, err := o.lintFile(file)
		if err != nil {
			return &exitError{exitInfrastructure, err}
		}
		if all == nil {
			all = report
			continue
		}
		all.Inputs = append(all.Inputs, report.Inputs...)
		all.Findings = append(all.Findings, report.Findings...)
	}
	all.Sort()
	return o.conclude(s, all)
}

func (o *reportOptions) lintFile(file string) (report *finding.Report, err error) {
	err = o.within(file, func(root fs.FS, name, folder string) error {
		if report, err = lint.Check(name, lint.Options{Root: root, GoName: gen.GoName}); err != nil {
			return inFolder(err, folder)
		}
		report.Below(folder, folder)
		report.Inputs = []string{filepath.ToSlash(file)}
		return nil
	})
	return report, err
}
