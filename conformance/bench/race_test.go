//go:build race

package bench

// raced: the race detector allocates for itself, and its pools forget at random.
const raced = true
