// Command chaos proves docs/worst-day.md with random schedules and killed processes,
// and prints the figures. It exits with 1 if a promise was broken.
//
//	go run ./conformance/chaos/cmd/chaos -schedules 20000 -kills 200
//	go run ./conformance/chaos/cmd/chaos -seed 4711 -schedules 1    # one schedule again
//	go run ./conformance/chaos/cmd/chaos -matrix                    # the required verdicts
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/assist-soap/toolkit/conformance/chaos"
)

func main() {
	if chaos.IsVictim() {
		os.Exit(chaos.Victim())
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("chaos", flag.ContinueOnError)
	set.SetOutput(stderr)
	schedules := set.Int("schedules", 20000, "how many random schedules to run")
	seed := set.Uint64("seed", 1, "seed of the first; the others follow")
	kills := set.Int("kills", 200, "how often to kill a process in the middle of a batch")
	matrix := set.Bool("matrix", false, "print the required verdicts, and do nothing else")
	if err := set.Parse(args); err != nil {
		return 2
	}
	if *matrix {
		chaos.NewTable().WriteText(stdout)
		return 0
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	good, err := prove(ctx, stdout, stderr, *schedules, *seed, *kills)
	if err != nil {
		fmt.Fprintf(stderr, "chaos: %v\n", err)
		return 3
	}
	return code(good)
}

func code(good bool) int {
	if good {
		return 0
	}
	return 1
}

// prove runs both proofs.
func prove(ctx context.Context, stdout, stderr io.Writer, schedules int, seed uint64, kills int) (good bool, err error) {
	good = true
	if schedules > 0 {
		report, err := chaos.Run(ctx, chaos.Plan{Schedules: schedules, Seed: seed, Progress: func(done int) {
			fmt.Fprintf(stderr, "\r%d of %d schedules", done, schedules)
		}})
		fmt.Fprintln(stderr)
		if err != nil {
			return false, err
		}
		report.Write(stdout)
		good = report.Green()
	}
	if kills == 0 {
		return good, nil
	}
	program, err := os.Executable()
	if err != nil {
		return false, err
	}
	folder, err := os.MkdirTemp("", "chaos-kill")
	if err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	report, err := chaos.Kill(ctx, chaos.KillPlan{Kills: kills, Seed: seed, Program: program, Folder: folder})
	if err != nil {
		return false, err
	}
	fmt.Fprintln(stdout)
	report.Write(stdout)
	return good && report.Green(), nil
}
