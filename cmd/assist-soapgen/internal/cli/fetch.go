package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/fetch"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/wsdl"
)

func fetchCommand() command {
	return command{
		name:    "fetch",
		summary: "Take the live WSDLs of a gateway and tell what they change.",
		example: "assist-soapgen fetch --endpoint https://payments.t.paysecure.ru\n" +
			"assist-soapgen fetch --endpoint https://payments.t.paysecure.ru --accept silentpay",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var o fetchOptions
			set.StringVar(&o.endpoint, "endpoint", "", "server that has the services, as https://host; required unless --config names one")
			set.StringVar(&o.out, "out", "", "folder that receives the WSDLs and index.json (default build/fetched/HOST)")
			set.StringVar(&o.wsdl, "wsdl", "", `folder of the checked-in WSDLs and sidecars (default "wsdl", else those built in)`)
			set.StringSliceVar(&o.services, "service", nil, "services to fetch (default: all that are known)")
			set.StringSliceVar(&o.accept, "accept", nil, "services whose served WSDL replaces the checked-in one, after the difference was shown; refused under CI")
			set.StringVar(&o.config, "config", "", "file with ca_file, client_cert_file, client_key_file, proxy, timeout; that of call will do, its credentials are not read")
			set.StringVar(&o.callers, "callers", "", "root of a Go module; lists where its code uses what changed")
			set.StringVar(&o.report.approvals, "approvals", "", "reviewed list of accepted findings; a line has fingerprint, expiry date YYYY-MM-DD, owner, reason")
			set.StringVar(&o.report.language, "language", string(finding.English), "language of the findings: en or ru")
			return func(s *session, args []string) error {
				if len(args) > 0 {
					return usageError("unexpected argument %q; services are chosen with --service", args[0])
				}
				return o.run(s)
			}
		},
	}
}

type fetchOptions struct {
	endpoint, out, wsdl, config, callers string
	services, accept                     []string
	report                               reportOptions
}

// run takes all contracts, stores them, reviews each, and accepts those named.
func (o *fetchOptions) run(s *session) error {
	if err := o.check(); err != nil {
		return err
	}
	fetcher, err := o.fetcher()
	if err != nil {
		return err
	}
	defer fetcher.Close()
	project, closeProject, err := o.project()
	if err != nil {
		return err
	}
	defer closeProject()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	contracts := fetcher.All(ctx, o.wanted())
	if err := fetcher.Store(o.out, contracts); err != nil {
		return &exitError{exitInfrastructure, err}
	}
	found := &fetched{options: o, session: s, project: project}
	if err := found.review(contracts); err != nil {
		return &exitError{exitInfrastructure, err}
	}
	if err := found.approve(); err != nil {
		return err
	}
	if err := found.show(); err != nil {
		return err
	}
	if len(o.accept) > 0 {
		return found.accept()
	}
	return found.conclude()
}

func (o *fetchOptions) check() error {
	problems := append(o.unknown("--service", o.services), o.unknown("--accept", o.accept)...)
	if l := o.report.language; l != string(finding.English) && l != string(finding.Russian) {
		problems = append(problems, fmt.Sprintf("--language %q is not known; known are [en ru]", l))
	}
	if len(problems) > 0 {
		return usageError("%s", strings.Join(problems, "\n"))
	}
	if len(o.accept) > 0 && os.Getenv("CI") != "" {
		return &exitError{exitSafety, errors.New("--accept changes the contracts the project is built from; a person does that, and CI is set here")}
	}
	return nil
}

func (o *fetchOptions) fetcher() (*fetch.Fetcher, error) {
	connection, err := readConnection(o.config)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	if o.endpoint == "" {
		o.endpoint = connection.endpoint
	}
	if o.endpoint == "" {
		return nil, usageError("--endpoint is missing; name the server, as in --endpoint https://payments.t.paysecure.ru")
	}
	if o.out == "" {
		o.out = filepath.Join("build", "fetched", fetch.FolderOf(o.endpoint))
	}
	f, err := fetch.New(o.endpoint, connection.Options)
	if err != nil {
		return nil, usageError("--endpoint: %w", err)
	}
	return f, nil
}

// project opens the checked-in contracts: the folder, or those this binary was built
// from when the default folder is not there.
func (o *fetchOptions) project() (*fetch.CheckedIn, func(), error) {
	in := &fetch.CheckedIn{Cases: fetch.Tree{Files: cases.Files, Folder: builtInRoot}, Files: wsdl.Files, Folder: "wsdl"}
	if o.callers != "" {
		callers, err := folder("--callers", o.callers)
		if err != nil {
			return nil, nil, err
		}
		in.Callers = fetch.Tree{Files: callers, Folder: filepath.ToSlash(o.callers)}
	}
	name := o.wsdl
	if name == "" {
		name = "wsdl"
	}
	root, err := os.OpenRoot(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && o.wsdl == "" && len(o.accept) == 0:
		return in, func() {}, nil
	case err != nil:
		return nil, nil, usageError("--wsdl: %v; run in the folder of the repository or name the folder of the WSDLs", err)
	}
	in.Files, in.Folder = root.FS(), filepath.ToSlash(name)
	return in, func() { _ = root.Close() }, nil
}

// wanted are the WSDLs of the chosen services at their house addresses.
func (o *fetchOptions) wanted() []fetch.Wanted {
	var wanted []fetch.Wanted
	for _, s := range catalog.Services() {
		if len(o.services) == 0 || slices.Contains(o.services, s.Name) {
			wanted = append(wanted, fetch.Wanted{Service: s.Name, Path: s.WSDLPath})
		}
	}
	return wanted
}

// unknown complains about names that are not among the services to fetch.
func (o *fetchOptions) unknown(flag string, names []string) []string {
	var problems []string
	for _, name := range names {
		if !slices.ContainsFunc(o.wanted(), func(w fetch.Wanted) bool { return w.Service == name }) {
			problems = append(problems, fmt.Sprintf("%s %q: there is no such service to fetch; describe lists them", flag, name))
		}
	}
	return problems
}
