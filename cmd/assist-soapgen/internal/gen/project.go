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
func Project(folder fs.FS) (*Output, error) {
	var problems Problems
	set, err := specfile.ReadAll(folder)
	if err = problems.addError(err); err != nil {
		return nil, err
	}
	names, err := wsdlNames(folder)
	if err != nil {
		return nil, err
	}
	descriptions, err := describeAll(folder, names, set, &problems)
	if err != nil {
		return nil, err
	}
	if problems.failed() {
		return nil, problems.sorted()
	}
	files, err := emitAll(folder, descriptions, set.Common)
	if err != nil {
		return nil, err
	}
	return &Output{Files: files, Warnings: problems.sorted()}, nil
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
func describeAll(folder fs.FS, names []string, set *specfile.Set, problems *Problems) ([]*description, error) {
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
		d, err := projectDescription(folder, name, sidecar, problems)
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
func projectDescription(folder fs.FS, name string, sidecar *specfile.Sidecar, problems *Problems) (*description, error) {
	defs, err := model.Load(name+".wsdl", model.Options{Root: folder, Strict: true})
	if err != nil {
		return nil, problems.addError(err)
	}
	problems.addModel(defs.Warnings)
	origin, err := projectOrigin(folder, name)
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
