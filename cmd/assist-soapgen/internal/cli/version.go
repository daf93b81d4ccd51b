package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/pflag"
)

func versionCommand() command {
	return command{
		name:    "version",
		summary: "Print the version of the toolkit and of Go.",
		example: "assist-soapgen version",
		flags: func(*pflag.FlagSet) func(*session, []string) error {
			return func(s *session, _ []string) error {
				version, goVersion := "(unknown)", ""
				if info, ok := debug.ReadBuildInfo(); ok {
					version, goVersion = info.Main.Version, info.GoVersion
				}
				fmt.Fprintf(s.stdout, "assist-soapgen %s %s\n", version, goVersion)
				return nil
			}
		},
	}
}
