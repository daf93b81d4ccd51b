package sandbox

import (
	"fmt"
	"log/slog"
	"net/http"
	"regexp/syntax"

	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/wsdl"
)

// withDefaults fills in what a configuration leaves open.
func withDefaults(c Config) Config {
	if c.Services == nil {
		c.Services = catalog.Services()
	}
	if c.WSDL == nil {
		c.WSDL = wsdl.Files
	}
	if c.Merchants == nil {
		c.Merchants = DefaultMerchants()
	}
	if c.Clock == nil {
		c.Clock = WallClock()
	}
	if c.FaultStatus == 0 {
		c.FaultStatus = http.StatusInternalServerError
	}
	if c.MailFrom == "" {
		c.MailFrom = "assist@sandbox.example"
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// checkServices refuses descriptions the sandbox could not serve: of foreign WSDLs,
// which have no path below a gateway, and with patterns Go cannot read.
func checkServices(services []*service.Service) []error {
	var problems []error
	paths := map[string]bool{}
	for _, s := range services {
		if s.Path == "" || s.WSDLPath == "" || len(s.Operations) == 0 || paths[s.Path] {
			problems = append(problems, fmt.Errorf("sandbox: service %s needs a path and a WSDL path of its own, and an operation", s.Name))
		}
		paths[s.Path] = true
		for i := range s.Types {
			if s.Types[i].Facets == nil {
				continue
			}
			for _, pattern := range s.Types[i].Facets.Patterns {
				if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
					problems = append(problems, fmt.Errorf("sandbox: service %s, type %s: %w", s.Name, s.Types[i].Name.Local, err))
				}
			}
		}
	}
	return problems
}
