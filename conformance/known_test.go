package conformance

import (
	"strings"
	"testing"
	"time"
)

const good = "responsecode=AS000\nmessage=good\n"

const entry = "case: x/known\nstep: call\npath: message\nreason: ticket 4711\nowner: payments\nexpires: 2999-12-31\n"

func known(t *testing.T, text string) *Known {
	t.Helper()
	k, err := ParseKnown("known.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKnown_VerdictsAndStaleEntries(t *testing.T) {
	works, broken := payReply("<responsecode>AS000</responsecode><message>good</message>"), payReply("<responsecode>AS000</responsecode><message>bad</message>")
	for _, c := range []struct {
		name, list, reply string
		verdict           Verdict
		stale             string
		conforms, green   bool
	}{
		{"covers the only difference", entry, broken, KnownFail, "", false, false},
		{"covers it by patterns", strings.NewReplacer("x/known", "x/*", "path: message", "path: *").Replace(entry), broken, KnownFail, "", false, false},
		{"covers another path", strings.Replace(entry, "message", "amount", 1), broken, Fail, "known.txt:1: x/known call amount: it is stale: nothing fails there any more; remove it", false, false},
		{"passes by now", entry, works, UnexpectedPass, "known.txt:1: x/known call message: it is stale: nothing fails there any more; remove it", true, false},
		{"has expired", strings.Replace(entry, "2999", "2019", 1), broken, Fail, "known.txt:1: x/known call message: it expired on 2019-12-31 and still fails; payments has to decide", false, false},
	} {
		p := plan(answering(t, same(c.reply)), paid(t, "x/known", good))
		p.Known = known(t, c.list)
		report := judged(t, p)
		var stale []string
		for _, s := range report.Stale {
			stale = append(stale, s.String())
		}
		if r := report.Results[0]; r.Verdict != c.verdict || strings.Join(stale, "\n") != c.stale || report.Conforms() != c.conforms || report.Green() != c.green {
			t.Errorf("%s: %s, stale %q, conforms %v, green %v", c.name, findings(&r), stale, report.Conforms(), report.Green())
		}
	}
}

func TestKnown_AKnownFailureBesideAPassIsGreen(t *testing.T) {
	p := plan(answering(t, same(payReply("<responsecode>AS000</responsecode><message>bad</message>"))), paid(t, "x/known", good),
		mustParse(t, "x/other", caseHead+"-- input --\n"+payInput+"-- output --\noutcome: succeeded\nresponsecode=AS000\nmessage=bad\n"))
	p.Known = known(t, entry)
	report := judged(t, p)
	r := report.Results[0]
	if r.Verdict != KnownFail || len(r.Steps[0].Known) != 1 || r.Failed() {
		t.Errorf("got %s", findings(&r))
	}
	if report.Outdated() {
		t.Errorf("stale: %v", report.Stale)
	}
}

func TestKnown_APatternForNothingIsAnError(t *testing.T) {
	p := plan(answering(t, same("")), paid(t, "x/known", ""))
	p.Known = known(t, strings.Replace(entry, "x/known", "y/*", 1))
	if _, err := Run(t.Context(), p); err == nil || err.Error() != "known.txt:1:1: no case is called y/*; conform --list shows their names" {
		t.Errorf("got %v", err)
	}
}

func TestKnown_DefectsAreToldAllAtOnce(t *testing.T) {
	_, err := ParseKnown("k", []byte("# comment\ncase: a\nnonsense\nexpires: soon\n\ncase: b\ncase: c\n"))
	want := `k:3:1: "nonsense" is no line of an entry; the keys are case, step, path, reason, owner, expires
k:2:1: the entry lacks step
k:2:1: the entry lacks path
k:2:1: the entry lacks reason
k:2:1: the entry lacks owner
k:2:1: expires is a day as 2026-12-31
k:7:1: case is given twice; entries are separated by an empty line
k:6:1: the entry lacks step
k:6:1: the entry lacks path
k:6:1: the entry lacks reason
k:6:1: the entry lacks owner
k:6:1: the entry lacks expires`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v", err)
	}
}

func TestKnown_WrittenListCoversTheRunItWasWrittenFrom(t *testing.T) {
	p := plan(answering(t, same(payReply("<responsecode>AS000</responsecode><message>bad</message>"))), paid(t, "x/known", good), paid(t, "x/new", good))
	p.Known = known(t, entry)
	renewed := p.Known.Renew(judged(t, p), "me", time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC))
	if !strings.Contains(renewed.String(), "reason: ticket 4711") || !strings.Contains(renewed.String(), "case: x/new\nstep: call\npath: message\nreason: not examined yet: want \"good\", got \"bad\"\nowner: me\nexpires: 2999-01-01\n") {
		t.Errorf("got %s", renewed)
	}
	p.Known = known(t, renewed.String())
	report := judged(t, p)
	if report.Count(KnownFail) != 2 || report.Outdated() {
		t.Errorf("%d known, stale %v", report.Count(KnownFail), report.Stale)
	}
}
