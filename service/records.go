package service

// Records makes records out of chunks of memory, for readers of many: a record costs
// a fraction of an allocation. The records are independent of each other, but one
// that is kept keeps its chunk. It is not safe for concurrent use; the zero Records is
// ready.
type Records struct {
	records []Record
	values  []Value
}

const (
	recordsAtOnce = 32
	valuesAtOnce  = 512
)

// New returns an empty record of a struct type of s.
func (m *Records) New(s *Service, id TypeID) *Record {
	if len(m.records) == 0 {
		m.records = make([]Record, recordsAtOnce)
	}
	r := &m.records[0]
	m.records = m.records[1:]
	*r = Record{service: s, id: id, values: m.take(len(s.Types[id].Fields))}
	return r
}

// Append is append for the items of a value.
func (m *Records) Append(items []Value, item Value) []Value {
	if len(items) == cap(items) {
		grown := m.take(max(1, 2*len(items)))
		items = grown[:copy(grown, items)]
	}
	return append(items, item)
}

// take returns so many absent values. Their capacity ends where they do.
func (m *Records) take(n int) []Value {
	if n > len(m.values) {
		m.values = make([]Value, max(n, valuesAtOnce))
	}
	taken := m.values[:n:n]
	m.values = m.values[n:]
	return taken
}
