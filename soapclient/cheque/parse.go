package cheque

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// maxJSON bounds what Parse reads.
const maxJSON = 1 << 20

// Parse reads the value of ChequeItems strictly: one object with the key "items", its
// elements with the keys of the documents, each once, numbers in decimal notation.
// Numbers may be quoted; a null or empty value is none. It does not check the rules of
// a receipt: [Items.Check] does.
func Parse(text string) (Items, error) {
	if len(text) > maxJSON {
		return nil, fmt.Errorf("cheque: the JSON has more than %d bytes", maxJSON)
	}
	p := parser{Decoder: json.NewDecoder(strings.NewReader(text))}
	p.UseNumber()
	items, err := p.document()
	if err != nil {
		return nil, fmt.Errorf("cheque: %w", err)
	}
	return items, nil
}

type parser struct {
	*json.Decoder
	items Items
}

func (p *parser) document() (Items, error) {
	if err := p.expect(json.Delim('{'), "an object"); err != nil {
		return nil, err
	}
	for seen := false; p.More(); seen = true {
		key, err := p.Token()
		switch {
		case err != nil:
			return nil, p.broken(err)
		case seen || key != "items":
			return nil, fmt.Errorf("only the key \"items\" stands at the top, once; there is %q", clip(fmt.Sprint(key)))
		}
		if err := p.list(); err != nil {
			return nil, err
		}
	}
	if err := p.expect(json.Delim('}'), "the end of the object"); err != nil {
		return nil, err
	}
	if _, err := p.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the end of the JSON")
	}
	if p.items == nil {
		return nil, errors.New("the key \"items\" is missing")
	}
	return p.items, nil
}

func (p *parser) list() error {
	if err := p.expect(json.Delim('['), "a list of items"); err != nil {
		return err
	}
	p.items = Items{}
	for p.More() {
		next, err := p.Token()
		if err != nil {
			return p.broken(err)
		}
		if key, ok := next.(string); ok && len(p.items) > 0 {
			return fmt.Errorf("item %d is closed before its key %q: a brace stands too early, as in the documents' sample; move it behind the last key", len(p.items), clip(key))
		}
		if next != json.Delim('{') {
			return fmt.Errorf("item %d is no object", len(p.items)+1)
		}
		item, err := p.item(len(p.items) + 1)
		if err != nil {
			return err
		}
		p.items = append(p.items, item)
	}
	return p.expect(json.Delim(']'), "the end of the list")
}

func (p *parser) item(number int) (Item, error) {
	var item Item
	seen := map[string]bool{}
	for p.More() {
		token, err := p.Token()
		if err != nil {
			return item, p.broken(err)
		}
		key, _ := token.(string)
		switch {
		case !known(key):
			return item, fmt.Errorf("item %d: %s", number, unknown(key))
		case seen[key]:
			return item, fmt.Errorf("item %d: the key %q is there twice", number, key)
		}
		seen[key] = true
		value, err := p.value()
		if err != nil {
			return item, fmt.Errorf("item %d: %s: %w", number, key, err)
		}
		if value == "" {
			continue
		}
		if err := item.set(key, value); err != nil {
			return item, fmt.Errorf("item %d: %s: %w", number, key, err)
		}
	}
	return item, p.expect(json.Delim('}'), "the end of an item")
}

// value returns a text or a number as its text, null as "".
func (p *parser) value() (string, error) {
	token, err := p.Token()
	if err != nil {
		return "", p.broken(err)
	}
	switch token := token.(type) {
	case nil:
		return "", nil
	case string:
		return token, nil
	case json.Number:
		return token.String(), nil
	}
	return "", errors.New("a text or a number is needed")
}

func (p *parser) expect(want json.Delim, what string) error {
	token, err := p.Token()
	if err != nil {
		return p.broken(err)
	}
	if token != want {
		return fmt.Errorf("byte %d: %s is needed", p.InputOffset(), what)
	}
	return nil
}

// broken never quotes the text: encoding/json names one character at most.
func (p *parser) broken(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the JSON ends too early")
	}
	return fmt.Errorf("byte %d: it is no valid JSON: %w", p.InputOffset(), err)
}

// set puts a value into the member of a key.
func (i *Item) set(key, value string) (err error) {
	n := 0
	switch key {
	case "id":
		i.ID, err = parseInt(value, math.MaxInt32)
	case "price":
		err = parseAmount(&i.Price, value)
	case "quantity":
		err = i.Quantity.UnmarshalText([]byte(value))
	case "amount":
		err = parseAmount(&i.Amount, value)
	case "fpmode":
		n, err = parseInt(value, math.MaxUint8)
		i.FPMode = FPMode(n)
	case "subjtype":
		n, err = parseInt(value, math.MaxUint8)
		i.SubjType = SubjType(n)
	default:
		*i.text(key) = value
	}
	return err
}

// text returns the member of a key whose value is a text, or nil.
func (i *Item) text(key string) *string {
	switch key {
	case "product":
		return &i.Product
	case "name":
		return &i.Name
	case "tax":
		return (*string)(&i.Tax)
	case "hscode":
		return &i.HSCode
	case "eancode":
		return &i.EANCode
	case "uncode":
		return &i.UNCode
	case "gs1code":
		return &i.GS1Code
	case "furcode":
		return &i.FURCode
	case "egaiscode":
		return &i.EGAISCode
	}
	return nil
}

func known(key string) bool {
	switch key {
	case "id", "price", "quantity", "amount", "fpmode", "subjtype":
		return true
	}
	return new(Item).text(key) != nil
}

func parseAmount(a *service.Amount, value string) error {
	if a.UnmarshalText([]byte(value)) != nil {
		return errors.New("an amount is at most 15 digits with one or two after the point and no sign, as in 100.10")
	}
	return nil
}

func parseInt(value string, most int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > most || strings.HasPrefix(value, "+") {
		return 0, fmt.Errorf("it must be a whole number of at most %d", most)
	}
	return n, nil
}

// unknown says what may be wrong with a key. The vendor's PHP library has eancode with
// a Cyrillic first letter, which no eye can see.
func unknown(key string) string {
	latin := strings.ToLower(lookalikes().Replace(key))
	if latin == key || !known(latin) {
		return fmt.Sprintf("the key %q is not known", clip(key))
	}
	for at, letter := range key {
		if letter >= utf8.RuneSelf {
			return fmt.Sprintf("the key %q has a Cyrillic letter (%U) at place %d where a Latin one belongs: write %q", key, letter, utf8.RuneCountInString(key[:at])+1, latin)
		}
	}
	return fmt.Sprintf("the key %q is written %q", key, latin)
}

func lookalikes() *strings.Replacer {
	return strings.NewReplacer("а", "a", "с", "c", "е", "e", "о", "o", "р", "p", "х", "x", "у", "y", "і", "i", "ѕ", "s", "ј", "j",
		"А", "A", "В", "B", "С", "C", "Е", "E", "Н", "H", "К", "K", "М", "M", "О", "O", "Р", "P", "Т", "T", "Х", "X")
}

func clip(s string) string {
	if utf8.RuneCountInString(s) > 24 {
		return string([]rune(s)[:24]) + "…"
	}
	return s
}
