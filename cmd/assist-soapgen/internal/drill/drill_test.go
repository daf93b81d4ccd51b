package drill

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/wsdl"
)

// subject is a service to be drilled: cases that ask the target, and the fields that
// the changes are about. A field marked "!" enters a check value or signature in some
// reading, so that a change of it touches one.
type subject struct {
	service string
	sample  []string
	sent    string // in the request; the sample sends a text there that is no number
	unsent  string // in the request, optional; the sample does not send it
	filled  string // a value for it
	slot    string // in the request, optional, not sent, a term of the default reading; "": there is none
	answer  string // in the answer; the gateway fills it in, and the client needs it
	spare   string // in the answer; the gateway fills it in, and nobody needs it; "": there is none
	listed  string // simple type of an enumeration in the request; "": there is none
	bounded string // simple type with a maximal length in the request; "": there is none
	tight   string // field of that type, for its mark
	// tightens is how the sample ends when that type allows two characters only.
	tightens conformance.Verdict
	forget   Adapt // how the sidecar forgets unsent, when more than lists of names is concerned

	described *service.Service
}

var subjects = []subject{
	{
		service: "createbill", sample: []string{"createbill/duplicate-number", "createbill/numbers-are-per-merchant"},
		sent: "bill_currency!", unsent: "url_return!", filled: "https://shop.example.com/", slot: "bill_comment!", answer: "Hash",
		listed: "SendNotification", bounded: "URL", tight: "url_return!", tightens: pass,
	},
	{
		service: "billstatus", sample: []string{"billstatus/fresh-bill", "billstatus/unknown-bill"},
		sent: "bill", unsent: "billnumber", filled: "", answer: "bill_status!", spare: "sendnotification",
		forget: inTurn(EditSidecar(", billNumber: billnumber}", "}", "{rule: one-of, fields: [bill, billnumber]", "{rule: require, fields: [bill]"), RemoveFacts(false, "billnumber")),
	},
	{
		service: "billrevoke", sample: []string{"billrevoke/invoiced-bill", "billrevoke/unknown-bill"},
		sent: "bill!", unsent: "sendnotification", filled: "0", answer: "bill_status!", spare: "sendnotification",
	},
	{
		service: "silentpay", sample: []string{"silentpay/card-approved", "silentpay/card-declined"},
		sent: "ordercurrency!", unsent: "city", filled: "Test", answer: "orderstate!", spare: "issuebank",
		listed: "CardType", bounded: "Code3", tight: "ordercurrency!", tightens: fail,
	},
}

func find(t *testing.T, all []*conformance.Case, names []string) []*conformance.Case {
	t.Helper()
	var found []*conformance.Case
	for _, c := range all {
		if slices.Contains(names, c.Name) {
			found = append(found, c)
		}
	}
	if len(found) != len(names) {
		t.Fatalf("%d of the cases %v are there", len(found), names)
	}
	return found
}

func TestDrill_EveryChangeEndsAsPredicted(t *testing.T) {
	all, err := conformance.Load(cases.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, s := range catalog.Services() {
		i := slices.IndexFunc(subjects, func(p subject) bool { return p.service == s.Name })
		if i < 0 {
			t.Errorf("service %s is not drilled; add it to subjects", s.Name)
			continue
		}
		sample := find(t, all, subjects[i].sample)
		for _, r := range rehearsals {
			subjects[i].described = s
			expected := r.expected(&subjects[i])
			if expected == nil {
				continue
			}
			played++
			t.Run(s.Name+"/"+r.name, func(t *testing.T) {
				rehearse(t, s, &subjects[i], &r, expected, sample)
			})
		}
	}
	t.Logf("%d drills", played)
}

func rehearse(t *testing.T, s *service.Service, p *subject, r *rehearsal, want *ending, sample []*conformance.Case) {
	d := &Drill{Base: wsdl.Files, Services: catalog.Services(), Service: s, Change: r.change(p), Sample: sample}
	if r.adapt != nil {
		d.Adapt = r.adapt(p)
	}
	if r.cases != nil {
		d.Cases = r.cases(p)
	}
	got, err := d.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	sidecar, err := wsdl.Files.ReadFile(s.Name + ".service.yaml")
	if err != nil {
		t.Fatal(err)
	}
	refused := make([]string, len(want.refused))
	for i, place := range want.refused {
		refused[i] = resolve(t, string(sidecar), got.WSDL, place)
	}
	slices.Sort(refused)
	slices.Sort(got.Refused)
	wanted := fmt.Sprintf("diff: %s\ngenerate refuses: %s\ntoday's client: %s\nclient made anew: %s",
		strings.Join(want.rules, " "), strings.Join(refused, ", "), want.today, want.anew)
	became := fmt.Sprintf("diff: %s\ngenerate refuses: %s\ntoday's client: %s\nclient made anew: %s",
		strings.Join(got.Rules, " "), strings.Join(got.Refused, ", "), got.Today, got.Anew)
	if diff := cmp.Diff(wanted, became); diff != "" {
		t.Errorf("predicted\n%s\nbecame\n%s\n%s", wanted, became, strings.Join(got.Notes, "\n"))
	}
	if diff := cmp.Diff(got.Rules, got.Fetched, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("fetch does not say what diff says\n%s", diff)
	}
}

// resolve turns a place in words into one in numbers, found in the texts: "code
// request" and "code answer" are where the facts of a message begin, "code
// request.NAME" is the facts of a field, "code request.^NAME" those of the field before
// it, "code operation" the operation's name in the sidecar, "code wsdl:NAME" its
// binding in the changed WSDL.
func resolve(t *testing.T, sidecar, contract, place string) string {
	t.Helper()
	code, where, _ := strings.Cut(place, " ")
	if name, ok := strings.CutPrefix(where, "wsdl:"); ok {
		lines := strings.Split(contract, "\n")
		line, _ := position(t, lines, 0, `<operation name="`+name+`"`)
		line, col := position(t, lines, line, `<operation name="`+name+`"`)
		return fmt.Sprintf("%s wsdl:%d:%d", code, line, col)
	}
	lines := strings.Split(sidecar, "\n")
	message, name, _ := strings.Cut(where, ".")
	heads := map[string]string{"request": "    request:", "answer": "    response:", "operation": "    wsdl:"}
	line, _ := position(t, lines, 0, heads[message])
	switch {
	case message == "operation":
		return fmt.Sprintf("%s service.yaml:%d:%d", code, line, len(heads[message])+2)
	case name == "":
		return fmt.Sprintf("%s service.yaml:%d:7", code, line+1)
	}
	name, before := strings.CutPrefix(name, "^")
	at, col := position(t, lines, line, "        "+name+":")
	for before {
		at--
		before = strings.HasPrefix(lines[at-1], "         ")
	}
	return fmt.Sprintf("%s service.yaml:%d:%d", code, at, max(col, 9))
}

// position finds the first line that holds a text, from a line on.
func position(t *testing.T, lines []string, from int, text string) (line, col int) {
	t.Helper()
	for i := from; i < len(lines); i++ {
		if at := strings.Index(lines[i], text); at >= 0 {
			return i + 1, at + 1
		}
	}
	t.Fatalf("no line holds %q", text)
	return 0, 0
}
