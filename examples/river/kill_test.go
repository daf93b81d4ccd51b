package riverpay_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/conformance/subscribers"
	riverpay "github.com/assist-soap/toolkit/examples/river"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal/postgres"
)

// The environment of a machine that is killed.
const (
	envDatabase = "RIVERPAY_DATABASE"
	envGateway  = "RIVERPAY_GATEWAY"
	envAhead    = "RIVERPAY_AHEAD" // how far the gateway's clock is ahead of the computer's
)

// victim is a machine that pays until it is killed.
func victim() int {
	if err := work(context.Background()); err != nil {
		fmt.Println("victim:", err)
		return 1
	}
	select {} // until it is killed
}

func work(ctx context.Context) error {
	pool, err := pgxpool.New(ctx, os.Getenv(envDatabase))
	if err != nil {
		return err
	}
	book, err := postgres.Open(ctx, os.Getenv(envDatabase))
	if err != nil {
		return err
	}
	ahead, err := time.ParseDuration(os.Getenv(envAhead))
	if err != nil {
		return err
	}
	clock := sandbox.WallClock()
	clock.Advance(ahead)
	gateway, err := soapclient.New(os.Getenv(envGateway), subscribers.Merchant(), soapclient.WithJournal(book), subscribers.Services(), soapclient.WithClock(clock))
	if err != nil {
		return err
	}
	client, err := riverpay.NewClient(riverpay.Machine{Pool: pool, Journal: book, Gateway: gateway, Workers: 4, Pause: time.Second, Every: 10 * time.Millisecond})
	if err != nil {
		return err
	}
	return client.Start(ctx)
}

// TestPayments_AMachineThatIsKilledChargesNobodyTwice kills machines (SIGKILL) amid their
// payments; another one settles and pays what they left.
func TestPayments_AMachineThatIsKilledChargesNobodyTwice(t *testing.T) {
	c := newCompany(t, 30)
	c.enqueue(t, c.client(t), 30)
	left := 0
	for life := range 3 {
		command := exec.Command(os.Args[0])
		command.Env = append(os.Environ(), envDatabase+"="+c.database, envGateway+"="+c.Gateway.URL(),
			envAhead+"="+time.Until(c.Gateway.Clock().Now()).String())
		command.Stdout = os.Stderr
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		c.awaitAtLeast(t, 6*(life+1))
		_ = command.Process.Kill()
		_ = command.Wait()
		left += c.rescue(t)
	}
	t.Logf("3 machines killed, %d jobs cut off", left)
	c.Gateway.Clock().Advance(10 * time.Minute) // past the last moment of what is open
	two := c.machine(t)
	if _, err := two.Insert(t.Context(), riverpay.SettleArgs{}, nil); err != nil {
		t.Fatal(err)
	}
	c.await(t, riverpay.Succeeded, 30)
	c.audit(t, two)
}

func (c *company) awaitAtLeast(t *testing.T, want int) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if len(c.Gateway.Ledger().Orders(subscribers.Merchant().ID)) >= want+len(c.First) {
			return
		}
	}
	t.Fatalf("the gateway does not get %d payments", want)
}

// rescue does to the jobs of a dead machine what River's rescuer does to them after
// RescueStuckJobsAfter: their one attempt is used up.
func (c *company) rescue(t *testing.T) int {
	t.Helper()
	changed, err := c.pool.Exec(t.Context(), "UPDATE river_job SET state = 'discarded', finalized_at = now() WHERE state = 'running'")
	if err != nil {
		t.Fatal(err)
	}
	return int(changed.RowsAffected())
}
