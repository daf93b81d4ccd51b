//go:build !race

package conformance

// underRace is explained in race_test.go.
const underRace = false
