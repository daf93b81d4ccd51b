package sandbox

import (
	"sync"
	"time"
)

// rates remembers when a merchant last called a service that has a documented limit.
type rates struct {
	mu   sync.Mutex
	last map[string]time.Time // by merchant and operation
}

// check refuses a call that comes too early (17/3).
func (r *rates) check(in *input, m *Merchant, now time.Time) *refusal {
	interval := time.Duration(in.operation.Limit.MinInterval) * time.Second
	if interval == 0 {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := m.ID + " " + in.service.Name + "." + in.operation.Name
	if last, called := r.last[key]; called && now.Sub(last) < interval {
		return refuse(firstLimit, secondRate, "%s may be asked every %s; the last time was %s ago", in.service.Name, interval, now.Sub(last))
	}
	r.last[key] = now
	return nil
}
