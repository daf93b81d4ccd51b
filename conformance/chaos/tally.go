package chaos

// Tally is what happened in a schedule.
type Tally struct {
	Faults     map[string]int
	Crashes    map[string]int
	Restarts   int
	Writes     int // requests that left and may change something
	Money      int // of them: money operations
	Resolved   int
	Duplicates int
	Lost       int
	Wrong      int
}

func newTally() *Tally { return &Tally{Faults: map[string]int{}, Crashes: map[string]int{}} }

func (t *Tally) add(other *Tally) {
	for kind, n := range other.Faults {
		t.Faults[kind] += n
	}
	for point, n := range other.Crashes {
		t.Crashes[point] += n
	}
	t.Restarts += other.Restarts
	t.Writes += other.Writes
	t.Money += other.Money
	t.Resolved += other.Resolved
	t.Duplicates += other.Duplicates
	t.Lost += other.Lost
	t.Wrong += other.Wrong
}
