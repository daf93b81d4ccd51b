package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Figures are what is measured of whole processes, by name.
type Figures map[string]float64

// Measure runs a command and prints what it used, as JSON. [Binary] starts this program
// again for it: the most memory that Linux reports of a child is at least what its parent
// had when it was started, so the parent has to be small.
func Measure(arguments []string, out io.Writer) error {
	done, err := run(exec.Command(arguments[0], arguments[1:]...))
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(done)
}

// measured is run by way of a small process.
func measured(arguments ...string) (done finished, err error) {
	program, err := os.Executable()
	if err != nil {
		return done, err
	}
	out, err := exec.Command(program, append([]string{"measure"}, arguments...)...).CombinedOutput()
	if err != nil {
		return done, fmt.Errorf("%s: %w: %s", filepath.Base(arguments[0]), err, strings.TrimSpace(string(out)))
	}
	return done, json.Unmarshal(out, &done)
}

// Lengths of the two lists whose memory is compared: about 2.6 and 52 MB.
const (
	shortList = 1300
	longList  = 26000
)

// Memory runs the command probe, which it builds, and returns the most memory that it
// had resident, in MiB.
func Memory(root, dir string, figures Figures) error {
	program := filepath.Join(dir, "probe")
	build := exec.Command("go", "build", "-o", program, "./conformance/bench/probe")
	build.Dir = root
	if _, err := run(build); err != nil {
		return err
	}
	for name, n := range map[string]int{"stream-short-MiB": shortList, "stream-long-MiB": longList} {
		out, err := exec.Command(program, fmt.Sprint(n)).Output()
		if err != nil {
			return err
		}
		var kibibytes float64
		if _, err := fmt.Sscan(string(out), &kibibytes); err != nil {
			return err
		}
		figures[name] = kibibytes / 1024
	}
	return nil
}

// finished is what a process used.
type finished struct {
	Wall, CPU time.Duration
	Mebibytes float64
}

func run(command *exec.Cmd) (finished, error) {
	begin := time.Now()
	out, err := command.CombinedOutput()
	if err != nil {
		return finished{}, fmt.Errorf("%s: %w: %s", filepath.Base(command.Path), err, strings.TrimSpace(string(out)))
	}
	usage := command.ProcessState.SysUsage().(*syscall.Rusage)
	return finished{
		Wall: time.Since(begin), CPU: command.ProcessState.UserTime() + command.ProcessState.SystemTime(),
		Mebibytes: float64(usage.Maxrss) / 1024, // Linux counts KiB
	}, nil
}

// Binary measures the command of the repository: how quickly it starts, generates and
// runs its suite. Processor time on two cores stands for the time on an idle machine.
func Binary(binary, dir string, figures Figures) error {
	least := time.Hour
	for range 20 {
		done, err := run(exec.Command(binary, "version"))
		if err != nil {
			return err
		}
		least = min(least, done.Wall)
	}
	figures["start-ms"] = least.Seconds() * 1000
	if err := suite(binary, figures); err != nil {
		return err
	}
	return generator(binary, dir, figures)
}

func suite(binary string, figures Figures) error {
	list, err := exec.Command(binary, "conform", "--list").Output()
	if err != nil {
		return err
	}
	done, err := run(exec.Command(binary, "conform"))
	if err != nil {
		return err
	}
	figures["suite-cases"] = float64(strings.Count(string(list), "\n"))
	figures["suite-s"] = done.CPU.Seconds() / 2
	figures["suite-wall-s"] = done.Wall.Seconds()
	return nil
}
