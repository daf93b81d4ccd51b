package soapclient

import (
	"context"
	"time"
)

// Clock is where the client gets its time from.
type Clock interface {
	Now() time.Time
	// Sleep waits for d, or returns the context's error when that ends first.
	Sleep(ctx context.Context, d time.Duration) error
}

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
