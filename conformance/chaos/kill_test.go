package chaos

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if IsVictim() {
		os.Exit(Victim())
	}
	code := m.Run()
	if left := leaked(); code == 0 && left != "" {
		fmt.Println("goroutines left after the tests:\n" + left)
		code = 1
	}
	os.Exit(code)
}

// leaked returns the stacks of goroutines that a client, a server or a proof left.
func leaked() (left string) {
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); runtime.Gosched() {
		stacks := make([]byte, 1<<20)
		left = ""
		for stack := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
			if strings.Contains(stack, "net/http.") || strings.Contains(stack, "/soapclient.") || strings.Contains(stack, "chaos.(*") {
				left += stack + "\n\n"
			}
		}
		if left == "" {
			break
		}
	}
	return left
}

func TestKill_NothingTwiceNothingLostNothingWrong(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	report, err := Kill(t.Context(), KillPlan{Kills: 10, Seed: 1, Program: program, Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	var figures bytes.Buffer
	report.Write(&figures)
	t.Log("\n" + figures.String())
	if !report.Green() {
		t.Error(figures.String())
	}
}
