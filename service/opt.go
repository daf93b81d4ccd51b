package service

import (
	"encoding/json"
	"fmt"
)

// State says whether a value is there at all. Absent, empty, zero and nil are
// four different things on the wire.
type State uint8

// The states of a value.
const (
	Absent  State = iota // the element is not there
	Present              // it is there, perhaps empty
	Nil                  // it is there and marked xsi:nil
)

// Opt is an optional value of a message: the zero Opt is absent. Two of them are
// compared by what their methods return, not by ==: a message may have hundreds of
// these fields, and for every struct of them the compiler would write the comparison.
type Opt[T any] struct {
	_     [0]func()
	value T
	state State
}

// Some returns a present value.
func Some[T any](value T) Opt[T] { return Opt[T]{value: value, state: Present} }

// Null returns a value that is sent as xsi:nil.
func Null[T any]() Opt[T] { return Opt[T]{state: Nil} }

// Get returns the value and whether it is present.
func (o Opt[T]) Get() (T, bool) { return o.value, o.state == Present }

// Value returns the value, or the zero value if it is absent or nil.
func (o Opt[T]) Value() T { return o.value }

// Or returns the value, or other if it is absent or nil.
func (o Opt[T]) Or(other T) T {
	if o.state == Present {
		return o.value
	}
	return other
}

// State tells absent, present and nil apart.
func (o Opt[T]) State() State { return o.state }

// IsZero reports whether the value is absent; encoding/json's omitzero uses it.
func (o Opt[T]) IsZero() bool { return o.state == Absent }

// Format prints the value with its own formatting, so that secrets stay masked;
// an absent value prints as "absent", a nil one as "nil".
func (o Opt[T]) Format(f fmt.State, verb rune) {
	switch o.state {
	case Present:
		fmt.Fprintf(f, fmt.FormatString(f, verb), o.value)
	case Nil:
		fmt.Fprint(f, "nil")
	default:
		fmt.Fprint(f, "absent")
	}
}

// MarshalJSON writes the value, or null if it is absent or nil.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if o.state != Present {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

func (o Opt[T]) optional() {}

// optional marks Opt instances for Layouts.
type optional interface{ optional() }
