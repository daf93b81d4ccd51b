package gen

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
)

// Project generates the project's own packages from a folder of WSDLs, each with its
// sidecar, and common.yaml: one package for each service, the code tables, the
// catalogue. The error is a [Problems] when the input is at fault; then there is no
// output at all.
func Project(folder fs.FS) (*Output, error) { return ProjectWith(folder, nil) }

// LoadFunc reads the WSDL of the service with that name in place of NAME.wsdl of the
// folder; (nil, nil) leaves it to the folder.
type LoadFunc func(name string) (*model.Definitions, error)

// ProjectWith is [Project] with some WSDLs from elsewhere: what would be generated if
// they lay in the folder. A nil load takes all of them from the folder.
func ProjectWith(folder fs.FS, load LoadFunc) (*Output, error) {
	p, err := describeProject(folder, load)
	if err != nil {
		return nil, err
	}
	files, err := emitAll(folder, p.descriptions, p.common)
	if err != nil {
		return nil, err
	}
	return &Output{Files: files, Warnings: p.problems.sorted()}, nil
}

// projectInput is a folder, read and checked.
type projectInput struct {
	descriptions []*description
	common       *specfile.Common
	problems     Problems // warnings only
}

func describeProject(folder fs.FS, load LoadFunc) (*projectInput, error) {
	var p projectInput
	set, err := specfile.ReadAll(folder)
	if err = p.problems.addError(err); err != nil {
		return nil, err
	}
	names, err := wsdlNames(folder)
	if err != nil {
		return nil, err
	}
	in := &projectFolder{folder, load}
	if p.descriptions, err = in.describeAll(names, set, &p.problems); err != nil {
		return nil, err
	}
	if p.problems.failed() {
		return nil, p.problems.sorted()
	}
	p.common = set.Common
	return &p, nil
}

// projectFolder is where the inputs of a project come from.
type projectFolder struct {
	files fs.FS
	load  LoadFunc
}

// wsdl reads the WSDL of a service. One that is wrong cannot be corrected here when
// it comes from elsewhere, but it must be right all the same: it is to be checked in.
func (in *projectFolder) wsdl(name string) (*model.Definitions, error) {
	if in.load != nil {
		if defs, err := in.load(name); defs != nil || err != nil {
			return defs, err
		}
	}
	return model.Load(name+".wsdl", model.Options{Root: in.files, Strict: true})
}

func wsdlNames(folder fs.FS) ([]string, error) {
	files, err := fs.Glob(folder, "*.wsdl")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there is no *.wsdl in the folder")
	}
	for i, name := range files {
		files[i] = strings.TrimSuffix(name, ".wsdl")
	}
	slices.Sort(files)
	return files, nil
}

// describeAll builds the description of every service and checks that WSDLs and
// sidecars come in pairs.
func (in *projectFolder) describeAll(names []string, set *specfile.Set, problems *Problems) ([]*description, error) {
	sidecars := map[string]*specfile.Sidecar{}
	for _, s := range set.Sidecars {
		name := strings.TrimSuffix(s.File, specfile.SidecarSuffix)
		sidecars[name] = s
		if !slices.Contains(names, name) {
			problems.add(CodeMissingWSDL, model.Pos{File: s.File, Line: 1, Col: 1}, "there is no %s.wsdl beside this sidecar", name)
		}
	}
	var all []*description
	for _, name := range names {
		sidecar := sidecars[name]
		if sidecar == nil {
			problems.add(CodeMissingSidecar, model.Pos{File: name + ".wsdl", Line: 1, Col: 1}, "there is no %s beside this WSDL", name+specfile.SidecarSuffix)
			continue
		}
		d, err := in.projectDescription(name, sidecar, problems)
		if err != nil {
			return nil, err
		}
		if d != nil {
			all = append(all, d)
		}
	}
	return all, nil
}

// projectDescription goes through the stages up to naming for one service. The result
// is nil when the WSDL could not be read; problems say why.
func (in *projectFolder) projectDescription(name string, sidecar *specfile.Sidecar, problems *Problems) (*description, error) {
	defs, err := in.wsdl(name)
	if err != nil {
		return nil, problems.addError(err)
	}
	problems.addModel(defs.Warnings)
	origin, err := projectOrigin(in.files, name)
	if err != nil {
		return nil, err
	}
	d := &description{pkg: name, project: true, origin: origin}
	b := newBuilder(defs, d, problems)
	offers := b.offers()
	if len(offers) == 0 {
		return nil, nil
	}
	b.service(offers[0])
	before := len(*problems)
	(&merger{desc: d, entry: d.services[0], sidecar: sidecar, problems: problems}).merge()
	if (*problems)[before:].failed() {
		return nil, nil
	}
	d.nameAll(defs.Documents)
	d.validate(defs.Pos, problems)
	return d, nil
}

// projectOrigin names the inputs of a package with their digests, for its header.
func projectOrigin(folder fs.FS, name string) (string, error) {
	wsdl, err := fs.ReadFile(folder, name+".wsdl")
	if err != nil {
		return "", err
	}
	sidecar, err := fs.ReadFile(folder, name+specfile.SidecarSuffix)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("wsdl/%s.wsdl (sha256 %s) and %s%s (%s)", name, fingerprint(wsdl), name, specfile.SidecarSuffix, fingerprint(sidecar)), nil
}

// emitAll writes every package in memory.
func emitAll(folder fs.FS, descriptions []*description, common *specfile.Common) (Files, error) {
	files := Files{}
	for _, d := range descriptions {
		made, err := d.emit()
		if err != nil {
			return nil, err
		}
		files.add(d.pkg, made)
	}
	text, err := fs.ReadFile(folder, specfile.CommonName)
	if err != nil {
		return nil, err
	}
	if files["codes/codes.gen.go"], err = codesFile(common, fingerprint(text)); err != nil {
		return nil, err
	}
	files["catalog/catalog.gen.go"], err = catalogFile(descriptions)
	return files, err
}
