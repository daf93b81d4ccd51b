package cli

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/describe"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/handbook"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/spf13/pflag"
)

func describeCommand() command {
	return command{
		name:    "describe",
		args:    "[SERVICE]",
		summary: "Show fields, rules, digest recipes and sources of a service.",
		example: "assist-soapgen describe\nassist-soapgen describe createbill --language ru",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			language := set.String("language", "en", "language of the texts: en or ru")
			book := set.String("handbook", "", "write the reference pages (Markdown) below this folder instead")
			check := set.Bool("check", false, "with --handbook: write nothing; exit 4 when pages are out of date")
			return func(s *session, args []string) error {
				if *book != "" {
					return writeHandbook(s, *book, *check)
				}
				return runDescribe(s, args, *language)
			}
		},
	}
}

func runDescribe(s *session, args []string, language string) error {
	if language != "en" && language != "ru" {
		return usageError("--language %q: en or ru", language)
	}
	services := catalog.Services()
	switch len(args) {
	case 0:
		return describe.List(s.stdout, services, language)
	case 1:
		found := serviceNamed(services, args[0])
		if found == nil {
			return usageError("there is no service %q; there are: %s", args[0], serviceNames(services))
		}
		return describe.Service(s.stdout, found, language)
	}
	return usageError("%d services named; one at a time", len(args))
}

// writeHandbook writes docs/services and its neighbours.
func writeHandbook(s *session, folder string, check bool) error {
	pages := generateOptions{out: folder}
	if check {
		return pages.compare(s, handbook.Pages(catalog.Services()))
	}
	return pages.write(s, handbook.Pages(catalog.Services()))
}

func serviceNamed(services []*service.Service, name string) *service.Service {
	for _, s := range services {
		if s.Name == name {
			return s
		}
	}
	return nil
}

func serviceNames(services []*service.Service) string {
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = s.Name
	}
	return strings.Join(names, ", ")
}
