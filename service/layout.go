package service

import (
	"fmt"
	"reflect"
	"sync"
	"unsafe"
)

// Layouts turns typed structs into records and back. It learns once per Go type
// how its fields lie in memory (by position: field n of the struct is field n of
// the description, sealed fields and Result left out) and then moves values by
// offset. No struct tags are read; a struct that does not fit its description is
// refused when it is first seen.
//
// The zero Layouts is ready; it is safe for concurrent use. Keep one per client.
type Layouts struct{ known sync.Map } // layoutKey -> *layout

type layoutKey struct {
	goType reflect.Type
	typ    *Type
}

// layout is a Go struct type laid beside a description type.
type layout struct {
	goType reflect.Type
	typ    *Type
	id     TypeID
	slots  []slot
	result uintptr // offset of the Result field, or noOffset
}

// slot is one struct field beside one description field.
type slot struct {
	field  int
	name   string
	offset uintptr
	many   bool
	shape  shape
}

const noOffset = ^uintptr(0)

// Load copies a struct, given by pointer, into a new record of type id.
func (l *Layouts) Load(s *Service, id TypeID, from any) (*Record, error) {
	r := new(Record)
	if err := l.LoadInto(r, s, id, from); err != nil {
		return nil, err
	}
	return r, nil
}

// LoadInto is Load into a record whose memory is used again.
func (l *Layouts) LoadInto(r *Record, s *Service, id TypeID, from any) error {
	lay, p, err := l.of(s, id, from)
	if err != nil {
		return err
	}
	r.Reset(s, id)
	return lay.load(l, r, p)
}

// Store copies a record into a struct, given by pointer.
func (l *Layouts) Store(r *Record, to any) error {
	lay, p, err := l.of(r.service, r.id, to)
	if err != nil {
		return err
	}
	return lay.store(l, r, p)
}

// StoreResult sets the Result field of a response struct, if it has one.
func (l *Layouts) StoreResult(s *Service, id TypeID, to any, result Result) error {
	lay, p, err := l.of(s, id, to)
	if err != nil || lay.result == noOffset {
		return err
	}
	*(*Result)(unsafe.Add(p, lay.result)) = result
	return nil
}

func (l *Layouts) of(s *Service, id TypeID, value any) (*layout, unsafe.Pointer, error) {
	v := reflect.ValueOf(value)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return nil, nil, fmt.Errorf("%s: %T is not a pointer to a struct", s.Name, value)
	}
	lay, err := l.learn(s, id, v.Elem().Type())
	return lay, v.UnsafePointer(), err
}

func (l *Layouts) learn(s *Service, id TypeID, goType reflect.Type) (*layout, error) {
	if id < 0 || int(id) >= len(s.Types) {
		return nil, fmt.Errorf("%s: %s: the description has no struct type %d", s.Name, goType, id)
	}
	key := layoutKey{goType, &s.Types[id]}
	if known, ok := l.known.Load(key); ok {
		return known.(*layout), nil
	}
	lay, err := newLayout(s, id, goType)
	if err != nil {
		return nil, err
	}
	known, _ := l.known.LoadOrStore(key, lay)
	return known.(*layout), nil
}

var resultType = reflect.TypeFor[Result]()

func newLayout(s *Service, id TypeID, goType reflect.Type) (*layout, error) {
	typ := &s.Types[id]
	lay := &layout{goType: goType, typ: typ, id: id, result: noOffset}
	next := 0
	for i := range goType.NumField() {
		member := goType.Field(i)
		if member.Type == resultType {
			lay.result = member.Offset
			continue
		}
		for next < len(typ.Fields) && typ.Fields[next].Has(Sealed) {
			next++
		}
		if next == len(typ.Fields) {
			return nil, fmt.Errorf("%s: %s.%s has no field in the description; regenerate the stubs", s.Name, goType, member.Name)
		}
		sl, err := newSlot(s, &typ.Fields[next], member)
		if err != nil {
			return nil, fmt.Errorf("%s: %s.%s: %w; regenerate the stubs", s.Name, goType, member.Name, err)
		}
		sl.field = next
		lay.slots = append(lay.slots, sl)
		next++
	}
	for ; next < len(typ.Fields); next++ {
		if !typ.Fields[next].Has(Sealed) {
			return nil, fmt.Errorf("%s: %s lacks the field %q of the description; regenerate the stubs", s.Name, goType, typ.Fields[next].Name)
		}
	}
	return lay, nil
}

func newSlot(s *Service, f *Field, member reflect.StructField) (slot, error) {
	sl := slot{name: f.Name, offset: member.Offset, many: f.Has(Many)}
	goType := member.Type
	if sl.many {
		if goType.Kind() != reflect.Slice {
			return sl, fmt.Errorf("repeated field %q needs a slice, not %s", f.Name, goType)
		}
		goType = goType.Elem()
	}
	var err error
	sl.shape, err = newShape(s, f.Type, goType)
	return sl, err
}

func (lay *layout) load(l *Layouts, r *Record, p unsafe.Pointer) error {
	for i := range lay.slots {
		sl := &lay.slots[i]
		v := &r.values[sl.field]
		at := unsafe.Add(p, sl.offset)
		if !sl.many {
			if err := sl.shape.load(l, r.service, v, at); err != nil {
				return fmt.Errorf("%s: %w", sl.name, err)
			}
			continue
		}
		if err := sl.loadMany(l, r.service, v, at); err != nil {
			return fmt.Errorf("%s: %w", sl.name, err)
		}
	}
	return nil
}

func (sl *slot) loadMany(l *Layouts, s *Service, v *Value, at unsafe.Pointer) error {
	slice := reflect.NewAt(reflect.SliceOf(sl.shape.goType), at).Elem()
	n := slice.Len()
	if n == 0 {
		return nil
	}
	v.State, v.Items = Present, make([]Value, n)
	for i := range n {
		if err := sl.shape.load(l, s, &v.Items[i], slice.Index(i).Addr().UnsafePointer()); err != nil {
			return err
		}
	}
	return nil
}

func (lay *layout) store(l *Layouts, r *Record, p unsafe.Pointer) error {
	for i := range lay.slots {
		sl := &lay.slots[i]
		v := &r.values[sl.field]
		at := unsafe.Add(p, sl.offset)
		if !sl.many {
			if err := sl.shape.store(l, v, at); err != nil {
				return fmt.Errorf("%s: %w", sl.name, err)
			}
			continue
		}
		if err := sl.storeMany(l, v, at); err != nil {
			return fmt.Errorf("%s%w", sl.name, err)
		}
	}
	return nil
}

func (sl *slot) storeMany(l *Layouts, v *Value, at unsafe.Pointer) error {
	n := len(v.Items)
	if n == 0 {
		return nil
	}
	slice := reflect.MakeSlice(reflect.SliceOf(sl.shape.goType), n, n)
	for i := range n {
		if err := sl.shape.store(l, &v.Items[i], slice.Index(i).Addr().UnsafePointer()); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	reflect.NewAt(slice.Type(), at).Elem().Set(slice)
	return nil
}
