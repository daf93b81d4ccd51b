package migration

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// Compare generates from file with both generators. Ours reads nothing outside the
// folder root. The error says that ours refused the WSDL, and why.
func Compare(root, file string) (*Report, error) {
	name, err := filepath.Rel(root, file)
	if err != nil {
		return nil, err
	}
	opened, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	files, name := opened.FS(), filepath.ToSlash(name)
	output, err := gen.Foreign(files, name, gen.ForeignOptions{Package: "ours"})
	if err != nil {
		return nil, err
	}
	services, _, err := gen.Tables(files, name, gen.ForeignOptions{Package: "ours"})
	if err != nil {
		return nil, err
	}
	defs, err := model.Load(name, model.Options{Root: files})
	if err != nil {
		return nil, err
	}
	report := &Report{File: name}
	c := newChecker()
	var source []byte
	if report.Theirs, source = runTheirs(files, defs, file); source != nil {
		pkg := c.check(&report.Theirs, map[string][]byte{"theirs.go": source})
		report.Theirs.Operations = countTheirs(pkg)
	}
	c.check(&report.Ours, output.Files)
	for _, w := range output.Warnings {
		report.Ours.Warnings = append(report.Ours.Warnings, w.String())
	}
	for _, s := range services {
		report.Ours.Operations += len(s.Operations)
	}
	report.Losses = losses(defs, services)
	if missing := bound(services) - report.Theirs.Operations; report.Theirs.Refused == "" && missing > 0 {
		report.Losses = append([]Loss{{
			Rule: "missing operations", Theirs: "no method for it", Ours: "a method for every bound operation",
			Places: []string{fmt.Sprintf("%d of %d", missing, bound(services))},
		}}, report.Losses...)
	}
	return report, nil
}

// bound counts operations once, whatever the number of ports that offer them.
func bound(services []*service.Service) int {
	seen := map[string]bool{}
	for _, s := range services {
		for i := range s.Operations {
			seen[s.Operations[i].Name] = true
		}
	}
	return len(seen)
}
