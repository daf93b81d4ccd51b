package cli

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/spf13/pflag"
)

func generateCommand() command {
	return command{
		name:    "generate",
		args:    "[FILE.wsdl]",
		summary: "Turn WSDLs into Go: the project's own services, or one package for any WSDL.",
		example: "assist-soapgen generate --check\n" +
			"assist-soapgen generate --package stockquote --out ./stockquote StockQuote.wsdl",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var o generateOptions
			set.StringVar(&o.wsdl, "wsdl", "wsdl", "folder of the project's WSDLs and sidecars")
			set.StringVar(&o.out, "out", "", `folder that receives the Go files (default "generated"; required with FILE.wsdl)`)
			set.BoolVar(&o.check, "check", false, "write nothing; exit 4 and list the files that are out of date")
			set.StringVar(&o.pkg, "package", "", "name of the Go package for FILE.wsdl")
			set.StringVar(&o.root, "root", "", "folder outside which nothing is read (default: the folder of FILE.wsdl)")
			set.StringToStringVar(&o.catalogue, "catalogue", nil, "LOCATION=PATH: take an import's location, URL or namespace from a file below --root; repeatable")
			set.BoolVar(&o.network, "allow-network", false, "download imports of FILE.wsdl that are not below --root")
			return func(s *session, args []string) error { return o.run(s, args) }
		},
	}
}

type generateOptions struct {
	wsdl, out, pkg, root string
	check, network       bool
	catalogue            map[string]string
}

func (o *generateOptions) run(s *session, args []string) error {
	output, err := o.generate(args)
	if problems, ok := errors.AsType[gen.Problems](err); ok {
		return &exitError{exitUsage, problems.In(o.inputFolder(args))}
	}
	if _, placed := errors.AsType[*exitError](err); err != nil && !placed {
		return usageError("%w", err)
	}
	if err != nil {
		return err
	}
	for _, w := range output.Warnings.In(o.inputFolder(args)) {
		fmt.Fprintln(s.stderr, w)
	}
	if o.check {
		return o.compare(s, output.Files)
	}
	return o.write(s, output.Files)
}

// generate makes the files in memory.
func (o *generateOptions) generate(args []string) (*gen.Output, error) {
	switch {
	case len(args) > 1:
		return nil, usageError("%d files named; one WSDL at a time", len(args))
	case len(args) == 1:
		return o.foreign(args[0])
	case o.pkg != "" || o.root != "" || o.network || len(o.catalogue) > 0:
		return nil, usageError("--package, --root, --catalogue and --allow-network belong to generate FILE.wsdl; the file is missing")
	}
	if o.out == "" {
		o.out = "generated"
	}
	root, err := os.OpenRoot(o.wsdl)
	if err != nil {
		return nil, usageError("--wsdl: %v; run in the folder of the repository or name the folder of the WSDLs", err)
	}
	defer root.Close()
	return gen.Project(root.FS())
}

func (o *generateOptions) foreign(file string) (*gen.Output, error) {
	if o.pkg == "" || o.out == "" {
		return nil, usageError("generate FILE.wsdl needs --package NAME and --out DIR")
	}
	if o.root == "" {
		o.root = filepath.Dir(file)
	}
	name, err := filepath.Rel(o.root, file)
	if err != nil || strings.HasPrefix(name, "..") {
		return nil, usageError("%s does not lie below --root %s", file, o.root)
	}
	root, err := os.OpenRoot(o.root)
	if err != nil {
		return nil, usageError("--root: %v", err)
	}
	defer root.Close()
	options := gen.ForeignOptions{Package: o.pkg}
	options.Model.Catalogue = o.catalogue
	if o.network {
		options.Model.AllowNetwork, options.Model.Fetch = true, fetchDocument
	}
	return gen.Foreign(root.FS(), filepath.ToSlash(name), options)
}

// inputFolder is where the files named in problems lie.
func (o *generateOptions) inputFolder(args []string) string {
	if len(args) == 1 {
		return o.root
	}
	return o.wsdl
}

func (o *generateOptions) compare(s *session, files gen.Files) error {
	changes, err := files.Compare(o.out)
	if err != nil {
		return &exitError{exitInfrastructure, err}
	}
	if len(changes) == 0 {
		fmt.Fprintf(s.stdout, "%s is up to date: %s\n", o.out, counted(len(files), "file", "files"))
		return nil
	}
	for _, c := range changes {
		fmt.Fprintf(s.stdout, "%-9s %s\n", c.Kind, filepath.Join(o.out, filepath.FromSlash(c.Name)))
	}
	return &exitError{exitStale, fmt.Errorf("%d generated files are out of date; run assist-soapgen generate and commit the result", len(changes))}
}

func (o *generateOptions) write(s *session, files gen.Files) error {
	changes, err := files.Write(o.out)
	if err != nil {
		return &exitError{exitInfrastructure, err}
	}
	for _, c := range changes {
		fmt.Fprintf(s.stdout, "%-9s %s\n", writtenAs[c.Kind], filepath.Join(o.out, filepath.FromSlash(c.Name)))
	}
	fmt.Fprintf(s.stdout, "%s: %s, %d changed\n", o.out, counted(len(files), "file", "files"), len(changes))
	return nil
}

var writtenAs = map[gen.ChangeKind]string{gen.Missing: "created", gen.Outdated: "updated", gen.Leftover: "removed"}

// maxDownload bounds a downloaded document.
const maxDownload = 32 << 20

// fetchDocument downloads an import; only --allow-network gets here.
func fetchDocument(url string) ([]byte, error) {
	client := &http.Client{Timeout: 30 * time.Second}
	reply, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, reply.Status)
	}
	content, err := io.ReadAll(io.LimitReader(reply.Body, maxDownload+1))
	if len(content) > maxDownload {
		return nil, fmt.Errorf("%s: larger than %d bytes", url, maxDownload)
	}
	return content, err
}
