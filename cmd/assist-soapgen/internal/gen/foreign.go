package gen

import (
	"fmt"
	"go/token"
	"io/fs"
	"path"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// ForeignOptions say how to read a WSDL that is not the project's.
type ForeignOptions struct {
	// Package is the name of the Go package. Required.
	Package string
	// Model.Root is set by Foreign; the rest decides about catalogue, network, limits.
	Model model.Options
}

// Foreign generates one package for any WSDL, name, inside root. The error is a
// [Problems] when the input is at fault.
func Foreign(root fs.FS, name string, options ForeignOptions) (*Output, error) {
	if !token.IsIdentifier(options.Package) || token.IsExported(options.Package) {
		return nil, fmt.Errorf("package name %q: a Go package is called by lower-case letters and digits", options.Package)
	}
	options.Model.Root = root
	d, problems, err := foreignDescription(name, options)
	if err != nil {
		return nil, err
	}
	files, err := d.emit()
	if err != nil {
		return nil, err
	}
	return &Output{Files: files, Warnings: problems.sorted()}, nil
}

// Tables returns the descriptions of a WSDL's services without any Go around them, for
// whoever works on records.
func Tables(root fs.FS, name string, options ForeignOptions) ([]*service.Service, Problems, error) {
	options.Model.Root = root
	d, problems, err := foreignDescription(name, options)
	if err != nil {
		return nil, nil, err
	}
	services := make([]*service.Service, len(d.services))
	for i := range services {
		services[i] = d.table(i)
	}
	return services, problems.sorted(), nil
}

// foreignDescription goes through the stages up to naming.
func foreignDescription(name string, options ForeignOptions) (*description, Problems, error) {
	var problems Problems
	defs, err := load(name, options.Model, &problems)
	if err != nil {
		return nil, nil, err
	}
	d := &description{pkg: options.Package, origin: path.Base(name)}
	if content, err := fs.ReadFile(options.Model.Root, name); err == nil {
		d.origin += " (sha256 " + fingerprint(content) + ")"
	}
	b := newBuilder(defs, d, &problems)
	b.add(&row{pos: defs.Pos}) // row 0 is nobody's base: a base of 0 means none
	for _, o := range b.offers() {
		b.service(o)
	}
	b.addDerivedTypes()
	if problems.failed() {
		return nil, nil, problems.sorted()
	}
	d.nameAll(defs.Documents)
	d.validate(defs.Pos, &problems)
	if problems.failed() {
		return nil, nil, problems.sorted()
	}
	return d, problems, nil
}

// load reads a WSDL and takes over what its reader says.
func load(name string, options model.Options, problems *Problems) (*model.Definitions, error) {
	defs, err := model.Load(name, options)
	if err != nil {
		if err = problems.addError(err); err != nil {
			return nil, err
		}
		return nil, problems.sorted()
	}
	problems.addModel(defs.Warnings)
	return defs, nil
}
