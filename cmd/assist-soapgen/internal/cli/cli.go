// Package cli is the command line of assist-soapgen: one file per command, each a
// thin shell around a package that can be used without it.
package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/generated/catalog"
)

// Exit codes; scripts rely on them (design section 6).
const (
	exitOK             = 0 // all well
	exitFindings       = 1 // non-conformance, breaking change, mismatch
	exitUsage          = 2 // the command line or a file it names is wrong
	exitInfrastructure = 3 // disk, network, endpoint
	exitStale          = 4 // generated code or lists are out of date, or drift
	exitSafety         = 5 // refused for safety
)

// command is one verb of the command line.
type command struct {
	name    string
	args    string // what follows the flags, for the usage line
	summary string
	example string
	// more follows the flags in the help: a table that would make one of them too long.
	more func(io.Writer)
	// flags registers the command's flags and returns what runs after parsing.
	flags func(*pflag.FlagSet) func(*session, []string) error
}

// session is what a command may touch of the outside world.
type session struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// exitError ends a command with a code. A nil cause prints nothing: the command has
// already said what there was to say.
type exitError struct {
	code  int
	cause error
}

func (e *exitError) Error() string {
	if e.cause == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.cause.Error()
}

func (e *exitError) Unwrap() error { return e.cause }

func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// commands in the order the help shows them.
func commands() []command {
	return []command{
		generateCommand(),
		describeCommand(),
		callCommand(),
		journalCommand(),
		checkvalueCommand(catalog.Services),
		sandboxCommand(),
		proxyCommand(),
		conformCommand(),
		diffCommand(),
		lintCommand(),
		fetchCommand(),
		versionCommand(),
	}
}

// Run carries out one command line and returns the exit code.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	all := commands()
	if len(args) == 0 || slices.Contains([]string{"help", "-h", "--help"}, args[0]) {
		printOverview(stdout, all)
		if len(args) == 0 {
			return exitUsage
		}
		return exitOK
	}
	i := slices.IndexFunc(all, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		fmt.Fprintf(stderr, "assist-soapgen: there is no command %q; assist-soapgen --help lists them\n", args[0])
		return exitUsage
	}
	return all[i].execute(args[1:], &session{stdin, stdout, stderr})
}

func (c *command) execute(args []string, s *session) int {
	set := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.SortFlags = false
	run := c.flags(set)
	switch err := set.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		c.printHelp(s.stdout, set)
		return exitOK
	case err != nil:
		fmt.Fprintf(s.stderr, "assist-soapgen %s: %v; assist-soapgen %s --help shows the flags\n", c.name, err, c.name)
		return exitUsage
	}
	err := run(s, set.Args())
	if err == nil {
		return exitOK
	}
	code := exitInfrastructure
	var exit *exitError
	if errors.As(err, &exit) {
		code = exit.code
		if err = exit.cause; err == nil {
			return code
		}
	}
	for line := range strings.Lines(strings.TrimRight(err.Error(), "\n")) {
		fmt.Fprintf(s.stderr, "assist-soapgen %s: %s\n", c.name, strings.TrimRight(line, "\n"))
	}
	return code
}

func (c *command) printHelp(w io.Writer, set *pflag.FlagSet) {
	fmt.Fprintf(w, "%s\n\nUsage: assist-soapgen %s", c.summary, c.name)
	if set.HasFlags() {
		fmt.Fprint(w, " [flags]")
	}
	if c.args != "" {
		fmt.Fprint(w, " "+c.args)
	}
	fmt.Fprintf(w, "\n\nExample:\n  %s\n", strings.ReplaceAll(c.example, "\n", "\n  "))
	if set.HasFlags() {
		fmt.Fprintf(w, "\nFlags:\n%s", set.FlagUsages())
	}
	if c.more != nil {
		c.more(w)
	}
}

func printOverview(w io.Writer, all []command) {
	fmt.Fprint(w, "assist-soapgen: SOAP toolkit for the Assist payment gateway\n\nCommands:\n")
	for _, c := range all {
		fmt.Fprintf(w, "  %-11s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "\nExit codes: 0 fine, 1 findings, 2 usage, 3 infrastructure, 4 stale or drift, 5 safety refusal.\n"+
		"assist-soapgen COMMAND --help shows flags and an example.\n")
}
