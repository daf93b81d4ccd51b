package drill

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/diff"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/fetch"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
)

// Drill is one change of one contract, and what is needed to play it.
type Drill struct {
	Base     fs.FS              // the contracts as they are
	Services []*service.Service // the client's descriptions of today, all of them
	Service  *service.Service   // whose contract changes
	Change   Change
	Adapt    Adapt               // nil: the sidecar fits as it is, or is not to be adapted
	Sample   []*conformance.Case // cases of the service that ask the target
	Cases    CaseEdits           // what the changed contract needs in them
}

// Outcome is what became of a drill.
type Outcome struct {
	Rules   []string // of diff's findings, sorted, each once; one that enters a check value is marked "!"
	Refused []string // what generate refuses with the sidecar of today: "code line:column"; none: it succeeds
	Today   conformance.Verdict
	Anew    conformance.Verdict // of the client that is generated from the changed contract
	Fetched []string            // like Rules, as fetch says it of what the gateway serves
	WSDL    string              // the changed one
	Notes   []string            // what the suite said, for a person who has to find out why
}

// Run carries out a drill. The error means that the drill itself is broken.
func (d *Drill) Run(ctx context.Context) (*Outcome, error) {
	c, err := Open(d.Base, d.Service)
	if err != nil {
		return nil, err
	}
	if err := d.Change(c); err != nil {
		return nil, err
	}
	var o Outcome
	report, err := d.compare(c)
	if err != nil {
		return nil, err
	}
	o.Rules = rulesOf(report)
	if o.WSDL, err = c.Doc.WriteToString(); err != nil {
		return nil, err
	}
	if o.Refused, err = d.generate(c); err != nil {
		return nil, err
	}
	if d.Adapt != nil {
		if err := d.Adapt(c, report); err != nil {
			return nil, err
		}
	}
	return &o, d.play(ctx, c, &o)
}

func (d *Drill) compare(c *Contract) (*finding.Report, error) {
	name := c.Service.Name + ".wsdl"
	files, err := c.Files()
	if err != nil {
		return nil, err
	}
	old, err := model.Load(name, model.Options{Root: d.Base})
	if err != nil {
		return nil, err
	}
	changed, err := model.Load(name, model.Options{Root: files})
	if err != nil {
		return nil, fmt.Errorf("the changed WSDL cannot be read: %w", err)
	}
	sidecar, err := c.parsed()
	if err != nil {
		return nil, err
	}
	return diff.Compare(old, changed, diff.Options{Sidecar: sidecar, GoName: gen.GoName})
}

func rulesOf(report *finding.Report) []string {
	var rules []string
	for _, f := range report.Findings {
		id := f.Rule.ID
		if f.Layers.Has(finding.CheckValue) {
			id += "!"
		}
		rules = append(rules, id)
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// generate tries the sidecar of today and says where it does not fit.
func (d *Drill) generate(c *Contract) ([]string, error) {
	files, err := c.Alone()
	if err != nil {
		return nil, err
	}
	_, err = gen.Project(files)
	problems, ok := errors.AsType[gen.Problems](err)
	if err != nil && !ok {
		return nil, err
	}
	var said []string
	for _, p := range problems.Errors() {
		kind := strings.TrimPrefix(p.Pos.File, d.Service.Name+".")
		said = append(said, fmt.Sprintf("%s %s:%d:%d", p.Code, kind, p.Pos.Line, p.Pos.Col))
	}
	return said, nil
}

// play runs the sample against a gateway of the changed contract.
func (d *Drill) play(ctx context.Context, c *Contract, o *Outcome) error {
	files, err := c.Files()
	if err != nil {
		return err
	}
	changed, err := d.changedServices(c)
	if err != nil {
		return err
	}
	today := run{cases: d.Sample, client: d.Services, gateway: changed, contracts: files}
	if o.Today, err = today.suite(ctx, o); err != nil {
		return err
	}
	anew := run{cases: d.Cases.apply(d.Sample, d.call()), client: changed, gateway: changed, contracts: files}
	if o.Anew, err = anew.suite(ctx, o); err != nil || len(c.More) > 0 {
		return err // the sandbox serves WSDLs, not what they import
	}
	o.Fetched, err = d.fetch(ctx, today)
	return err
}

// fetch takes the contract from the gateway and compares it with the one of today.
func (d *Drill) fetch(ctx context.Context, r run) ([]string, error) {
	target, end, err := conformance.Embedded(sandbox.Config{Services: r.gateway, WSDL: r.contracts})
	if err != nil {
		return nil, err
	}
	fetcher, err := fetch.New(target.Endpoint, fetch.Options{})
	if err != nil {
		return nil, errors.Join(err, end())
	}
	served := fetcher.All(ctx, []fetch.Wanted{{Service: d.Service.Name, Path: d.Service.WSDLPath}})[0]
	fetcher.Close()
	if err := end(); err != nil {
		return nil, err
	}
	if !served.Usable() {
		return nil, served.Problems[0]
	}
	report, err := (&fetch.CheckedIn{Files: d.Base, Folder: "wsdl"}).Compare(served)
	if err != nil {
		return nil, err
	}
	rules := rulesOf(report)
	return slices.DeleteFunc(rules, func(id string) bool { return id == diff.AddressChanged }), nil
}

// changedServices are all descriptions, that of the drilled service made from the
// changed contract.
func (d *Drill) changedServices(c *Contract) ([]*service.Service, error) {
	files, err := c.Alone()
	if err != nil {
		return nil, err
	}
	tables, err := gen.ProjectTables(files, nil)
	if err != nil {
		return nil, fmt.Errorf("the adapted sidecar does not fit: %w", err)
	}
	changed := slices.Clone(d.Services)
	for i, s := range changed {
		for _, t := range tables {
			if s == d.Service && t.Name == s.Name {
				t.Codes = s.Codes
				changed[i] = t
			}
		}
	}
	return changed, nil
}

func (d *Drill) call() string { return d.Service.Name + "." + d.Service.Operations[0].Name }

// run is a sample with a client of some descriptions against a gateway of others.
type run struct {
	cases           []*conformance.Case
	client, gateway []*service.Service
	contracts       fs.FS // served, and what messages are checked against
}

// suite carries a run out and returns the worst verdict.
func (r *run) suite(ctx context.Context, o *Outcome) (verdict conformance.Verdict, err error) {
	target, end, err := conformance.Embedded(sandbox.Config{Services: r.gateway, WSDL: r.contracts, Seed: 1})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, end()) }()
	report, err := conformance.Run(ctx, conformance.Plan{
		Cases: r.cases, Target: target, Services: r.client, WSDL: r.contracts, Seed: "drill", Workers: 1,
	})
	if err != nil {
		return "", err
	}
	worst := conformance.Pass
	for i := range report.Results {
		found := &report.Results[i]
		if found.Verdict.Attention() < worst.Attention() {
			worst = found.Verdict
		}
		o.note(found)
	}
	return worst, nil
}

func (o *Outcome) note(r *conformance.Result) {
	add := func(what, text string) {
		o.Notes = append(o.Notes, fmt.Sprintf("%s: %s: %s: %s", r.Case.Name, r.Verdict, what, text))
	}
	if r.Reason != "" {
		add("reason", r.Reason)
	}
	for _, s := range r.Steps {
		for _, d := range s.Differences {
			add(s.Name, d.String())
		}
		for _, d := range s.Warnings {
			add(s.Name, d.String())
		}
	}
}
