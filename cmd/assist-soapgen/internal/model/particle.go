package model

// Unbounded is the Max of maxOccurs="unbounded".
const Unbounded = -1

// ParticleKind says what a particle holds.
type ParticleKind int

// Kinds of particle.
const (
	ElementParticle ParticleKind = iota + 1
	Sequence
	Choice
	All
	Any
)

// String names the kind as in XSD.
func (k ParticleKind) String() string {
	return [...]string{"", "element", "sequence", "choice", "all", "any"}[k]
}

// Particle is a piece of a content model with its occurrence.
type Particle struct {
	Pos  Pos
	Doc  string // of a group reference or model group; elements have their own
	Kind ParticleKind
	Min  int
	Max  int // Unbounded (-1) for no limit

	Element  *Element    // ElementParticle: the declaration, never nil there
	Ref      bool        // ElementParticle: by ref=, so Element is a global one
	Wildcard *Wildcard   // Any
	Items    []*Particle // Sequence, Choice, All
	// Group is set when the particle is a group reference. Kind and Items are
	// then the group's own, so that a walker need not care. Items of one group
	// are shared by all its references.
	Group *Group
}

// Repeats reports whether the particle may occur more than once.
func (p *Particle) Repeats() bool { return p.Max == Unbounded || p.Max > 1 }

// Group is a named model group.
type Group struct {
	Pos      Pos
	Doc      string
	Name     QName
	Particle *Particle // Sequence, Choice or All; never nil
}

// Walk visits p and the particles below it in document order. When visit
// returns false the particles below that one are left out.
func (p *Particle) Walk(visit func(*Particle) bool) {
	if p == nil || !visit(p) {
		return
	}
	for _, item := range p.Items {
		item.Walk(visit)
	}
}
