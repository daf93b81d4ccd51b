package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/diff"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/conformance/cases"
)

func diffCommand() command {
	return command{
		name:    "diff",
		args:    "OLD.wsdl NEW.wsdl",
		summary: "Tell what a changed WSDL breaks: on the wire, in Go source, in check values.",
		example: "assist-soapgen diff wsdl/createbill.wsdl new/createbill.wsdl\n" +
			"assist-soapgen diff --format sarif --approvals approvals.txt --callers . old.wsdl new.wsdl",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var o diffOptions
			o.report.register(set, finding.FailBreaking, "breaking, any, none")
			set.StringVar(&o.sidecar, "sidecar", "", "sidecar that says which fields enter check values (default: NAME.service.yaml beside NEW, else beside OLD)")
			set.StringVar(&o.callers, "callers", "", "root of a Go module; lists where its code uses what changed")
			set.StringVar(&o.cases, "cases", "", "folder of conformance cases to search (default: the built-in ones)")
			set.BoolVar(&o.documentation, "documentation", false, "report changed documentation too")
			return func(s *session, args []string) error { return o.run(s, args) }
		},
	}
}

type diffOptions struct {
	report                  reportOptions
	sidecar, callers, cases string
	documentation           bool
}

func (o *diffOptions) run(s *session, args []string) error {
	if o.report.schema {
		fmt.Fprint(s.stdout, finding.Schema)
		return nil
	}
	if err := o.report.check(finding.FailBreaking, finding.FailAny, finding.FailNone); err != nil {
		return err
	}
	if len(args) != 2 {
		return usageError("two WSDLs are needed, the old one and the new one; %d named", len(args))
	}
	report, err := o.compare(args[0], args[1])
	if err != nil {
		return err
	}
	return o.report.conclude(s, report)
}

func (o *diffOptions) compare(oldFile, newFile string) (*finding.Report, error) {
	old, oldFolder, err1 := o.report.load(oldFile)
	new, newFolder, err2 := o.report.load(newFile)
	if err := errors.Join(err1, err2); err != nil {
		return nil, &exitError{exitInfrastructure, err}
	}
	options := diff.Options{Documentation: o.documentation, GoName: gen.GoName}
	sidecar, err := o.readSidecar(oldFile, newFile)
	if err != nil {
		return nil, &exitError{exitInfrastructure, err}
	}
	if options.Sidecar = sidecar; sidecar != nil {
		options.Cases = cases.Files
	}
	if o.callers != "" {
		if options.Callers, err = folder("--callers", o.callers); err != nil {
			return nil, err
		}
	}
	if o.cases != "" {
		if options.Cases, err = folder("--cases", o.cases); err != nil {
			return nil, err
		}
	}
	report, err := diff.Compare(old, new, options)
	if err != nil {
		return nil, &exitError{exitInfrastructure, err}
	}
	report.Inputs = []string{filepath.ToSlash(oldFile), filepath.ToSlash(newFile)}
	report.Below(filepath.ToSlash(oldFolder), filepath.ToSlash(newFolder))
	o.placeImpact(report)
	return report, nil
}

// placeImpact names callers and cases as a person would.
func (o *diffOptions) placeImpact(report *finding.Report) {
	below := map[finding.ImpactKind]string{finding.Caller: filepath.ToSlash(o.callers), finding.Case: cmp.Or(filepath.ToSlash(o.cases), "conformance/cases")}
	for _, f := range report.Findings {
		for i := range f.Impact {
			if folder, ok := below[f.Impact[i].Kind]; ok {
				f.Impact[i].Place = path.Join(folder, f.Impact[i].Place)
			}
		}
	}
}

func folder(flag, name string) (fs.FS, error) {
	if info, err := os.Stat(name); err != nil || !info.IsDir() {
		return nil, usageError("%s %s: it is no directory", flag, name)
	}
	return os.DirFS(name), nil
}

// readSidecar reads the named sidecar, or the one beside a WSDL; nil when there is none.
func (o *diffOptions) readSidecar(oldFile, newFile string) (*specfile.Sidecar, error) {
	names := []string{o.sidecar}
	if o.sidecar == "" {
		names = []string{besideWSDL(newFile), besideWSDL(oldFile)}
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) && o.sidecar == "" {
			continue
		}
		if err != nil {
			return nil, err
		}
		return specfile.ReadSidecar(filepath.ToSlash(name), content, nil)
	}
	return nil, nil
}

func besideWSDL(file string) string {
	return strings.TrimSuffix(file, filepath.Ext(file)) + specfile.SidecarSuffix
}
