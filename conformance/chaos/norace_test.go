//go:build !race

package chaos

// How many schedules and which part of the cuts an ordinary run tries; make chaos runs
// all of them.
const (
	schedules = 250
	everyCut  = 5 // prime to the kinds of boundaries
)
