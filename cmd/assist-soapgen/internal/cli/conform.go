package cli

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/conformance/report"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/soapclient"
)

// conformFlags are the flags of conform.
type conformFlags struct {
	endpoint, config, cases, run string
	list, update                 bool
	html, junit, json            string
}

func conformCommand() command {
	return command{
		name:    "conform",
		summary: "Run the conformance suite: on the embedded sandbox, or on an endpoint.",
		example: "assist-soapgen conform --html report.html --junit junit.xml\n" +
			"assist-soapgen conform --run '^createbill/' --endpoint https://payments.t.paysecure.ru --config merchant.conf",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var f conformFlags
			set.StringVar(&f.endpoint, "endpoint", "", "server to test; without it the embedded sandbox is started")
			set.StringVar(&f.config, "config", "", "file with the merchant's credentials for --endpoint; assist-soapgen call --help describes it")
			set.StringVar(&f.cases, "cases", "", "directory of case files; without it the built-in cases")
			set.StringVar(&f.run, "run", "", "regular expression that selects cases by name")
			set.BoolVar(&f.list, "list", false, "list the selected cases and stop")
			set.BoolVar(&f.update, "update", false, "rewrite the expectations of failing cases below --cases; refused under CI")
			set.StringVar(&f.html, "html", "", "write an HTML report to this file")
			set.StringVar(&f.junit, "junit", "", "write a JUnit report to this file")
			set.StringVar(&f.json, "json", "", "write a JSON report to this file")
			return func(s *session, args []string) error {
				if len(args) > 0 {
					return usageError("unexpected argument %q; cases are selected with --run", args[0])
				}
				return f.conform(s)
			}
		},
	}
}

func (f *conformFlags) conform(s *session) error {
	if err := f.check(); err != nil {
		return err
	}
	loaded, err := f.load()
	if err != nil {
		return err
	}
	plan := conformance.Plan{Cases: loaded, Services: catalog.Services(), Seed: strconv.FormatInt(time.Now().UnixNano(), 36)}
	if plan.Select, err = regexp.Compile(f.run); err != nil {
		return usageError("--run: %v", err)
	}
	if f.list {
		return listCases(s.stdout, &plan)
	}
	target, closeTarget, err := f.target(s)
	if err != nil {
		return err
	}
	defer closeTarget()
	plan.Target = target
	plan.Observe = report.Progress(s.stderr, isTerminal(s.stderr))

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	found, err := conformance.Run(ctx, plan)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	return f.conclude(s, found)
}

func (f *conformFlags) check() error {
	switch {
	case f.config != "" && f.endpoint == "":
		return usageError("--config goes with --endpoint; the embedded sandbox knows its merchants")
	case f.endpoint != "" && f.config == "":
		return usageError("--endpoint needs --config with the credentials of a merchant there")
	case f.update && f.cases == "":
		return usageError("--update needs --cases, the directory whose files it may rewrite")
	case f.update && os.Getenv("CI") != "":
		return &exitError{exitSafety, fmt.Errorf("--update is refused under CI: a person must read what it changes")}
	}
	return nil
}

func (f *conformFlags) load() ([]*conformance.Case, error) {
	var files fs.FS = cases.Files
	if f.cases != "" {
		if info, err := os.Stat(f.cases); err != nil || !info.IsDir() {
			return nil, usageError("--cases %s: it is no directory", f.cases)
		}
		files = os.DirFS(f.cases)
	}
	loaded, err := conformance.Load(files, ".")
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return loaded, nil
}

func listCases(w io.Writer, plan *conformance.Plan) error {
	chosen, err := plan.Choose()
	if err != nil {
		return &exitError{exitUsage, err}
	}
	for _, c := range chosen {
		fmt.Fprintf(w, "%-44s %s\n", c.Name, c.Title)
	}
	return nil
}

// conclude writes what was asked for and turns the verdict into an exit code.
func (f *conformFlags) conclude(s *session, r *conformance.Report) error {
	if err := report.Text(s.stdout, r); err != nil {
		return err
	}
	for _, out := range []struct {
		path  string
		write func(io.Writer, *conformance.Report) error
	}{{f.html, report.HTML}, {f.junit, report.JUnit}, {f.json, report.JSON}} {
		if out.path == "" {
			continue
		}
		if err := writeFile(out.path, func(w io.Writer) error { return out.write(w, r) }); err != nil {
			return err
		}
	}
	if f.update {
		changed, err := conformance.Update(f.cases, r)
		for _, file := range changed {
			fmt.Fprintln(s.stdout, "rewritten:", filepath.ToSlash(file))
		}
		if err != nil {
			return err
		}
	}
	if !r.Green() {
		return &exitError{exitFindings, nil}
	}
	return nil
}

func writeFile(path string, write func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}

// isTerminal reports whether w is a character device that a person may be looking at.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("CI") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// target starts the embedded sandbox, or describes the endpoint of the flags. Its
// merchants come from the file of --config; time there is the wall clock's.
func (f *conformFlags) target(s *session) (conformance.Target, func() error, error) {
	if f.endpoint == "" {
		return conformance.Embedded(sandbox.Config{})
	}
	config, err := readMerchantConfig(f.config)
	if err != nil {
		return conformance.Target{}, nil, &exitError{exitUsage, err}
	}
	for _, warning := range config.warnings {
		fmt.Fprintln(s.stderr, "assist-soapgen conform:", warning)
	}
	if _, err := soapclient.New(f.endpoint, config.merchants[0], config.options...); err != nil {
		return conformance.Target{}, nil, &exitError{exitUsage, err}
	}
	return conformance.Target{
		Name: f.endpoint, Endpoint: strings.TrimRight(f.endpoint, "/"), Merchants: config.merchants, Options: config.options, Now: time.Now,
	}, func() error { return nil }, nil
}
