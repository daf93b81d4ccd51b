package sandbox

import "time"

// rates remembers when a merchant last called a service that has a documented limit.
// The ledger's transaction guards it.
type rates map[string]time.Time // by merchant and operation

// check refuses a call that comes too early (17/3).
func (r rates) check(in *input, m *Merchant, now time.Time) *refusal {
	interval := time.Duration(in.operation.Limit.MinInterval) * time.Second
	if last, called := r[rateKey(in, m)]; called && now.Sub(last) < interval {
		return refuse(firstLimit, secondRate, "%s may be asked every %s; the last time was %s ago", in.service.Name, interval, now.Sub(last))
	}
	return nil
}

// count remembers a call that was carried out.
func (r rates) count(in *input, m *Merchant, now time.Time) {
	if in.operation.Limit.MinInterval > 0 {
		r[rateKey(in, m)] = now
	}
}

func rateKey(in *input, m *Merchant) string {
	return m.ID + " " + in.service.Name + "." + in.operation.Name
}
