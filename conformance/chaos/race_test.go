//go:build race

package chaos

// The race detector makes everything ten times slower; the same code runs with fewer
// schedules and cuts.
const (
	schedules = 40
	everyCut  = 35
)
