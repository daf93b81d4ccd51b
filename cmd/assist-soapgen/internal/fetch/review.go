package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/diff"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
)

// CheckedIn are the contracts of the project: a folder of WSDLs and sidecars, as
// wsdl/ is.
type CheckedIn struct {
	Files  fs.FS
	Folder string // its name in messages
	// Cases and Callers are searched for what a change touches; see [diff.Options].
	Cases, Callers Tree

	files gen.Files // what is generated from it, made once
}

// Tree is a folder of files and its name in messages. The zero Tree is none.
type Tree struct {
	Files  fs.FS
	Folder string
}

// Review is what a served contract means for the project.
type Review struct {
	Contract *Contract
	// Report is the semantic difference to the contract that is checked in.
	Report *finding.Report
	// Addresses counts the findings about soap:address, which differ always.
	Addresses int
	// Regenerated lists the files that generating would write anew or remove, beyond
	// the line that names their origin. Misfits are set in its place when the sidecar
	// no longer fits.
	Regenerated []string
	Misfits     gen.Problems
	// Unsound is set when nothing can be generated from what is checked in, and so
	// nothing be compared.
	Unsound error
}

// Changed reports whether anything but an address differs.
func (r *Review) Changed() bool { return len(r.Report.Findings) > r.Addresses }

// Symbols lists the generated Go names that the changes touch, sorted.
func (r *Review) Symbols() []string {
	var names []string
	for _, f := range r.Report.Findings {
		for _, i := range f.Impact {
			if i.Kind == finding.Symbol {
				names = append(names, i.Place)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Review compares a usable contract with the one that is checked in.
func (in *CheckedIn) Review(c *Contract) (*Review, error) {
	r := &Review{Contract: c}
	var err error
	if r.Report, err = in.Compare(c); err != nil {
		return nil, err
	}
	for _, f := range r.Report.Findings {
		if f.Rule.ID == diff.AddressChanged {
			r.Addresses++
		}
	}
	if !r.Changed() {
		return r, nil
	}
	return r, in.regenerate(c, r)
}

// Compare is the semantic difference alone.
func (in *CheckedIn) Compare(c *Contract) (*finding.Report, error) {
	name := c.Service + ".wsdl"
	old, err := model.Load(name, model.Options{Root: in.Files})
	if err != nil {
		return nil, fmt.Errorf("%s: the checked-in contract cannot be read: %w", in.Folder, err)
	}
	served, err := c.Load(false)
	if err != nil {
		return nil, err // it was read before, when it was fetched
	}
	options := diff.Options{CalmAddresses: true, GoName: gen.GoName, Cases: in.Cases.Files, Callers: in.Callers.Files}
	if options.Sidecar, err = in.sidecar(c.Service); err != nil {
		return nil, err
	}
	report, err := diff.Compare(old, served, options)
	if err != nil {
		return nil, err
	}
	report.Inputs = []string{in.Folder + "/" + name, c.URL}
	report.Below(in.Folder, "")
	below := map[finding.ImpactKind]string{finding.Case: in.Cases.Folder, finding.Caller: in.Callers.Folder}
	for _, f := range report.Findings {
		f.New.File = c.Placed(f.New.File)
		for i := range f.Impact {
			if folder, ok := below[f.Impact[i].Kind]; ok {
				f.Impact[i].Place = path.Join(folder, f.Impact[i].Place)
			}
		}
	}
	return report, nil
}

// sidecar reads what the project knows beside a WSDL; nil when there is nothing.
func (in *CheckedIn) sidecar(service string) (*specfile.Sidecar, error) {
	name := service + specfile.SidecarSuffix
	text, err := fs.ReadFile(in.Files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return specfile.ReadSidecar(in.Folder+"/"+name, text, nil)
}

// regenerate generates with the served contract in the place of the checked-in one.
func (in *CheckedIn) regenerate(c *Contract, r *Review) error {
	if in.files == nil {
		now, err := gen.Project(in.Files)
		if err != nil {
			r.Unsound = err
			return nil
		}
		in.files = now.Files
	}
	next, err := gen.ProjectWith(in.Files, func(name string) (*model.Definitions, error) {
		if name != c.Service {
			return nil, nil
		}
		return c.Load(true)
	})
	if problems, ok := errors.AsType[gen.Problems](err); ok {
		r.Misfits = c.placed(problems.Errors().In(in.Folder))
		return nil
	}
	if err != nil {
		return err
	}
	r.Regenerated = changedFiles(in.files, next.Files)
	return nil
}

// placed names stored files in place of addresses.
func (c *Contract) placed(problems gen.Problems) gen.Problems {
	for i := range problems {
		problems[i].Pos.File = c.Placed(problems[i].Pos.File)
		problems[i].Message = c.Placed(problems[i].Message)
	}
	return problems
}

// changedFiles lists what differs below the first line, which names the inputs with
// their digests.
func changedFiles(before, after gen.Files) []string {
	var changed []string
	for _, name := range after.Names() {
		if old, ok := before[name]; !ok {
			changed = append(changed, name+" (new)")
		} else if !bytes.Equal(body(old), body(after[name])) {
			changed = append(changed, name)
		}
	}
	for _, name := range before.Names() {
		if _, ok := after[name]; !ok {
			changed = append(changed, name+" (removed)")
		}
	}
	slices.Sort(changed)
	return changed
}

func body(file []byte) []byte {
	_, rest, _ := bytes.Cut(file, []byte("\n"))
	return rest
}
