package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"time"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/generated/catalog"
)

// conformFlags are the flags of conform.
type conformFlags struct {
	endpoint, config, cases, run string
	tags, operations             []string
	list, update                 bool
	repeat                       int
	html, junit, json            string
	ndjson, sarif, tap, markdown string
	github                       bool
	coverage                     string
	coverageFloor                int
	known, knownOwner            string
	writeKnown, mutate           bool
	knownDays                    int
	failOnDrift                  bool
	record, replay, testCards    string
	meanProduction               string
	against, againstConfig       string
	endpoints, configs           []string
	maxWait                      time.Duration
	lint                         bool
	found                        *conformance.Report // of the run, for the matrix of several
	evidence, verify, capsules   string
}

// allowProduction is the variable that has to agree with --i-mean-production.
const allowProduction = "ASSIST_ALLOW_PRODUCTION"

func conformCommand() command {
	return command{
		name:    "conform",
		summary: "Run the conformance suite: on the embedded sandbox, an endpoint or a recording.",
		example: "assist-soapgen conform --html report.html --junit junit.xml\n" +
			"assist-soapgen conform --run '^createbill/' --endpoint https://payments.t.paysecure.ru --config merchant.conf",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var f conformFlags
			f.selection(set)
			f.judgement(set)
			f.outputs(set)
			return func(s *session, args []string) error {
				if len(args) > 0 {
					return usageError("unexpected argument %q; cases are selected with --run", args[0])
				}
				if len(f.endpoints) > 1 {
					return f.several(s)
				}
				if err := f.single(); err != nil {
					return err
				}
				return f.conform(s)
			}
		},
	}
}

func (f *conformFlags) selection(set *pflag.FlagSet) {
	set.StringArrayVar(&f.endpoints, "endpoint", nil, "server to test, or sandbox; without it the embedded sandbox is started. Given several times, all are tested")
	set.StringArrayVar(&f.configs, "config", nil, "file with the merchant's credentials for --endpoint; assist-soapgen call --help describes it. One for all endpoints, or one for each")
	set.StringVar(&f.cases, "cases", "", "directory of case files; without it the built-in cases")
	set.StringVar(&f.run, "run", "", "regular expression that selects cases by name, or @file with names of cases, one on a line")
	set.StringArrayVar(&f.tags, "tag", nil, "select cases with this `tag`; a,b is one of them, !a none with it, and all --tag given must fit")
	set.StringArrayVar(&f.operations, "operation", nil, "select cases that call this `service` or service.operation; several may be given")
	set.BoolVar(&f.list, "list", false, "list the selected cases and stop; with --json write them whole")
	set.BoolVar(&f.lint, "lint", false, "hold the cases against the descriptions and stop")
	set.DurationVar(&f.maxWait, "max-wait", time.Minute, "longest time a request to an endpoint waits for a rate limit of the descriptions; what would wait longer is skipped")
	set.BoolVar(&f.update, "update", false, "rewrite the expectations of failing cases below --cases; refused under CI")
	set.IntVar(&f.repeat, "repeat", 1, "run every case this often; one that does not always end the same way is flaky")
	set.StringVar(&f.record, "record", "", "keep the exchanges, masked, in this new directory")
	set.StringVar(&f.replay, "replay", "", "answer from a directory of --record instead of a server")
	set.StringVar(&f.against, "against", "", "run the same cases on a second target and compare: sandbox, another endpoint, or a directory of --record")
	set.StringVar(&f.againstConfig, "against-config", "", "file with the merchant's credentials for an endpoint of --against")
	set.StringVar(&f.testCards, "test-cards", "", "file with card numbers that are test cards of this endpoint, one on a line")
	set.StringVar(&f.meanProduction, "i-mean-production", "", "name of a production host that is meant; "+allowProduction+" must name it too")
}

func (f *conformFlags) judgement(set *pflag.FlagSet) {
	set.IntVar(&f.coverageFloor, "coverage-floor", 0, "fail when less than this percentage of the descriptions was exercised")
	set.StringVar(&f.known, "known", "", "file with known failures; docs/conformance.md describes it")
	set.BoolVar(&f.writeKnown, "write-known", false, "bring the file of --known up to date with this run; refused under CI")
	set.StringVar(&f.knownOwner, "known-owner", "", "owner of the entries that --write-known adds")
	set.IntVar(&f.knownDays, "known-days", 30, "days after which the entries that --write-known adds expire")
	set.BoolVar(&f.mutate, "mutate", false, "change every expectation of every case in every way, and fail when nobody notices")
	set.BoolVar(&f.failOnDrift, "fail-on-drift", false, "exit with 4 when answers depart from the descriptions")
}

func (f *conformFlags) outputs(set *pflag.FlagSet) {
	set.StringVar(&f.html, "html", "", "write an HTML report to this file")
	set.StringVar(&f.junit, "junit", "", "write a JUnit report to this file")
	set.StringVar(&f.json, "json", "", "write a JSON report to this file")
	set.StringVar(&f.ndjson, "ndjson", "", "write one JSON object a line while the run goes on; - is the standard output")
	set.StringVar(&f.sarif, "sarif", "", "write a SARIF 2.1.0 report to this file")
	set.StringVar(&f.tap, "tap", "", "write a TAP 14 report to this file")
	set.StringVar(&f.markdown, "markdown", "", "write a Markdown report to this file")
	set.StringVar(&f.coverage, "coverage", "", "write what was not exercised to this file")
	set.StringVar(&f.evidence, "evidence", "", "pack reports, masked exchanges, cases and contracts into this zip file, with a manifest of hashes")
	set.StringVar(&f.verify, "verify", "", "verify a zip file of --evidence, without network, and stop")
	set.StringVar(&f.capsules, "capsules", "", "write a masked case file with canned replies for every failed case into this directory")
	set.BoolVar(&f.github, "github", os.Getenv("GITHUB_ACTIONS") == "true", "print annotations for GitHub Actions")
}

// conform carries out the command: what to run, on what, whether that is safe, what
// came of it.
func (f *conformFlags) conform(s *session) error {
	if err := f.check(); err != nil {
		return err
	}
	if f.verify != "" {
		return verifyEvidence(s.stdout, f.verify)
	}
	plan, err := f.plan()
	if err != nil {
		return err
	}
	switch {
	case f.lint:
		_, err := fmt.Fprintf(s.stdout, "%s, no defect\n", counted(len(plan.Cases), "case", "cases"))
		return err
	case f.list:
		return f.listCases(s.stdout, plan)
	}
	closeTarget, err := f.aim(s, plan)
	if err != nil {
		return err
	}
	defer func() { _ = closeTarget() }()
	evidence, err := plan.Guard(conformance.Consent{Flag: f.meanProduction, Environment: os.Getenv(allowProduction)})
	if err != nil {
		return planError(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if f.against != "" {
		return f.differ(ctx, s, plan, evidence)
	}
	watch, err := f.watch(s, plan)
	if err != nil {
		return err
	}
	found, err := conformance.Run(ctx, *plan)
	if found != nil {
		found.Evidence = evidence
	}
	f.found = found
	if err := watch.end(found); err != nil {
		return err
	}
	if err != nil && (found == nil || !errors.Is(err, context.Canceled)) {
		return planError(err)
	}
	return f.conclude(s, plan, found) // also of a run that was interrupted: the rest is not-run
}

// plan says which cases to run and how to judge them.
func (f *conformFlags) plan() (*conformance.Plan, error) {
	loaded, err := f.load()
	if err != nil {
		return nil, err
	}
	plan := &conformance.Plan{
		Cases: loaded, Services: catalog.Services(), Seed: strconv.FormatInt(time.Now().UnixNano(), 36),
		Repeat: f.repeat, Root: builtInRoot, Mutate: f.mutate, Command: f.command(),
	}
	if f.cases != "" {
		plan.Root = f.cases
	}
	if plan.Select, err = f.selected(); err != nil {
		return nil, err
	}
	if plan.Known, err = f.readKnown(); err != nil {
		return nil, err
	}
	if plan.TestCards, err = f.readTestCards(); err != nil {
		return nil, err
	}
	return plan, nil
}

// command is the command line that aims and loads as this one does. Nothing of it is a
// secret: those are in the file of --config.
func (f *conformFlags) command() string {
	line := "assist-soapgen conform"
	for _, flag := range []struct{ name, value string }{
		{"endpoint", f.endpoint}, {"config", f.config}, {"replay", f.replay}, {"cases", f.cases}, {"test-cards", f.testCards},
	} {
		if flag.value != "" {
			line += " --" + flag.name + " " + flag.value
		}
	}
	return line
}

// builtInRoot is where the built-in cases lie in the toolkit's repository.
const builtInRoot = "conformance/cases"
