//go:build !race

package xmlscan_test

import "time"

// Hostile inputs are large, and reading them takes no time to speak of.
const (
	hostile        = 50 << 20
	perHostileByte = 100 * time.Nanosecond // CPU time, not the clock's
)
