//go:build !race

package migration

// underRace is explained in race_test.go.
const underRace = false
