package wiretest

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// randomiser makes random records that their tables allow.
type randomiser struct {
	*rand.Rand
	service *service.Service
	unions  int // texts whose members the table does not know
	ids     int
}

// record is nil when no finite value of the type is found.
func (z *randomiser) record(id service.TypeID, depth int) *service.Record {
	r := service.NewRecord(z.service, id)
	skip := z.notChosen(&z.service.Types[id])
	for i, f := range r.Fields() {
		chosen, inChoice := skip[int32(i)]
		if inChoice && !chosen {
			continue
		}
		v, ok := z.field(&f, depth, chosen)
		if !ok {
			return nil
		}
		r.Values()[i] = v
	}
	return r
}

// notChosen picks a branch of every choice: fields of the others stay away.
func (z *randomiser) notChosen(t *service.Type) map[int32]bool {
	fields := map[int32]bool{}
	for _, c := range t.Choices {
		pick := z.IntN(len(c.Branches))
		for n, branch := range c.Branches {
			for _, i := range branch {
				already, seen := fields[i]
				fields[i] = n == pick && (already || !seen)
			}
		}
	}
	return fields
}

// field returns a value, or absent where that is allowed.
func (z *randomiser) field(f *service.Field, depth int, chosen bool) (service.Value, bool) {
	optional := f.Has(service.Optional)
	isStruct := z.composite(f.Type)
	switch {
	case f.Has(service.Wildcard) && optional:
		return service.Value{}, true
	case f.Name == service.ArraySize && f.Has(service.Attribute):
		return service.Value{State: service.Present, Text: "2,3"}, true
	case optional && !chosen && z.IntN(2) == 0, optional && isStruct && depth > 3:
		return service.Value{}, true
	}
	if !f.Has(service.Many) {
		v, ok := z.value(f, depth)
		return v, ok || optional
	}
	least, most := 1, 3
	if f.Occurs != nil {
		if f.Occurs.Min > 1000 {
			return service.Value{}, optional // nothing anybody sends
		}
		if least = max(1, int(f.Occurs.Min)); f.Occurs.Max > 0 {
			most = int(f.Occurs.Max)
		}
		most = max(most, least)
	}
	many := service.Value{State: service.Present}
	for range least + z.IntN(min(most-least, 3)+1) {
		v, ok := z.value(f, depth)
		if !ok {
			return service.Value{}, optional
		}
		if v.State != service.Absent { // a group without anything in it
			many.Items = append(many.Items, v)
		}
	}
	if len(many.Items) == 0 {
		return service.Value{}, true
	}
	return many, true
}

func (z *randomiser) composite(id service.TypeID) bool {
	t := z.service.Type(id)
	return t != nil && (t.Kind == service.Struct || t.Kind == service.Array)
}

func (z *randomiser) value(f *service.Field, depth int) (service.Value, bool) {
	if f.Has(service.Nillable) && z.IntN(4) == 0 {
		return service.Value{State: service.Nil}, true
	}
	if f.Has(service.Wildcard) {
		return service.Value{State: service.Present, Text: `<x:any xmlns:x="urn:any">text</x:any>`}, true
	}
	if !z.composite(f.Type) {
		return service.Value{State: service.Present, Text: z.text(f.Type)}, true
	}
	id := f.Type
	if f.Has(service.Abstract) || z.IntN(3) == 0 && !f.Has(service.Group) {
		if id = z.derived(f.Type, f.Has(service.Abstract)); id < 0 {
			return service.Value{}, false
		}
	}
	if depth > 8 {
		return service.Value{}, false
	}
	inner := z.record(id, depth+1)
	if inner == nil || f.Has(service.Group) && isEmpty(inner) {
		return service.Value{}, f.Has(service.Group) && inner != nil
	}
	return service.Value{State: service.Present, Record: inner}, true
}

// derived picks among the types that may stand for base.
func (z *randomiser) derived(base service.TypeID, abstract bool) service.TypeID {
	var candidates []service.TypeID
	if !abstract {
		candidates = append(candidates, base)
	}
	for id := range z.service.Types {
		if t := &z.service.Types[id]; t.Kind != service.Struct || t.Name.Local == "" {
			continue
		}
		for b := z.service.Types[id].Base; b > 0; b = z.service.Types[b].Base {
			if b == base {
				candidates = append(candidates, service.TypeID(id))
			}
		}
	}
	if len(candidates) == 0 {
		return -1
	}
	return candidates[z.IntN(len(candidates))]
}

// text is a value of a simple type. A pattern is not aimed at; the codec's check refuses
// what misses it.
func (z *randomiser) text(id service.TypeID) string {
	var all []*service.Facets
	for t := z.service.Type(id); t != nil; t = z.service.Type(id) {
		if t.Facets != nil {
			all = append(all, t.Facets)
			if t.Facets.Fixed != "" {
				return strings.Join(strings.Fields(t.Facets.Fixed), " ")
			}
			if n := len(t.Facets.Enum); n > 0 {
				return t.Facets.Enum[z.IntN(n)]
			}
		}
		switch t.Kind {
		case service.List:
			return z.list(t.Base, all)
		case service.Union:
			z.unions++
			return "1"
		}
		id = t.Base
	}
	for _, f := range all {
		if len(f.Patterns) > 0 {
			return matching(z.Rand, f.Patterns[0])
		}
	}
	if len(all) > 0 && isNumber(id) {
		return z.bounded(id, all[0])
	}
	least, most, collapsed := 0, 12, false
	for _, f := range all {
		collapsed = collapsed || f.White > service.Preserve
		least = max(least, int(f.Length), int(f.MinLength))
		if limit := max(f.Length, f.MaxLength); limit > 0 {
			most = min(most, int(limit))
		}
	}
	text := z.builtIn(id, least, max(least, most))
	if collapsed {
		text = strings.Join(strings.Fields(text), " ")
	}
	return text
}

func (z *randomiser) list(item service.TypeID, all []*service.Facets) string {
	least := 1
	for _, f := range all {
		least = max(least, int(f.Length), int(f.MinLength))
	}
	words := make([]string, least)
	for i := range words {
		words[i] = z.text(item)
	}
	return strings.Join(words, " ")
}

func isNumber(id service.TypeID) bool {
	return id == service.XSDDecimal || id <= service.XSDInteger || id == service.XSDFloat || id == service.XSDDouble
}

// bounded is a number at one of the bounds, or a small one.
func (z *randomiser) bounded(id service.TypeID, f *service.Facets) string {
	for _, bound := range []string{f.MinInclusive, f.MaxInclusive} {
		if bound != "" {
			return bound
		}
	}
	for at, step := range map[string]int{f.MinExclusive: 1, f.MaxExclusive: -1} {
		if n, err := strconv.Atoi(at); err == nil {
			return strconv.Itoa(n + step)
		}
	}
	if id == service.XSDNegativeInteger || id == service.XSDNonPositiveInteger {
		return "-1"
	}
	return strconv.Itoa(1 + z.IntN(9))
}

var builtInTexts = map[service.TypeID][]string{
	service.XSDBoolean: {"true", "false", "1", "0"}, service.XSDDecimal: {"0.00", "-1234567.10", "12345678901234567890.123"},
	service.XSDFloat: {"1.5", "-INF", "NaN", "0"}, service.XSDDouble: {"1e-300", "INF", "-0.25"},
	service.XSDDuration: {"P1Y2M3DT4H5M6.7S", "-PT5S"}, service.XSDDateTime: {"2026-01-02T03:04:05Z", "1999-12-31T23:59:59.999+03:00"},
	service.XSDTime: {"23:59:59", "00:00:00Z"}, service.XSDDate: {"2026-02-28", "2024-02-29Z"},
	service.XSDGYearMonth: {"2026-11"}, service.XSDGYear: {"2026"}, service.XSDGMonthDay: {"--02-29"}, service.XSDGDay: {"---31"}, service.XSDGMonth: {"--12"},
	service.XSDAnyURI: {"urn:a:b", "http://127.0.0.1/?a=1&b=2"}, service.XSDQName: {"{urn:x}y", "{urn:a&b}c"}, service.XSDLanguage: {"en", "ru-RU"},
	service.XSDInteger: {"123456789012345678901234567890", "-1"}, service.XSDNonPositiveInteger: {"0", "-7"}, service.XSDNegativeInteger: {"-1"},
	service.XSDLong: {"-9223372036854775808", "1"}, service.XSDInt: {"2147483647", "0"}, service.XSDShort: {"-32768"}, service.XSDByte: {"127", "-128"},
	service.XSDNonNegativeInteger: {"0", "18446744073709551616"}, service.XSDUnsignedLong: {"18446744073709551615"}, service.XSDUnsignedInt: {"4294967295"},
	service.XSDUnsignedShort: {"65535"}, service.XSDUnsignedByte: {"255"}, service.XSDPositiveInteger: {"1", "99999999999999999999"},
	service.XSDAnyType: {`<x:any xmlns:x="urn:any">text</x:any>`, "plain &amp; simple"}, service.XSDAnySimpleType: {"a&b"},
	service.XSDNMTOKENS: {"a b:c"}, service.XSDENTITY: {"e"}, service.XSDENTITIES: {"e"},
}

func (z *randomiser) builtIn(id service.TypeID, least, most int) string {
	if texts := builtInTexts[id]; texts != nil {
		return texts[z.IntN(len(texts))]
	}
	length := least + z.IntN(most-least+1)
	switch id {
	case service.XSDHexBinary:
		return strings.Repeat("0F", length)
	case service.XSDBase64Binary:
		return base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", length)))
	case service.XSDID:
		z.ids++
		return fmt.Sprintf("id%d", z.ids)
	case service.XSDIDREF, service.XSDIDREFS:
		return "id1"
	case service.XSDName, service.XSDNCName, service.XSDNMTOKEN, service.XSDNOTATION:
		return "n" + strings.Repeat("a", max(0, length-1))
	}
	letters := []rune("aBz 0<>&\"'Жé€\u00a0]]>")
	if id != service.XSDString {
		letters = []rune("aBz0<>&\"'Жé€")
	}
	text := make([]rune, length)
	for i := range text {
		text[i] = letters[z.IntN(len(letters))]
	}
	return string(text)
}
