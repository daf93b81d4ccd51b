package sandbox

import (
	"html"
	"iter"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/service"
)

// draft is an X as somebody may have put it together.
type draft struct {
	says      service.Text
	slots     []slot
	delimiter string
	whole     func(x string) string // what was done to X as a whole; nil: nothing
}

func (d draft) x() string {
	values := make([]string, len(d.slots))
	for i, s := range d.slots {
		values[i] = s.value
	}
	x := strings.Join(values, d.delimiter)
	if d.whole != nil {
		x = d.whole(x)
	}
	return x
}

// readings are the X of all readings of a recipe, with the values as the gateway reads
// them and as they were sent.
func readings(in *input, d *service.Digest) []draft {
	var list []draft
	for i := range d.Variants {
		v := &d.Variants[i]
		says := service.Text{
			EN: "it fits the reading " + v.Name + ", which is not enabled for this merchant",
			RU: "подходит прочтение " + v.Name + ", которое для этого магазина не включено",
		}
		list = append(list, draft{says: says, slots: slots(v, in.lookup, nil), delimiter: v.Delimiter})
		list = append(list, draft{
			says: service.Text{
				EN: "it fits the values before the gateway removed characters from them; leave those characters out",
				RU: "подходят значения до того, как шлюз удалил из них символы; не передавайте эти символы",
			},
			slots: slots(v, in.lookupRaw, nil), delimiter: v.Delimiter,
		})
	}
	return list
}

// changes makes the wrong versions of an X.
func (d draft) changes(in *input) iter.Seq[draft] {
	return func(yield func(draft) bool) {
		for _, list := range [][]draft{d.otherWholes(), d.otherDelimiters(), d.otherValues(), d.otherAmounts(in), d.otherFields()} {
			for _, changed := range list {
				if !yield(changed) {
					return
				}
			}
		}
	}
}

func (d draft) with(en, ru string, slots []slot) draft {
	return draft{service.Text{EN: en, RU: ru}, slots, d.delimiter, d.whole}
}

// otherWholes changes X as a whole.
func (d draft) otherWholes() []draft {
	done := func(en, ru string, whole func(string) string) draft {
		return draft{service.Text{EN: en, RU: ru}, d.slots, d.delimiter, whole}
	}
	return []draft{
		done("X was encoded in windows-1251; it has to be UTF-8", "X в кодировке windows-1251; нужна UTF-8", func(x string) string {
			encoded, _ := charmap.Windows1251.NewEncoder().String(x)
			return encoded
		}),
		done("a delimiter follows the last value; it stands between values only", "разделитель стоит и после последнего значения; он нужен только между значениями", func(x string) string { return x + d.delimiter }),
		done("X is in upper case", "X прописными буквами", strings.ToUpper),
		done("X is in lower case", "X строчными буквами", strings.ToLower),
		done("a line feed follows X", "после X перевод строки", func(x string) string { return x + "\n" }),
		done("X is wrapped in quotes", "X в кавычках", func(x string) string { return `"` + x + `"` }),
	}
}

func (d draft) otherDelimiters() []draft {
	var list []draft
	for _, delimiter := range []string{"", ";", ",", "|", "+", ":", " ", "; ", "&", "\n"} {
		if delimiter != d.delimiter {
			changed := d
			changed.delimiter = delimiter
			changed.says = service.Text{
				EN: "the values are joined with " + quotedName(delimiter, "nothing") + "; the delimiter is " + quotedName(d.delimiter, "nothing"),
				RU: "значения соединены через " + quotedName(delimiter, "ничего") + "; разделитель — " + quotedName(d.delimiter, "ничего"),
			}
			list = append(list, changed)
		}
	}
	return list
}

func quotedName(text, nothing string) string {
	switch text {
	case "":
		return nothing
	case "\n":
		return `"\n"`
	}
	return `"` + text + `"`
}

// otherValues changes all values alike.
func (d draft) otherValues() []draft {
	each := func(en, ru string, change func(string) string) draft {
		changed := slices.Clone(d.slots)
		for i := range changed {
			changed[i].value = change(changed[i].value)
		}
		return d.with(en, ru, changed)
	}
	full := slices.DeleteFunc(slices.Clone(d.slots), func(s slot) bool { return s.value == "" })
	last := len(d.slots)
	for last > 0 && d.slots[last-1].value == "" {
		last--
	}
	return []draft{
		d.with("empty values were left out; they keep their place between the delimiters", "пустые значения пропущены; они сохраняют своё место между разделителями", full),
		d.with("the empty values at the end were left out; they keep their delimiters", "пустые значения в конце пропущены; их разделители остаются", d.slots[:last]),
		each("blanks around the values were removed", "у значений убраны пробелы по краям", strings.TrimSpace),
		each("the values went into X as they are escaped for XML; X holds the plain text", "значения в X экранированы как для XML; в X нужен простой текст", html.EscapeString),
		each("the values went into X url-encoded; X holds the plain text", "значения в X закодированы как для URL; в X нужен простой текст", url.QueryEscape),
		each("missing values went into X as null", "отсутствующие значения вошли в X как null", func(v string) string {
			if v == "" {
				return "null"
			}
			return v
		}),
		each("missing values went into X as 0", "отсутствующие значения вошли в X как 0", func(v string) string {
			if v == "" {
				return "0"
			}
			return v
		}),
	}
}

// otherAmounts writes each amount in another way than it was sent.
func (d draft) otherAmounts(in *input) []draft {
	var list []draft
	for i, s := range d.slots {
		field := fieldCalled(in.requestType(), s.field)
		minor, ok := minorUnits(s.value)
		if !ok || field == nil || field.Facts == nil || field.Facts.Format != service.FormatAmount {
			continue
		}
		text := moneyText(minor)
		short := strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		for _, other := range []string{text, short, text[:len(text)-3], text[:len(text)-1], strings.ReplaceAll(text, ".", ","), strings.ReplaceAll(text, ".", "")} {
			if other != s.value {
				changed := slices.Clone(d.slots)
				changed[i].value = other
				list = append(list, d.with(s.field+" was sent as "+s.value+" but is "+other+" in X; both have to be the same text",
					s.field+" передана как "+s.value+", а в X — "+other+"; это должен быть один и тот же текст", changed))
			}
		}
	}
	return list
}

// otherFields leaves values out, empties them, or exchanges two.
func (d draft) otherFields() []draft {
	var list []draft
	for i, s := range d.slots {
		list = append(list, d.with(s.field+" is missing from X", "в X нет "+s.field, slices.Delete(slices.Clone(d.slots), i, i+1)))
		if s.value != "" {
			changed := slices.Clone(d.slots)
			changed[i].value = ""
			list = append(list, d.with(s.field+" is empty in X", s.field+" в X пуст", changed))
		}
	}
	for i := range d.slots {
		for j := i + 1; j < len(d.slots); j++ {
			changed := slices.Clone(d.slots)
			changed[i], changed[j] = changed[j], changed[i]
			list = append(list, d.with(d.slots[i].field+" and "+d.slots[j].field+" have changed places in X",
				d.slots[i].field+" и "+d.slots[j].field+" в X переставлены", changed))
		}
	}
	return list
}
