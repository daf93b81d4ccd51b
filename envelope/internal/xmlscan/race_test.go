//go:build race

package xmlscan_test

import "time"

// Hostile inputs are smaller under the race detector, which makes everything ten times slower.
const (
	hostile        = 20 << 20
	perHostileByte = 2 * time.Microsecond // CPU time, not the clock's
)
