package window

import "time"

// Seam drops records that two consecutive windows both return. Call Enter for each
// window, in order, and Seen for each record. The zero Seam is ready. It is not safe
// for concurrent use.
type Seam[K comparable] struct {
	to            time.Time
	before, after map[K]struct{}
}

// Enter begins the next window.
func (s *Seam[K]) Enter(w Range) {
	s.before, s.after = s.after, make(map[K]struct{})
	s.to = w.To
}

// Seen reports whether the window before returned the record already: drop it then. The
// key must be that of the record alone, such as a billnumber with the suffix of its
// operation; the same key twice in one window is not dropped.
//
// The time is the one that the query is about. Only records at or behind the end of
// the window can come again, so that only their keys are kept, however many records
// there are. Give the zero time if it is not known: then all keys of a window are kept.
func (s *Seam[K]) Seen(key K, at time.Time) bool {
	if at.IsZero() || !at.Before(s.to) {
		s.after[key] = struct{}{}
	}
	_, seen := s.before[key]
	return seen
}
