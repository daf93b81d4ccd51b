package envelope

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

// automaton is a pattern as a table: what a byte of some class leads to from every state.
// The patterns of real schemas (digits, dates, amounts) have few of both, and a request
// has a dozen of them to pass.
type automaton struct {
	class   [256]uint8
	classes int
	next    []uint8 // by state and class; state 0 is the one without a way out
	accepts []bool  // by state
}

const (
	maxStates = 200
	startAt   = 1
	// What is no class: a byte after the first of a character, and one that the table
	// cannot judge.
	classSkip, classUnknown = 255, 254
)

// newAutomaton returns nil for a pattern that makes no small table.
func newAutomaton(pattern string) *automaton {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil || program.StartCond()&syntax.EmptyBeginText == 0 {
		return nil
	}
	for i := range program.Inst { // where words and lines begin is more than a state knows
		inst := &program.Inst[i]
		if inst.Op == syntax.InstEmptyWidth && syntax.EmptyOp(inst.Arg)&^(syntax.EmptyBeginText|syntax.EmptyEndText) != 0 {
			return nil
		}
	}
	b := automatonBuilder{program: program, known: map[string]uint8{"": 0}, sets: [][]uint32{nil}}
	return b.build()
}

// match reports whether the whole text matches; known is false if the table cannot tell.
func (a *automaton) match(text string) (matches, known bool) {
	state := startAt
	for i := range len(text) {
		switch class := a.class[text[i]]; class {
		case classSkip:
		case classUnknown:
			return false, false
		default:
			if state = int(a.next[state*a.classes+int(class)]); state == 0 {
				return false, true
			}
		}
	}
	return a.accepts[state], true
}

// automatonBuilder makes sets of instructions into states.
type automatonBuilder struct {
	program *syntax.Prog
	known   map[string]uint8
	sets    [][]uint32
}

func (b *automatonBuilder) build() *automaton {
	a := &automaton{}
	runes := b.classify(a)
	start := b.closure(nil, uint32(b.program.Start), syntax.EmptyBeginText)
	if _, ok := b.state(start); !ok {
		return nil
	}
	for at := 0; at < len(b.sets); at++ {
		for _, r := range runes {
			state, ok := b.state(b.step(b.sets[at], r))
			if !ok {
				return nil
			}
			a.next = append(a.next, state)
		}
		a.accepts = append(a.accepts, b.accepting(b.sets[at]))
	}
	return a
}

// classify gives every byte its class and returns a character of each: bytes that no
// instruction tells apart share one, and so do all characters beyond ASCII.
func (b *automatonBuilder) classify(a *automaton) (runes []rune) {
	known := map[string]uint8{}
	enter := func(r rune) uint8 {
		signature := b.signature(r)
		class, ok := known[signature]
		if !ok {
			class = uint8(len(runes))
			known[signature], runes = class, append(runes, r)
		}
		return class
	}
	for c := range utf8.RuneSelf {
		a.class[c] = enter(rune(c))
	}
	wide := uint8(classUnknown)
	if b.uniform() {
		wide = enter('Ж')
	}
	for c := utf8.RuneSelf; c < len(a.class); c++ {
		if a.class[c] = wide; c < 0xC0 && wide != classUnknown {
			a.class[c] = classSkip
		}
	}
	a.classes = len(runes)
	return runes
}

func (b *automatonBuilder) signature(r rune) string {
	bits := make([]byte, len(b.program.Inst))
	for i := range b.program.Inst {
		if inst := &b.program.Inst[i]; isRune(inst) && inst.MatchRune(r) {
			bits[i] = 1
		}
	}
	return string(bits)
}

// uniform reports whether no instruction tells one character beyond ASCII from another.
func (b *automatonBuilder) uniform() bool {
	for i := range b.program.Inst {
		inst := &b.program.Inst[i]
		if inst.Op != syntax.InstRune && inst.Op != syntax.InstRune1 {
			continue
		}
		if len(inst.Rune) == 1 { // one character, perhaps folded: k is also the Kelvin sign
			if inst.Rune[0] >= utf8.RuneSelf || syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
				return false
			}
			continue
		}
		for _, bound := range inst.Rune {
			if bound >= utf8.RuneSelf && bound != utf8.MaxRune {
				return false
			}
		}
	}
	return true
}

func isRune(inst *syntax.Inst) bool {
	switch inst.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return true
	}
	return false
}

// state numbers a set; ok is false when there are too many.
func (b *automatonBuilder) state(set []uint32) (number uint8, ok bool) {
	slices.Sort(set)
	var key []byte
	for _, pc := range set {
		key = binary.BigEndian.AppendUint32(key, pc)
	}
	if number, ok = b.known[string(key)]; ok {
		return number, true
	}
	if len(b.sets) >= maxStates {
		return 0, false
	}
	number = uint8(len(b.sets))
	b.known[string(key)], b.sets = number, append(b.sets, set)
	return number, true
}

func (b *automatonBuilder) step(set []uint32, r rune) (next []uint32) {
	for _, pc := range set {
		if inst := &b.program.Inst[pc]; isRune(inst) && inst.MatchRune(r) {
			next = b.closure(next, inst.Out, 0)
		}
	}
	return next
}

// closure adds an instruction and all that follow it without a character. Conditions
// that do not hold stay in the set: the end of the text may come.
func (b *automatonBuilder) closure(set []uint32, pc uint32, holds syntax.EmptyOp) []uint32 {
	if slices.Contains(set, pc) {
		return set
	}
	set = append(set, pc)
	switch inst := &b.program.Inst[pc]; inst.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return b.closure(b.closure(set, inst.Out, holds), inst.Arg, holds)
	case syntax.InstCapture, syntax.InstNop:
		return b.closure(set, inst.Out, holds)
	case syntax.InstEmptyWidth:
		if syntax.EmptyOp(inst.Arg)&^holds == 0 {
			return b.closure(set, inst.Out, holds)
		}
	}
	return set
}

// accepting reports whether the text may end in a set.
func (b *automatonBuilder) accepting(set []uint32) bool {
	var all []uint32
	for _, pc := range set {
		inst := &b.program.Inst[pc]
		if inst.Op == syntax.InstEmptyWidth && syntax.EmptyOp(inst.Arg)&^syntax.EmptyEndText == 0 {
			all = b.closure(all, inst.Out, syntax.EmptyEndText)
		}
		all = append(all, pc)
	}
	return slices.ContainsFunc(all, func(pc uint32) bool { return b.program.Inst[pc].Op == syntax.InstMatch })
}
