//go:build !race

package report

// underRace is explained in race_test.go.
const underRace = false
