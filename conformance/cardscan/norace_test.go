//go:build !race

package cardscan_test

// underRace is explained in race_test.go.
const underRace = false
