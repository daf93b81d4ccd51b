package journaltest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// The environment of a second process.
const (
	envTask  = "JOURNALTEST_TASK"
	envPlace = "JOURNALTEST_PLACE"
)

const contested = 40 // keys that two processes reach for

// Child does what the suite wants of a second process; child is false in the first,
// which goes on with its tests.
func Child(k Kind) (code int, child bool) {
	task := os.Getenv(envTask)
	if task == "" {
		return 0, false
	}
	if err := work(k, task, os.Getenv(envPlace)); err != nil {
		fmt.Println("failed:", err)
		return 1, true
	}
	return 0, true
}

// work reports every step after it was done: what the first process reads is true.
func work(k Kind, task, place string) error {
	b, err := k.Open(place)
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }()
	fmt.Println("ready")
	if _, err = bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	if task == "race" {
		return reach(b)
	}
	return payOn(b, task)
}

// reach begins every contested key that it can get.
func reach(b Book) error {
	for n := range contested {
		_, err := b.Begin(context.Background(), Intent(fmt.Sprint(n)))
		if _, taken := errors.AsType[*soapclient.DuplicateError](err); taken {
			continue
		}
		if err != nil {
			return err
		}
		fmt.Println("begun", n)
	}
	return nil
}

// payOn begins and ends orders until it is killed: every third succeeds, every third is
// refused, every third stays open.
func payOn(b Book, name string) error {
	for n := 0; ; n++ {
		order := fmt.Sprintf("%s-%d", name, n)
		entry, err := b.Begin(context.Background(), Intent(order))
		if err != nil {
			return err
		}
		fmt.Println("begun", order)
		outcome := []service.Outcome{service.Succeeded, service.Refused, service.Unknown}[n%3]
		if outcome == service.Unknown {
			continue
		}
		if err = b.End(context.Background(), entry, soapclient.Ending{Outcome: outcome, How: soapclient.Answered, At: noon()}); err != nil {
			return err
		}
		fmt.Println(outcome, order)
	}
}

// process is a second process that waits to be told to go.
type process struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
}

func start(t *testing.T, task, place string) *process {
	t.Helper()
	p := &process{command: exec.Command(os.Args[0])}
	p.command.Env = append(os.Environ(), envTask+"="+task, envPlace+"="+place)
	p.command.Stderr = os.Stderr
	in, err := p.command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.in, p.out = in, bufio.NewScanner(out)
	if err = p.command.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// line returns the next line; "" at the end.
func (p *process) line() string {
	if !p.out.Scan() {
		return ""
	}
	return p.out.Text()
}

func (p *process) release() { _, _ = io.WriteString(p.in, "go\n"); _ = p.in.Close() }

// rest reads to the end and waits for it.
func (p *process) rest() (lines []string) {
	for p.out.Scan() {
		lines = append(lines, p.out.Text())
	}
	_ = p.command.Wait()
	return lines
}

// oneProcessWins lets two processes reach for the same keys: each is had by one of them.
func oneProcessWins(t *testing.T, k Kind) {
	place := k.Make(t)
	first := start(t, "race", place)
	if got := first.line(); got != "ready" {
		t.Fatalf("the first process: %s", got)
	}
	second := start(t, "race", place)
	got := second.line()
	if k.Shared != (got == "ready") {
		t.Errorf("the second process: %s", got)
	}
	first.release()
	second.release()
	won := map[string]int{}
	for _, line := range append(first.rest(), second.rest()...) {
		order, begun := strings.CutPrefix(line, "begun ")
		if won[order]++; !begun {
			t.Errorf("a process says: %s", line)
		}
	}
	for order, times := range won {
		if times != 1 {
			t.Errorf("%d processes may send %s", times, order)
		}
	}
	if len(won) != contested {
		t.Errorf("%d of %d orders were begun", len(won), contested)
	}
}
