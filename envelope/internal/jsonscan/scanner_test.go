package jsonscan_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope/internal/jsonscan"
)

func read(text string, limits jsonscan.Limits) (any, error) {
	s := jsonscan.New(text, limits)
	v, err := readJSONValue(s)
	if err == nil {
		err = s.Finish()
	}
	return v, err
}

func TestScanner_KeepsNumbersAsTheyAreWritten(t *testing.T) {
	for _, number := range []string{"0", "-0", "100.10", "1e2", "1E+02", "-0.50e-7", "123456789012345678901234567890.000"} {
		if v, err := read("["+number+"]", jsonscan.Limits{}); err != nil || v.([]any)[0] != json.Number(number) {
			t.Errorf("%s: %v %v", number, v, err)
		}
	}
}

func TestScanner_RefusesWhatExceedsItsLimits(t *testing.T) {
	many := func(n int) string { // members enough for the table of names
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%q:1,", fmt.Sprint("a", i))
		}
		return b.String()
	}
	for _, tc := range []struct {
		text   string
		limits jsonscan.Limits
		rule   string
	}{
		{"[[[1]]]", jsonscan.Limits{Depth: 3}, ""},
		{"[[[1]]]", jsonscan.Limits{Depth: 2}, jsonscan.RuleDepth},
		{"[1,2]", jsonscan.Limits{Nodes: 3}, ""},
		{"[1,2]", jsonscan.Limits{Nodes: 2}, jsonscan.RuleNodes},
		{`"12345"`, jsonscan.Limits{Text: 5}, ""},
		{`"12345"`, jsonscan.Limits{Text: 4}, jsonscan.RuleText},
		{`"1234\\5"`, jsonscan.Limits{Text: 4}, jsonscan.RuleText},
		{`12345`, jsonscan.Limits{Text: 4}, jsonscan.RuleText},
		{"{" + many(100) + `"b":1}`, jsonscan.Limits{}, ""},
		{"{" + many(100) + `"a50":1}`, jsonscan.Limits{}, jsonscan.RuleDuplicate},
		{"{" + many(100) + `"a99":1}`, jsonscan.Limits{}, jsonscan.RuleDuplicate},
		{`{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}`, jsonscan.Limits{}, ""},
		{`{"a":1,"\u0061":2}`, jsonscan.Limits{}, jsonscan.RuleDuplicate},
		{"\"\xff\"", jsonscan.Limits{}, jsonscan.RuleUTF8},
		{"", jsonscan.Limits{}, jsonscan.RuleTruncated},
	} {
		_, err := read(tc.text, tc.limits)
		e, _ := errors.AsType[*jsonscan.SyntaxError](err)
		if (err == nil) != (tc.rule == "") || e != nil && e.Rule != tc.rule {
			t.Errorf("%.40s %+v: %v, want %s", tc.text, tc.limits, err, tc.rule)
		}
	}
}

func TestScanner_RestIsTheValueAsWritten(t *testing.T) {
	s := jsonscan.New(` {"a": [1, {"b" :"c"}] }x`, jsonscan.Limits{})
	kind, err := s.Value()
	if err != nil {
		t.Fatal(err)
	}
	if text, err := s.Rest(kind); err != nil || text != `{"a": [1, {"b" :"c"}] }` {
		t.Errorf("%q %v", text, err)
	}
	if err := s.Finish(); err == nil || !strings.Contains(err.Error(), jsonscan.RuleTrailing) {
		t.Error(err)
	}
}

// FuzzScan holds the JSON reader against encoding/json: what it accepts is accepted
// there, with the same names, texts and numbers.
func FuzzScan(f *testing.F) {
	for _, text := range []string{
		`{"a":"b","c":[1,-0.5e+3,true,false,null,{}],"d":{"e":"\u0041\ud83d\ude00\n\/"}}`, `[]`, ` "x" `, `0`, `{"a":1,"a":2}`, `[1,]`, `{"a"}`, `"\ud800"`, `nullx`,
		`{"customermessage":" ,"recommendation":""}`, `01`, `1.`, `-`, `"` + "\t" + `"`, `[[[[]]]]`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := jsonscan.New(text, jsonscan.Limits{})
		ours, err := readJSONValue(s)
		if err == nil {
			err = s.Finish()
		}
		if err != nil {
			if e, ok := errors.AsType[*jsonscan.SyntaxError](err); !ok || e.Offset < 0 || e.Offset > len(text) || e.Rule == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		var theirs any
		if err := d.Decode(&theirs); err != nil || !json.Valid([]byte(text)) {
			t.Fatalf("%q: accepted, but encoding/json says %v", text, err)
		}
		if a, b := fmt.Sprintf("%#v", ours), fmt.Sprintf("%#v", theirs); a != b {
			t.Fatalf("%q:\nours   %s\ntheirs %s", text, a, b)
		}
	})
}

// readJSONValue builds what encoding/json builds.
func readJSONValue(s *jsonscan.Scanner) (any, error) {
	kind, err := s.Value()
	if err != nil {
		return nil, err
	}
	return restOfValue(s, kind)
}

func restOfValue(s *jsonscan.Scanner, kind jsonscan.Kind) (any, error) {
	switch kind {
	case jsonscan.Null:
		return nil, nil
	case jsonscan.Bool:
		return s.Text() == "true", nil
	case jsonscan.Number:
		return json.Number(s.Text()), nil
	case jsonscan.String:
		return s.Text(), nil
	case jsonscan.Array:
		list := []any{}
		for {
			more, err := s.Element()
			if err != nil || !more {
				return list, err
			}
			v, err := readJSONValue(s)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
	}
	object := map[string]any{}
	for {
		name, more, err := s.Member()
		if err != nil || !more {
			return object, err
		}
		if object[name], err = readJSONValue(s); err != nil {
			return nil, err
		}
	}
}
