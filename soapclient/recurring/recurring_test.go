package recurring_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/recurring"
)

func date(text string) time.Time {
	t, err := time.Parse("02.01.2006 15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}

func subscription() *recurring.Subscription {
	return &recurring.Subscription{
		BillNumber: "511111100000001.1", Currency: "RUB", Min: service.MustAmount("10.00"), Max: service.MustAmount("20.00"),
		Period: 30, Until: date("31.12.2025 00:00"), Last: date("31.01.2025 23:59"),
	}
}

func payment() recurring.Payment {
	return recurring.Payment{BillNumber: "511111100000001", Amount: service.MustAmount("15"), Currency: "RUB", At: date("02.03.2025 00:00")}
}

func tables() *service.Codes {
	return &service.Codes{Currencies: []service.Code{{Code: "RUB", Aliases: []string{"RUR"}}, {Code: "BYN", Aliases: []string{"BYR"}}, {Code: "USD"}}}
}

func rules(t *testing.T, err error) []string {
	t.Helper()
	var invalid *envelope.InvalidRequestError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v", err)
	}
	var found []string
	for _, p := range invalid.Problems {
		found = append(found, p.Field+" "+p.Rule)
	}
	return found
}

func TestCheck_BoundsAreInclusiveAndComparedByValue(t *testing.T) {
	for text, ok := range map[string]bool{"10": true, "10.0": true, "20.00": true, "9.99": false, "20.01": false, "0": false} {
		p := payment()
		p.Amount = service.MustAmount(text)
		if err := subscription().Check(p, tables()); (err == nil) != ok {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func TestCheck_OldAndNewCurrencyCodesAreEqual(t *testing.T) {
	for _, test := range []struct {
		first, now string
		ok         bool
	}{
		{"RUB", "RUR", true}, {"RUR", "RUB", true}, {"BYN", "BYR", true}, {"rub", "RUB", true}, {"RUB", "BYN", false}, {"RUB", "XXX", false}, {"XXX", "XXX", true}, {"RUB", "", false},
	} {
		s, p := subscription(), payment()
		s.Currency, p.Currency = test.first, test.now
		if err := s.Check(p, tables()); (err == nil) != test.ok {
			t.Errorf("%s, then %s: got %v", test.first, test.now, err)
		}
	}
	p := payment()
	p.Currency = "RUR"
	if err := subscription().Check(p, nil); err == nil {
		t.Error("without tables RUR passes for RUB")
	}
	if advice := subscription().Advice(p); len(advice) != 1 || advice[0].Rule != "spelling" {
		t.Errorf("got %v", advice)
	}
}

func TestCheck_AllProblemsAtOnce(t *testing.T) {
	err := subscription().Check(recurring.Payment{BillNumber: "5111111000000x1", Amount: service.MustAmount("9"), Currency: "USD", At: date("01.01.2026 00:00")}, tables())
	if diff := cmp.Diff([]string{"billnumber billnumber", "amount min", "currency currency", "date ended"}, rules(t, err)); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(err.Error(), "request not sent: billnumber: ") || !strings.Contains(err.Error(), "the subscription ended on 31.12.2025") {
		t.Errorf("got %v", err)
	}
	err = subscription().Check(recurring.Payment{}, tables())
	if diff := cmp.Diff([]string{"billnumber required", "amount required", "currency required", "date required"}, rules(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestCheck_TheNumberIsThatOfTheFirstPayment(t *testing.T) {
	for number, ok := range map[string]bool{
		"511111100000001": true, "511111100000001.1": true, "511111100000001.2": true, "511111100000002": false,
		"511111100000001.": false, "511111100000001.x": false, "51111110000000": false, "51111110000000100": false,
	} {
		p := payment()
		p.BillNumber = number
		if err := subscription().Check(p, tables()); (err == nil) != ok {
			t.Errorf("%s: got %v", number, err)
		}
	}
}

func TestCheck_TheLastDayCountsInGMT(t *testing.T) {
	minsk := time.FixedZone("", 3*60*60)
	for _, test := range []struct {
		at time.Time
		ok bool
	}{
		{date("31.12.2025 23:59"), true},
		{time.Date(2026, 1, 1, 2, 59, 0, 0, minsk), true},
		{time.Date(2026, 1, 1, 3, 0, 0, 0, minsk), false},
	} {
		p := payment()
		p.At = test.at
		if err := subscription().Check(p, tables()); (err == nil) != test.ok {
			t.Errorf("%v: got %v", test.at, err)
		}
	}
}

func TestAdvice_EarlyPaymentsAreNotRefused(t *testing.T) {
	p := payment()
	p.At = date("01.03.2025 23:59")
	if err := subscription().Check(p, tables()); err != nil {
		t.Error(err)
	}
	advice := subscription().Advice(p)
	if len(advice) != 1 || advice[0].Rule != "early" || !strings.Contains(advice[0].Message, "02.03.2025") {
		t.Errorf("got %v", advice)
	}
	if advice := subscription().Advice(payment()); len(advice) != 0 {
		t.Errorf("on the day: got %v", advice)
	}
}

func TestNext_CountsDaysOverTheEndOfFebruary(t *testing.T) {
	for last, want := range map[string]string{
		"31.01.2025 23:59": "02.03.2025 00:00", "31.01.2024 00:00": "01.03.2024 00:00", "29.02.2024 12:00": "30.03.2024 00:00", "02.12.2025 00:00": "01.01.2026 00:00",
	} {
		s := subscription()
		s.Last = date(last)
		due, ok := s.Next()
		if !due.Equal(date(want)) || ok != due.Before(date("01.01.2026 00:00")) {
			t.Errorf("%s: got %v, %v", last, due, ok)
		}
	}
	s := subscription()
	s.Last = time.Time{}
	if _, ok := s.Next(); ok {
		t.Error("a due date out of nothing")
	}
}

func TestDue_IsEvenlySpacedAndEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := subscription()
		s.Period = rapid.IntRange(1, recurring.MaxPeriod).Draw(t, "period")
		s.Last = time.Unix(rapid.Int64Range(0, 2e9).Draw(t, "last"), 0)
		s.Until = s.Last.AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "days"))
		before := s.Last.UTC().Truncate(24 * time.Hour)
		days := slices.Collect(s.Due())
		for _, due := range days {
			if due.Sub(before) != time.Duration(s.Period)*24*time.Hour || s.Ended(due) {
				t.Fatalf("%v after %v", due, before)
			}
			before = due
		}
		if next := before.AddDate(0, 0, s.Period); !s.Ended(next) {
			t.Fatalf("%v is missing", next)
		}
	})
}

func example() *service.Service {
	field := func(name string, role service.Role) service.Field {
		return service.Field{Name: strings.ToLower(name), Type: service.XSDString, Flags: service.Optional, Facts: &service.Facts{Param: name, Role: role}}
	}
	again := []service.Field{field("BillNumber", service.RoleGatewayKey), field("Amount", service.RoleAmount), field("Currency", service.RoleCurrency), field("OrderAmount", 0), field("OrderCurrency", 0)}
	again[1].Facts.Format, again[1].Facts.Currency = service.FormatAmount, "currency"
	again[3].Facts.Format, again[3].Facts.Currency = service.FormatAmount, "ordercurrency"
	for i := range again[:3] {
		again[i].Flags = 0
	}
	return &service.Service{
		Name: "example", Spaces: []string{""}, Codes: tables(),
		Types: []service.Type{
			{Fields: []service.Field{
				field("OrderCurrency", service.RoleCurrency), field("RecurringIndicator", 0), field("RecurringMinAmount", 0), field("RecurringMaxAmount", 0),
				field("RecurringPeriod", 0), field("RecurringMaxDate", 0),
			}},
			{Fields: again},
		},
		Operations: []service.Operation{{Name: "first"}, {Name: "again"}},
	}
}

func record(s *service.Service, id service.TypeID, pairs ...string) *service.Record {
	r := service.NewRecord(s, id)
	for i := 0; i < len(pairs); i += 2 {
		if err := r.Set(pairs[i], pairs[i+1]); err != nil {
			panic(err)
		}
	}
	return r
}

func TestBegin_ReadsTheTermsOfTheFirstPayment(t *testing.T) {
	s := example()
	now := date("01.06.2025 10:00")
	r := record(s, 0, "ordercurrency", "RUB", "recurringindicator", "1", "recurringminamount", "10.00", "recurringmaxamount", "20",
		"recurringperiod", "30", "recurringmaxdate", "01.06.2025")
	got, err := recurring.Begin(&s.Operations[0], r, now)
	want := &recurring.Subscription{Currency: "RUB", Min: service.MustAmount("10.00"), Max: service.MustAmount("20"), Period: 30, Until: date("01.06.2025 00:00"), Last: now}
	if diff := cmp.Diff(want, got, cmp.Comparer(service.Amount.Equal)); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestBegin_AllProblemsAtOnce(t *testing.T) {
	s := example()
	_, err := recurring.Begin(&s.Operations[0], record(s, 0), date("01.06.2025 10:00"))
	want := []string{
		"recurringindicator recurring", "recurringminamount required", "recurringmaxamount required", "recurringperiod required", "recurringmaxdate required", "ordercurrency required",
	}
	if diff := cmp.Diff(want, rules(t, err)); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct{ field, value, want string }{
		{"recurringminamount", "20.01", "recurringminamount ordered"},
		{"recurringmaxamount", "20,00", "recurringmaxamount amount"},
		{"recurringminamount", "0.00", "recurringminamount amount"},
		{"recurringperiod", "0", "recurringperiod smallint"},
		{"recurringperiod", "32768", "recurringperiod smallint"},
		{"recurringperiod", "000030", "recurringperiod smallint"},
		{"recurringperiod", "+30", "recurringperiod smallint"},
		{"recurringmaxdate", "31.05.2025", "recurringmaxdate ended"},
		{"recurringmaxdate", "1.6.2026", "recurringmaxdate date"},
		{"recurringmaxdate", "30.02.2026", "recurringmaxdate date"},
		{"recurringmaxdate", "2026-06-01", "recurringmaxdate date"},
	} {
		r := record(s, 0, "ordercurrency", "RUB", "recurringindicator", "1", "recurringminamount", "10.00", "recurringmaxamount", "20",
			"recurringperiod", "30", "recurringmaxdate", "01.06.2025", test.field, test.value)
		_, err := recurring.Begin(&s.Operations[0], r, date("01.06.2025 10:00"))
		if diff := cmp.Diff([]string{test.want}, rules(t, err)); diff != "" {
			t.Errorf("%s %s: %s", test.field, test.value, diff)
		}
	}
}

func TestCheckRecord_ChecksEveryAmountAndItsCurrency(t *testing.T) {
	s := example()
	at := date("02.03.2025 00:00")
	r := record(s, 1, "billnumber", "511111100000001.1", "amount", "15.00", "currency", "RUR")
	if err := subscription().CheckRecord(&s.Operations[1], r, at); err != nil {
		t.Error(err)
	}
	err := subscription().CheckRecord(&s.Operations[1], record(s, 1, "amount", "1.000", "orderamount", "21", "ordercurrency", "USD"), date("01.01.2026 00:00"))
	if diff := cmp.Diff([]string{"billnumber required", "amount amount", "currency required", "orderamount max", "ordercurrency currency", " ended"}, rules(t, err)); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(err.Error(), "example.again: request not sent: ") {
		t.Errorf("got %v", err)
	}
}
