package batch_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/assist-soap/toolkit/conformance/subscribers"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// The environment of a run that is killed.
const (
	envFolder   = "BATCH_FOLDER"
	envEndpoint = "BATCH_ENDPOINT"
	envFirst    = "BATCH_FIRST" // numbers of first payments
	envNow      = "BATCH_NOW"
	envKills    = "BATCH_KILLS" // how many kills; default 12
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(envFolder); folder != "" {
		if err := victim(folder); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// lifetime is virtual time: waiting is advancing.
type lifetime struct{ now time.Time }

func (l *lifetime) Now() time.Time { return l.now }

func (l *lifetime) Sleep(ctx context.Context, d time.Duration) error {
	l.now = l.now.Add(d)
	return ctx.Err()
}

// victim is a program that pays its subscriptions and knows nothing of its end.
func victim(folder string) error {
	now, err := time.Parse(time.RFC3339, os.Getenv(envNow))
	if err != nil {
		return err
	}
	book, err := journal.Open(filepath.Join(folder, "journal"), journal.CompactAt(2000))
	if err != nil {
		return err
	}
	client, err := soapclient.New(os.Getenv(envEndpoint), subscribers.Merchant(), soapclient.WithJournal(book), subscribers.Services(), soapclient.WithClock(&lifetime{now}))
	if err != nil {
		return err
	}
	plan := batch.Plan{Client: client, Service: &recurrent.Service, Progress: func(p batch.Progress) { fmt.Println(p.Succeeded + p.Refused) }}
	run, err := batch.Open(filepath.Join(folder, "sheet"), plan, payments(strings.Split(os.Getenv(envFirst), " ")))
	if err != nil {
		return err
	}
	for err == nil && run.Progress().Waiting > 0 {
		if err = run.Pay(context.Background()); err == nil {
			err = run.Settle(context.Background())
		}
	}
	return err
}

// TestRun_KilledAgainAndAgainPaysEverySubscriptionOnce kills a run in the middle (SIGKILL)
// until one comes to its end, and holds everything against the ledger and the gateway's list.
func TestRun_KilledAgainAndAgainPaysEverySubscriptionOnce(t *testing.T) {
	kills := 12
	if text := os.Getenv(envKills); text != "" {
		var err error
		if kills, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	random := rand.New(rand.NewPCG(21, 11))
	killed, lives := 0, 0
	for killed < kills {
		s := newShop(t, 40)
		for {
			lives++
			s.Gateway.Clock().Advance(10 * time.Minute) // longer than a call and its grace
			if !live(t, s, random.IntN(40), killed < kills) {
				break
			}
			killed++
			quiet(t, s)
		}
		audit(t, s)
	}
	t.Logf("%d kills in %d lives", killed, lives)
}

// live runs a victim, and kills it after some payments if it is to die and lives so long.
func live(t *testing.T, s *shop, after int, die bool) (killed bool) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program)
	command.Env = append(os.Environ(), envFolder+"="+s.folder, envEndpoint+"="+s.Gateway.URL(), envFirst+"="+strings.Join(s.First, " "),
		envNow+"="+s.Gateway.Clock().Now().Format(time.RFC3339))
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	said := ""
	for ; die && after >= 0 && lines.Scan(); after-- {
		said = lines.Text()
	}
	if die {
		_ = command.Process.Kill()
	}
	for lines.Scan() {
		said = lines.Text()
	}
	err = command.Wait()
	switch exit, _ := err.(*exec.ExitError); {
	case err == nil:
		return false
	case exit == nil || exit.ExitCode() != -1:
		t.Fatalf("the victim: %v: %s", err, said)
	}
	return true
}

// quiet waits until the gateway has carried out what the dead had sent.
func quiet(t *testing.T, s *shop) {
	t.Helper()
	for before := -1; ; {
		now := len(s.Gateway.Exchanges()) + len(s.Gateway.Ledger().Orders("123456"))
		if now == before {
			return
		}
		before = now
		transport := &http.Transport{DisableKeepAlives: true} // goes behind what waits to be accepted
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.Gateway.URL(), nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := transport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
	}
}

func audit(t *testing.T, s *shop) {
	t.Helper()
	run := s.open(t, nil, payments(s.First)...)
	defer s.end(run)
	want(t, run, len(s.First), len(s.First), 0, 0, 0)
	for n := range s.First {
		if got := s.charged(n); got != 1500 {
			t.Errorf("subscription %d was charged %d", n, got)
		}
	}
	report, err := run.Reconcile(t.Context(), subscribers.Query(s.client(t)))
	if err != nil || !report.Clean() || report.Paid != len(s.First) {
		t.Errorf("%+v, %v", report, err)
	}
}
