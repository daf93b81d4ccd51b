package diff

import (
	"io/fs"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
)

// Options say what beside the two descriptions is looked at. The zero value compares
// the descriptions alone.
type Options struct {
	Documentation bool // report changed documentation too
	// CalmAddresses makes a note of a changed address: a served WSDL names the host it
	// is served from, a checked-in one a placeholder.
	CalmAddresses bool
	// Sidecar says which fields enter check values, and is searched for facts about
	// what vanished. Positions in it are shown as they are.
	Sidecar *specfile.Sidecar
	// GoName turns a name of the WSDL or sidecar into the generator's Go name. Nil:
	// no symbols are named and no callers searched.
	GoName func(string) string
	// Callers is the root of a Go module that is searched for uses of the symbols.
	Callers fs.FS
	// Cases is a folder of conformance cases that is searched for the names of what
	// vanished.
	Cases fs.FS
}

// Compare tells what changed from old to new. The report lacks the names of the
// inputs. The error is one of reading Options.Callers or Options.Cases.
func Compare(old, new *model.Definitions, o Options) (*finding.Report, error) {
	c := newComparer(old, new, o)
	c.services()
	c.unservedBindings()
	c.unboundPortTypes()
	c.finishNamespaces()
	c.markDigests()
	c.calm()
	if err := c.addImpact(); err != nil {
		return nil, err
	}
	report := &finding.Report{
		Check: "diff", Rules: c.rules,
		Calm: finding.Text{EN: "no differences that matter", RU: "существенных различий нет"},
	}
	for _, e := range c.entries {
		report.Findings = append(report.Findings, &e.Finding)
	}
	report.Sort()
	report.Release = release(report.Findings)
	return report, nil
}

// AddressChanged is the id of the rule that [Options.CalmAddresses] is about.
const AddressChanged = "address-changed"

func (c *comparer) calm() {
	for _, e := range c.entries {
		if c.options.CalmAddresses && e.Rule.ID == AddressChanged {
			e.Severity, e.Layers = info, nothing
		}
	}
}

// release suggests the level of the next release of the generated package: major when
// the wire or existing Go code breaks, minor when something was added or may differ,
// patch when only what nobody sees changed.
func release(findings []*finding.Finding) string {
	level := 0
	for _, f := range findings {
		switch {
		case f.Severity == breaking, f.Severity == warning && f.Layers.Has(source):
			level = max(level, 3)
		case f.Layers != nothing:
			level = max(level, 2)
		default:
			level = max(level, 1)
		}
	}
	return [...]string{"none", "patch", "minor", "major"}[level]
}
