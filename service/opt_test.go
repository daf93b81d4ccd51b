package service_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

func TestOpt_TellsAbsentEmptyZeroAndNilApart(t *testing.T) {
	for name, test := range map[string]struct {
		opt   service.Opt[string]
		state service.State
		value string
		print string
		json  string
	}{
		"absent": {service.Opt[string]{}, service.Absent, "", "absent", "null"},
		"nil":    {service.Null[string](), service.Nil, "", "nil", "null"},
		"empty":  {service.Some(""), service.Present, "", "", `""`},
		"zero":   {service.Some("0"), service.Present, "0", "0", `"0"`},
	} {
		value, there := test.opt.Get()
		if value != test.value || there != (test.state == service.Present) || test.opt.State() != test.state ||
			test.opt.IsZero() != (test.state == service.Absent) || test.opt.Value() != test.value {
			t.Errorf("%s: %q %v %v", name, value, there, test.opt.State())
		}
		if got := fmt.Sprint(test.opt); got != test.print {
			t.Errorf("%s prints %q", name, got)
		}
		if got, err := json.Marshal(test.opt); err != nil || string(got) != test.json {
			t.Errorf("%s is %s in JSON, %v", name, got, err)
		}
	}
}

func TestOpt_OrGivesTheOtherWhenThereIsNoValue(t *testing.T) {
	if service.Some(0).Or(7) != 0 || service.Null[int]().Or(7) != 7 || (service.Opt[int]{}).Or(7) != 7 {
		t.Error("Or is wrong")
	}
}

func TestOpt_PassesVerbAndFlagsOn(t *testing.T) {
	for format, want := range map[string]string{"%05d": "00042", "%x": "2a", "%+d": "+42", "%v": "42", "%6.2v": "    42"} {
		if got := fmt.Sprintf(format, service.Some(42)); got != want {
			t.Errorf("%s prints %q, want %q", format, got, want)
		}
	}
}

func TestOpt_OmitZeroLeavesAbsentOut(t *testing.T) {
	got, err := json.Marshal(struct {
		A service.Opt[string] `json:",omitzero"`
		B service.Opt[string] `json:",omitzero"`
		C service.Opt[service.Amount]
	}{B: service.Some(""), C: service.Some(service.MustAmount("10.0"))})
	if err != nil || string(got) != `{"B":"","C":"10.0"}` {
		t.Errorf("%s, %v", got, err)
	}
}
