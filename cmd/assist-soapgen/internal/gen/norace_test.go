//go:build !race

package gen

// underRace is explained in race_test.go.
const underRace = false
