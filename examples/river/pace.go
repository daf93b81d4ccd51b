package riverpay

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Pace keeps calls apart on all machines together: each takes the next moment from one
// row. River bounds how many jobs are under way per machine, not how often they start.
type Pace struct {
	Pool  *pgxpool.Pool
	Name  string        // what is paced
	Every time.Duration // the longer of your own choice and the description's min-interval
}

// Wait returns when the caller's moment has come.
func (p Pace) Wait(ctx context.Context) error {
	wait, err := p.reserve(ctx)
	if err != nil || wait <= 0 {
		return err
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// reserve takes the next moment and returns how far away it is, by the database's clock.
func (p Pace) reserve(ctx context.Context) (time.Duration, error) {
	const take = `INSERT INTO pace (name, next) VALUES ($1, clock_timestamp())
		ON CONFLICT (name) DO UPDATE SET next = greatest(pace.next + $2 * interval '1 microsecond', clock_timestamp())
		RETURNING extract(epoch FROM next - clock_timestamp()) * 1000000`
	var micros float64
	err := p.Pool.QueryRow(ctx, take, p.Name, p.Every.Microseconds()).Scan(&micros)
	return time.Duration(micros) * time.Microsecond, err
}
