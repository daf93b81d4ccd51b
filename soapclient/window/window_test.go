package window_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/window"
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

const (
	yearFirst = iota
	dayFirst
	without
	half
)

// example has a query with the parts year first, one day first with other spellings,
// one without a window and one with half of it.
func example() *service.Service {
	fields := func(names string) (all []service.Field) {
		for name := range strings.FieldsSeq(names) {
			f := service.Field{Name: name, Type: service.XSDString, Flags: service.Optional}
			if first, second, renamed := strings.Cut(name, "="); renamed {
				f.Name, f.Facts = first, &service.Facts{Param: second}
			}
			all = append(all, f)
		}
		return all
	}
	return &service.Service{
		Name: "example", Spaces: []string{""},
		Types: []service.Type{
			{Fields: fields("ordernumber startyear startmonth startday starthour startmin endyear endmonth endday endhour endmin format")},
			{Fields: fields("startDay startMonth startYear startHour startMin d2=EndDay m2=EndMonth y2=EndYear h2=EndHour n2=EndMin")},
			{Fields: fields("ordernumber")},
			{Fields: fields("startyear startmonth startday")},
		},
		Operations: []service.Operation{
			{Name: "byorder", Request: service.Message{Type: yearFirst}, Limit: service.Limit{DefaultWindow: 3 * 86400}},
			{Name: "byday", Request: service.Message{Type: dayFirst}, Limit: service.Limit{MaxWindow: 86400, DefaultWindow: 3 * 3600}},
			{Name: "without", Request: service.Message{Type: without}},
			{Name: "half", Request: service.Message{Type: half}},
		},
	}
}

func TestBetween_IsGMTAndRoundsOutward(t *testing.T) {
	got := window.Between(at("2025-03-30T02:59:59+03:00"), at("2025-03-30T03:00:01+03:00"))
	want := window.Range{From: at("2025-03-29T23:59:00Z"), To: at("2025-03-30T00:01:00Z")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if w := window.Between(want.From, want.To); w != want {
		t.Errorf("whole minutes move: %s", w)
	}
	for _, to := range []time.Time{want.From, want.From.Add(-time.Hour)} {
		if w := window.Between(want.From, to); !w.IsEmpty() || slices.Collect(window.Split(w, time.Hour)) != nil {
			t.Errorf("%s is not empty", w)
		}
	}
}

func TestSince_EndsWithTheMinuteThatIsOver(t *testing.T) {
	from, now := at("2025-01-31T10:00:30Z"), at("2025-01-31T12:30:59.999Z")
	if w := window.Since(from, now); w.String() != "2025-01-31 10:00 to 2025-01-31 12:30 GMT" {
		t.Errorf("got %s", w)
	}
	if w := window.Since(now, from); !w.IsEmpty() {
		t.Errorf("got %s", w)
	}
}

// On the night when clocks change nothing happens in GMT: a day has 24 hours.
func TestBetween_KnowsNoSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	w := window.Between(time.Date(2025, 3, 30, 0, 0, 0, 0, berlin), time.Date(2025, 3, 31, 0, 0, 0, 0, berlin))
	if w.Length() != 23*time.Hour || w.String() != "2025-03-29 23:00 to 2025-03-30 22:00 GMT" {
		t.Errorf("got %s", w)
	}
}

func TestSet_BothOrdersOfPartsByName(t *testing.T) {
	s := example()
	w := window.Between(at("2024-02-29T00:05:00Z"), at("2024-03-01T13:00:00Z"))
	for _, test := range []struct {
		operation string
		padded    bool
		want      string
	}{
		{"byorder", false, "|2024|2|29|0|5|2024|3|1|13|0|"},
		{"byorder", true, "|2024|02|29|00|05|2024|03|01|13|00|"},
		{"byday", false, "29|2|2024|0|5|29|2|2024|13|0"},
	} {
		op := s.Operation(test.operation)
		fields, err := window.FieldsOf(s, op)
		if err != nil {
			t.Fatal(err)
		}
		fields.Padded = test.padded
		w := w
		if op.Limit.MaxWindow > 0 {
			w.To = w.To.AddDate(0, 0, -1)
		}
		r := service.NewRecord(s, op.Request.Type)
		if err := fields.Set(r, w); err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, v := range r.Values() {
			texts = append(texts, v.Text)
		}
		if got := strings.Join(texts, "|"); got != test.want {
			t.Errorf("%s: got %s, want %s", test.operation, got, test.want)
		}
	}
}

func TestFieldsOf_SaysWhatIsMissing(t *testing.T) {
	s := example()
	for operation, want := range map[string]string{
		"without": "example.without: its request has no window",
		"half":    "example.half: parts of the window are missing in its request: starthour, startmin, endyear, endmonth, endday, endhour, endmin",
	} {
		if _, err := window.FieldsOf(s, s.Operation(operation)); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestSet_RefusesWindowsThatTheGatewayWouldReplace(t *testing.T) {
	s := example()
	op := s.Operation("byday")
	fields, err := window.FieldsOf(s, op)
	if err != nil {
		t.Fatal(err)
	}
	r := service.NewRecord(s, op.Request.Type)
	start := at("2024-02-28T12:00:00Z")
	if err := fields.Set(r, window.Between(start, start.Add(24*time.Hour))); err != nil {
		t.Error(err)
	}
	err = fields.Set(r, window.Between(start, start.Add(24*time.Hour+time.Second)))
	if err == nil || !strings.Contains(err.Error(), "longer than the 24h0m0s") {
		t.Errorf("got %v", err)
	}
}

func TestSet_RefusesEmptyRangesFarYearsAndForeignRecords(t *testing.T) {
	s := example()
	fields, err := window.FieldsOf(s, s.Operation("byorder"))
	if err != nil {
		t.Fatal(err)
	}
	good := window.Between(at("2025-01-01T00:00:00Z"), at("2025-01-02T00:00:00Z"))
	for name, test := range map[string]struct {
		typ service.TypeID
		w   window.Range
	}{
		"empty":   {yearFirst, window.Range{From: good.To, To: good.From}},
		"far":     {yearFirst, window.Between(good.From, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))},
		"foreign": {dayFirst, good},
	} {
		r := service.NewRecord(s, test.typ)
		if err := fields.Set(r, test.w); err == nil {
			t.Errorf("%s: no error", name)
		}
		if !slices.ContainsFunc(r.Values(), func(v service.Value) bool { return v.State != service.Absent }) {
			continue
		}
		t.Errorf("%s: the record was changed", name)
	}
}

func TestWindows_FollowTheLimitOfTheOperation(t *testing.T) {
	s := example()
	r := window.Between(at("2024-02-28T12:00:00Z"), at("2024-03-01T12:30:00Z"))
	var got []string
	for w := range window.Windows(s.Operation("byday"), r) {
		got = append(got, w.String())
	}
	want := []string{
		"2024-02-28 12:00 to 2024-02-29 12:00 GMT", "2024-02-29 12:00 to 2024-03-01 12:00 GMT", "2024-03-01 12:00 to 2024-03-01 12:30 GMT",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all := slices.Collect(window.Windows(s.Operation("byorder"), r)); len(all) != 1 || all[0] != r {
		t.Errorf("without a limit: got %v", all)
	}
}

func TestDefault_EndsNow(t *testing.T) {
	s := example()
	w, ok := window.Default(s.Operation("byday"), at("2025-03-01T02:30:00+03:00"))
	if !ok || w.String() != "2025-02-28 20:30 to 2025-02-28 23:30 GMT" {
		t.Errorf("got %s, %v", w, ok)
	}
	if _, ok := window.Default(s.Operation("without"), at("2025-03-01T00:00:00Z")); ok {
		t.Error("a default that nobody documents")
	}
}

func drawRange(t *rapid.T, days int64) (from, to time.Time) {
	zone := time.FixedZone("", rapid.IntRange(-14*3600, 14*3600).Draw(t, "zone"))
	from = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "from"), rapid.Int64Range(0, 1e9-1).Draw(t, "nanoseconds")).In(zone)
	return from, from.Add(time.Duration(rapid.Int64Range(1, days*86400*1e9).Draw(t, "length")))
}

func TestSplit_CoversTheRangeExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawRange(t, 20)
		r := window.Between(from, to)
		most := time.Duration(rapid.IntRange(1, 3*86400).Draw(t, "most")) * time.Second
		if r.From.After(from) || from.Sub(r.From) >= time.Minute || r.To.Before(to) || r.To.Sub(to) >= time.Minute {
			t.Fatalf("%s does not fit %v to %v", r, from, to)
		}
		next, n := r.From, 0
		for w := range window.Split(r, most) {
			if !w.From.Equal(next) || w.IsEmpty() || w.Length() > max(most, time.Minute) || w.To.Second() != 0 {
				t.Fatalf("%s after %v, at most %v", w, next, most)
			}
			if next, n = w.To, n+1; n > 1<<16 {
				t.Skip("too many windows to be worth it")
			}
		}
		if !next.Equal(r.To) {
			t.Fatalf("the windows end at %v, not %v", next, r.To)
		}
	})
}

func TestParts_AreTheMomentInGMT(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawRange(t, 1000)
		w := window.Between(from, to)
		p := w.Parts()
		for _, test := range []struct {
			parts []string
			want  time.Time
		}{
			{[]string{p.StartYear, p.StartMonth, p.StartDay, p.StartHour, p.StartMin}, w.From},
			{[]string{p.EndYear, p.EndMonth, p.EndDay, p.EndHour, p.EndMin}, w.To},
		} {
			got, err := time.Parse("2006 1 2 15 4", strings.Join(test.parts, " "))
			if err != nil || !got.Equal(test.want) {
				t.Fatalf("%v is not %v: %v", test.parts, test.want, err)
			}
		}
	})
}

// The gateway is played with both readings of the end minute: whichever is true, every
// record of the range comes out once.
func TestSeam_EveryRecordOnceWhateverTheEndMinuteMeans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := at("2024-02-28T00:00:00Z")
		r := window.Between(start, start.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "minutes"))*time.Minute))
		times := rapid.SliceOfN(rapid.IntRange(-600, 320*60), 0, 40).Draw(t, "records")
		inclusive, timed := rapid.Bool().Draw(t, "inclusive"), rapid.Bool().Draw(t, "timed")
		count := make([]int, len(times))
		var seam window.Seam[int]
		for w := range window.Split(r, time.Duration(rapid.IntRange(1, 90).Draw(t, "most"))*time.Minute) {
			seam.Enter(w)
			asked := w
			if inclusive {
				asked.To = w.To.Add(time.Minute)
			}
			for key, seconds := range times {
				moment := start.Add(time.Duration(seconds) * time.Second)
				if !asked.Holds(moment) {
					continue
				}
				if !timed {
					moment = time.Time{}
				}
				if !seam.Seen(key, moment) {
					count[key]++
				}
			}
		}
		for key, seconds := range times {
			moment := start.Add(time.Duration(seconds) * time.Second)
			if n := count[key]; n > 1 || n == 0 && r.Holds(moment) {
				t.Fatalf("the record at %v came %d times; range %s", moment, n, r)
			}
		}
	})
}

func TestSplit_StopsWhenTheCallerDoes(t *testing.T) {
	n := 0
	for range window.Split(window.Between(at("2000-01-01T00:00:00Z"), at("9000-01-01T00:00:00Z")), time.Minute) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("got %d windows", n)
	}
}
