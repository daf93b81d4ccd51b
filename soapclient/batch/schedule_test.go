package batch_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/subscribers"
	"github.com/assist-soap/toolkit/soapclient/batch"
)

// TestRun_RandomSchedulesPayEverySubscriptionOnce breaks the line, stops and restarts runs,
// loses sheets and lets time pass at random; afterwards every subscription was charged
// once and the gateway's list agrees. BATCH_SCHEDULES sets how many; a seed is a number.
func TestRun_RandomSchedulesPayEverySubscriptionOnce(t *testing.T) {
	schedules := 40
	if text := os.Getenv("BATCH_SCHEDULES"); text != "" {
		var err error
		if schedules, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	lives, payments := 0, 0
	for seed := range schedules {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			l, p := schedule(t, rand.New(rand.NewPCG(uint64(seed), 4)))
			lives, payments = lives+l, payments+p
		})
	}
	t.Logf("%d schedules, %d lives, %d payments sent", schedules, lives, payments)
}

func schedule(t *testing.T, random *rand.Rand) (lives, sent int) {
	s := newShop(t, 1+random.IntN(8))
	breaks := make([]subscribers.Break, 60) // what happens to the first payments; the rest passes
	for n := range breaks {
		if random.IntN(2) == 0 {
			breaks[n] = subscribers.Break(random.IntN(4))
		}
	}
	s.Line.Breaks(func(n int) subscribers.Break {
		if n < len(breaks) {
			return breaks[n]
		}
		return 0
	})
	for done := false; !done; lives++ {
		if lives > 200 {
			t.Fatal("it does not come to an end")
		}
		done = oneLife(t, s, random)
		s.Gateway.Clock().Advance(time.Duration(random.IntN(20)) * time.Minute)
		if random.IntN(4) == 0 && !done {
			_ = os.Remove(filepath.Join(s.folder, "sheet"))
		}
	}
	audit(t, s)
	return lives, s.Line.Sent()
}

// oneLife is one life of a program; it may end at any payment and before anybody asked.
func oneLife(t *testing.T, s *shop, random *rand.Rand) (done bool) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	left := random.IntN(12)
	run := s.open(t, func(p *batch.Plan) {
		p.Workers = 1 + random.IntN(3)
		p.Progress = func(batch.Progress) {
			if left--; left == 0 {
				cancel()
			}
		}
	}, payments(s.First)...)
	defer s.end(run)
	err := run.Pay(ctx)
	if err == nil && random.IntN(3) > 0 {
		err = run.Settle(ctx)
	}
	var open *batch.OpenError
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, batch.ErrStopped) && !errors.As(err, &open) {
		t.Fatal(err)
	}
	p := run.Progress()
	return p.Succeeded == p.Total
}
