package xsdcheck

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/jacoelho/xsd"
)

// Foreign validates elements against the schemas of a WSDL that is not ours. It is safe
// for concurrent use.
type Foreign struct{ engine *xsd.Engine }

// CompileForeign compiles the schemas inside the WSDL documents of root, by name, with
// what they include and import by location, and extra schemas, such as one for the
// wrapper elements of rpc messages.
func CompileForeign(ctx context.Context, root fs.FS, wsdls []string, extra ...[]byte) (*Foreign, error) {
	var list []xsd.SchemaSource
	for _, name := range wsdls {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, err
		}
		tree, err := readTree(name, text)
		if err != nil {
			return nil, err
		}
		for _, schema := range schemasOf(tree) {
			source := xsd.Bytes(fmt.Sprintf("%s:%d", name, schema.line), standalone(text, schema))
			list = append(list, source.WithResolver(beside(root)))
		}
	}
	for i, text := range extra {
		list = append(list, xsd.Bytes(fmt.Sprintf("extra %d", i+1), text))
	}
	engine, err := xsd.Compile(ctx, list...)
	if err != nil {
		return nil, err
	}
	return &Foreign{engine}, nil
}

// beside finds a location in root, relative to the document it stands in.
func beside(root fs.FS) xsd.Resolver {
	return xsd.ResolverFunc(func(_ context.Context, base, location string) (xsd.SchemaSource, error) {
		folder := path.Dir(base)
		if at := strings.LastIndexByte(base, ':'); at > 0 {
			folder = path.Dir(base[:at])
		}
		name := path.Join(folder, location)
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return xsd.SchemaSource{}, err
		}
		return xsd.Bytes(name, text).WithResolver(beside(root)), nil
	})
}

// Check validates one element, a document of its own in UTF-8.
func (f *Foreign) Check(ctx context.Context, element []byte) error {
	return f.engine.Validate(ctx, bytes.NewReader(element))
}
