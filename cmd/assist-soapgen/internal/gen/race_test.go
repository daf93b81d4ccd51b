//go:build race

package gen

// underRace: the race detector makes everything ten times slower, so tests that repeat
// themselves on one goroutine repeat themselves less under it. "make test" runs them whole.
const underRace = true
