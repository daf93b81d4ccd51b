package gen

import "strconv"

// scope gives out names that differ. The first to ask for a name gets it, the next
// gets it with 2, then 3; whoever wants document order asks in document order.
type scope map[string]bool

func newScope(taken ...string) scope {
	s := scope{}
	for _, name := range taken {
		s[name] = true
	}
	return s
}

func (s scope) take(want string) string {
	name := want
	for n := 2; s[name]; n++ {
		if endsWithDigit(want) {
			name = want + "_" + strconv.Itoa(n)
		} else {
			name = want + strconv.Itoa(n)
		}
	}
	s[name] = true
	return name
}
