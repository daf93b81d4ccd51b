package gen

import (
	"io/fs"

	"github.com/assist-soap/toolkit/service"
)

// ProjectTables gives the descriptions that [ProjectWith] would compile into Go, without
// compiling: for a sandbox that is to play a contract nobody has generated yet. Codes
// stays nil; the caller points it at the tables it has.
func ProjectTables(folder fs.FS, load LoadFunc) ([]*service.Service, error) {
	p, err := describeProject(folder, load)
	if err != nil {
		return nil, err
	}
	var all []*service.Service
	for _, d := range p.descriptions {
		for i := range d.services {
			all = append(all, d.table(i))
		}
	}
	return all, nil
}
