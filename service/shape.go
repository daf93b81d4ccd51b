package service

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unsafe"
)

// shape says how one Go type holds one value: which kind of memory, and whether an
// Opt is wrapped around it.
type shape struct {
	goType reflect.Type
	kind   shapeKind
	state  uintptr      // offset of an Opt's state, or noOffset
	value  reflect.Type // type inside the Opt, or goType
	typ    TypeID
	item   *shape // of a list
}

type shapeKind uint8

const (
	shapeString  shapeKind = iota
	shapeLexical           // value types of this package
	shapeBool
	shapeInt
	shapeUint
	shapeFloat
	shapeStruct    // struct in place
	shapePointer   // pointer to struct
	shapeInterface // one of several struct types, by xsi:type
	shapeList      // white-space separated simple values
)

var (
	lexicalType  = reflect.TypeFor[lexical]()
	optionalType = reflect.TypeFor[optional]()
)

func newShape(s *Service, typ TypeID, goType reflect.Type) (shape, error) {
	sh := shape{goType: goType, value: goType, state: noOffset, typ: typ}
	if goType.Implements(optionalType) {
		sh.value, sh.state = goType.Field(1).Type, goType.Field(2).Offset
	}
	isStruct := s.Type(typ) != nil && (s.Type(typ).Kind == Struct || s.Type(typ).Kind == Array)
	v := sh.value
	switch {
	case reflect.PointerTo(v).Implements(lexicalType):
		sh.kind = shapeLexical
	case isStruct && v.Kind() == reflect.Struct:
		sh.kind = shapeStruct
	case isStruct && v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct:
		sh.kind = shapePointer
	case isStruct && v.Kind() == reflect.Interface:
		sh.kind = shapeInterface
	case isStruct:
		return sh, fmt.Errorf("a struct type cannot be held by %s", v)
	case v.Kind() == reflect.Slice && s.Type(typ) != nil && s.Type(typ).Kind == List:
		item, err := newShape(s, s.Type(typ).Base, v.Elem())
		sh.kind, sh.item = shapeList, &item
		return sh, err
	case v.Kind() == reflect.String:
		sh.kind = shapeString
	case v.Kind() == reflect.Bool:
		sh.kind = shapeBool
	case isInt(v):
		sh.kind = shapeInt
	case isUint(v):
		sh.kind = shapeUint
	case v.Kind() == reflect.Float32 || v.Kind() == reflect.Float64:
		sh.kind = shapeFloat
	default:
		return sh, fmt.Errorf("%s cannot hold a value", v)
	}
	return sh, nil
}

func isInt(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 }

func isUint(t reflect.Type) bool { return t.Kind() >= reflect.Uint && t.Kind() <= reflect.Uint64 }

func (sh *shape) load(l *Layouts, s *Service, v *Value, p unsafe.Pointer) error {
	if sh.state != noOffset {
		if v.State = *(*State)(unsafe.Add(p, sh.state)); v.State != Present {
			return nil
		}
	}
	switch sh.kind {
	case shapeStruct:
		return sh.loadStruct(l, s, v, sh.typ, sh.value, p)
	case shapePointer:
		if inner := *(*unsafe.Pointer)(p); inner != nil {
			return sh.loadStruct(l, s, v, sh.typ, sh.value.Elem(), inner)
		}
		return nil
	case shapeInterface:
		inner := reflect.NewAt(sh.value, p).Elem()
		if inner.IsNil() {
			return nil
		}
		held := inner.Elem()
		typed, ok := inner.Interface().(interface{ XSDType() TypeID })
		if !ok || held.Kind() != reflect.Pointer || held.IsNil() {
			return fmt.Errorf("it must hold a pointer to a generated type, not %s", held.Type())
		}
		return sh.loadStruct(l, s, v, typed.XSDType(), held.Type().Elem(), held.UnsafePointer())
	}
	v.Text = sh.text(p)
	if sh.state != noOffset || v.Text != "" || sh.kind == shapeString || sh.kind == shapeList {
		v.State = Present
	}
	return nil
}

func (sh *shape) loadStruct(l *Layouts, s *Service, v *Value, id TypeID, goType reflect.Type, p unsafe.Pointer) error {
	lay, err := l.learn(s, id, goType)
	if err != nil {
		return err
	}
	v.State, v.Record = Present, NewRecord(s, id)
	return lay.load(l, v.Record, p)
}

func (sh *shape) text(p unsafe.Pointer) string {
	switch sh.kind {
	case shapeString:
		return *(*string)(p)
	case shapeLexical:
		return sh.lexical(p).lexical()
	case shapeBool:
		return strconv.FormatBool(*(*bool)(p))
	case shapeInt:
		return strconv.FormatInt(reflect.NewAt(sh.value, p).Elem().Int(), 10)
	case shapeUint:
		return strconv.FormatUint(reflect.NewAt(sh.value, p).Elem().Uint(), 10)
	case shapeFloat:
		return floatText(reflect.NewAt(sh.value, p).Elem().Float(), sh.value.Bits())
	}
	list := reflect.NewAt(sh.value, p).Elem()
	items := make([]string, list.Len())
	for i := range items {
		items[i] = sh.item.text(list.Index(i).Addr().UnsafePointer())
	}
	return strings.Join(items, " ")
}

func floatText(f float64, bits int) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	}
	return strconv.FormatFloat(f, 'g', -1, bits)
}

func (sh *shape) lexical(p unsafe.Pointer) lexical {
	switch sh.value {
	case amountType:
		return (*Amount)(p)
	case secretType:
		return (*Secret)(p)
	case timeType:
		return (*Time)(p)
	}
	return reflect.NewAt(sh.value, p).Interface().(lexical)
}

var (
	amountType = reflect.TypeFor[Amount]()
	secretType = reflect.TypeFor[Secret]()
	timeType   = reflect.TypeFor[Time]()
)

func (sh *shape) store(l *Layouts, v *Value, p unsafe.Pointer) error {
	if sh.state != noOffset {
		*(*State)(unsafe.Add(p, sh.state)) = v.State
	}
	if v.State != Present {
		return nil
	}
	switch sh.kind {
	case shapeStruct, shapePointer, shapeInterface:
		return sh.storeStruct(l, v, p)
	}
	return sh.parse(v.Text, p)
}

func (sh *shape) storeStruct(l *Layouts, v *Value, p unsafe.Pointer) error {
	if v.Record == nil {
		return nil
	}
	switch sh.kind {
	case shapePointer:
		inner := reflect.New(sh.value.Elem())
		reflect.NewAt(sh.value, p).Elem().Set(inner)
		p = inner.UnsafePointer()
	case shapeInterface:
		made := v.Record.Type().New
		if made == nil {
			return fmt.Errorf("type %s cannot stand here", v.Record.Type().Name.Local)
		}
		inner := reflect.ValueOf(made())
		reflect.NewAt(sh.value, p).Elem().Set(inner)
		lay, err := l.learn(v.Record.service, v.Record.id, inner.Type().Elem())
		if err != nil {
			return err
		}
		return lay.store(l, v.Record, inner.UnsafePointer())
	}
	goType := sh.value
	if sh.kind == shapePointer {
		goType = goType.Elem()
	}
	lay, err := l.learn(v.Record.service, v.Record.id, goType)
	if err != nil {
		return err
	}
	return lay.store(l, v.Record, p)
}

// parse reads a text into memory. Numbers out of range are errors, never cut.
func (sh *shape) parse(text string, p unsafe.Pointer) error {
	switch sh.kind {
	case shapeString:
		*(*string)(p) = text
		return nil
	case shapeLexical:
		return sh.lexical(p).setLexical(text)
	}
	word := strings.TrimSpace(text)
	v := reflect.NewAt(sh.value, p).Elem()
	var err error
	switch sh.kind {
	case shapeBool:
		var b bool
		if b, err = parseBool(word); err == nil {
			v.SetBool(b)
		}
	case shapeInt:
		var n int64
		if n, err = strconv.ParseInt(word, 10, sh.value.Bits()); err == nil {
			v.SetInt(n)
		}
	case shapeUint:
		var n uint64
		if n, err = strconv.ParseUint(strings.TrimPrefix(word, "+"), 10, sh.value.Bits()); err == nil {
			v.SetUint(n)
		}
	case shapeFloat:
		var f float64
		if f, err = parseFloat(word, sh.value.Bits()); err == nil {
			v.SetFloat(f)
		}
	case shapeList:
		words := strings.Fields(text)
		list := reflect.MakeSlice(sh.value, len(words), len(words))
		for i, w := range words {
			if err = sh.item.parse(w, list.Index(i).Addr().UnsafePointer()); err != nil {
				return err
			}
		}
		if len(words) > 0 {
			v.Set(list)
		}
	}
	if err != nil {
		return fmt.Errorf("%q is no %s in range", clip(word), sh.value.Kind())
	}
	return nil
}

func parseBool(word string) (bool, error) {
	switch word {
	case "true", "1":
		return true, nil
	case "false", "0":
		return false, nil
	}
	return false, strconv.ErrSyntax
}

func parseFloat(word string, bits int) (float64, error) {
	switch word {
	case "INF", "+INF":
		return math.Inf(1), nil
	case "-INF":
		return math.Inf(-1), nil
	case "NaN":
		return math.NaN(), nil
	}
	if strings.ContainsAny(word, "xXpPiInN_") { // Go's extensions are not XSD's
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseFloat(word, bits)
}
