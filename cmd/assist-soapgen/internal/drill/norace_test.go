//go:build !race

package drill

// underRace is explained in race_test.go.
const underRace = false
