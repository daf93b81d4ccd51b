package checkvalue_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

func compose(t testing.TB, d *service.Digest, message, request *service.Record) string {
	t.Helper()
	x, err := checkvalue.Compose(d.Variant(""), message, request)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestCompose_EmptySlotKeepsDelimiter(t *testing.T) {
	s := example()
	got := compose(t, s.Operations[0].Request.Digest(service.CheckValue), billRecord(t, s), nil)
	if diff := cmp.Diff(billX, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompose_OrderTailDropsAbsentEmptyAndZero(t *testing.T) {
	tests := map[string]struct {
		values []string
		want   string
	}{
		"all absent":           {nil, "123456;A-1;10.00;RUB"},
		"one sent":             {[]string{"customernumber=C42"}, "123456;A-1;10.00;RUB;C42"},
		"in recipe order":      {[]string{"prepayment=5.00", "disable3ds=1", "ordermaxpoints=7"}, "123456;A-1;10.00;RUB;7;1;5.00"},
		"empty and zero":       {[]string{"ordermaxpoints=0", "customernumber=", "disable3ds=1"}, "123456;A-1;10.00;RUB;1"},
		"zero in other shapes": {[]string{"ordermaxpoints=00", "prepayment=0.00", "disable3ds=-0", "customernumber=0,0"}, "123456;A-1;10.00;RUB"},
		"not quite zero":       {[]string{"ordermaxpoints=0.01", "customernumber=0x", "disable3ds=."}, "123456;A-1;10.00;RUB;0.01;0x;."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := example()
			r := record(t, s, orderType, append([]string{"merchant_id=123456", "ordernumber=A-1", "orderamount=10.00", "ordercurrency=RUB"}, test.values...)...)
			if got := compose(t, s.Operations[1].Request.Digest(service.CheckValue), r, nil); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestCompose_AbsentDropsButEmptyStaysUnderRuleSent(t *testing.T) {
	s := example()
	v := &service.Variant{Delimiter: ";", Terms: terms(service.DropAbsent, "merchant_id", "ordernumber", "orderamount")}
	r := record(t, s, orderType, "ordernumber=", "orderamount=0")
	r.Values()[0].State = service.Nil
	got, err := checkvalue.Compose(v, r, nil)
	if err != nil || got != ";0" {
		t.Errorf("got %q, %v; want %q", got, err, ";0")
	}
}

func TestCompose_ReportsAllProblemsAtOnce(t *testing.T) {
	s := example()
	v := &service.Variant{Name: "odd", Terms: terms(service.KeepSlot, "nosuch", "request:merchant_id", "neither")}
	_, err := checkvalue.Compose(v, record(t, s, orderType), nil)
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three problems on three lines, got %v", err)
	}
}

func TestCompose_SplitsBackIntoItsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := example()
		v := s.Operations[0].Request.Digest(service.CheckValue).Variant("")
		r := service.NewRecord(s, billType)
		want := make([]string, len(v.Terms))
		for i := range v.Terms {
			if !rapid.Bool().Draw(t, "sent") {
				continue
			}
			want[i] = rapid.StringMatching(`[^;]{0,12}`).Draw(t, "value")
			if err := r.Set(v.Terms[i].Field, want[i]); err != nil {
				t.Fatal(err)
			}
		}
		x, err := checkvalue.Compose(v, r, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, strings.Split(x, ";")); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCompose_TailSplitsBackIntoTheValuesThatCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := example()
		v := &service.Variant{Delimiter: ";", Terms: terms(service.DropZero, "ordermaxpoints", "customernumber", "disable3ds", "prepayment")}
		r := service.NewRecord(s, orderType)
		var want []string
		for i := range v.Terms {
			text := rapid.SampledFrom([]string{"", "0", "0.00", "1", "C42", "0.10"}).Draw(t, "value")
			if err := r.Set(v.Terms[i].Field, text); err != nil {
				t.Fatal(err)
			}
			if strings.Trim(text, "0.") != "" {
				want = append(want, text)
			}
		}
		if x, err := checkvalue.Compose(v, r, nil); err != nil || x != strings.Join(want, ";") {
			t.Fatalf("got %q, %v; want %q", x, err, want)
		}
	})
}

func FuzzCompose(f *testing.F) {
	f.Add("123456", "A-1", "10.00", "0", true)
	f.Add("", ";", "0,00", "\x00\xff", false)
	f.Fuzz(func(t *testing.T, merchant, number, sum, points string, sent bool) {
		s := example()
		r := record(t, s, orderType, "merchant_id="+merchant, "ordernumber="+number, "orderamount="+sum)
		if sent {
			if err := r.Set("ordermaxpoints", points); err != nil {
				t.Fatal(err)
			}
		}
		x := compose(t, s.Operations[1].Request.Digest(service.CheckValue), r, nil)
		base := merchant + ";" + number + ";" + sum
		if x != base && (!sent || x != base+";"+points) {
			t.Errorf("X is %q", x)
		}
	})
}
