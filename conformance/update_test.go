package conformance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// caseDir writes case files into a folder and loads them.
func caseDir(t *testing.T, files map[string]string) (string, []*Case) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list, err := Load(os.DirFS(dir), ".")
	if err != nil {
		t.Fatal(err)
	}
	return dir, list
}

// updated runs a folder of cases, updates it, and returns the changed files and the text of one.
func updated(t *testing.T, files map[string]string, show string) (changed []string, text string) {
	t.Helper()
	dir, list := caseDir(t, files)
	changed, err := Update(dir, carryOut(t, list...))
	if err != nil {
		t.Fatal(err)
	}
	for i := range changed {
		changed[i], _ = filepath.Rel(dir, changed[i])
		changed[i] = filepath.ToSlash(changed[i])
	}
	now, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(show)))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Load(os.DirFS(dir), ".")
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range carryOut(t, again...).Results {
		if r.Verdict != Pass {
			t.Errorf("after the update, %s: %s", again[i].Name, findings(&r))
		}
	}
	return changed, string(now)
}

func TestUpdate_RenewsAnOutputAndKeepsWhatStillMatches(t *testing.T) {
	head := caseHead + "Why it exists.\n\n-- input --\n" + payInput + "-- reply.xml --\n" +
		payReply("<ordernumber>O-{{unique}}</ordernumber><responsecode>AS000</responsecode><amount>100.10</amount><orderstate>Approved</orderstate><testmode>1</testmode><billnumber>5000000000000001</billnumber><packetdate>today</packetdate><extra> x</extra>")
	before := "-- output --\noutcome: refused\ntestmode: true\nordernumber=O-{{unique}}\nresponsecode=AS100\namount={{:amount}}\ngone=1\nbillnumber={{paid:billnumber}}\npacketdate={{:datetime}}\n"
	after := "-- output --\noutcome: succeeded\ntestmode: true\nordernumber=O-{{unique}}\nresponsecode=AS000\namount={{:amount}}\ntestmode=1\norderstate=Approved\nbillnumber={{paid:billnumber}}\npacketdate=today\n+extra=\" x\"\n"
	changed, text := updated(t, map[string]string{"x/case.txtar": head + before}, "x/case.txtar")
	if diff := cmp.Diff(head+after, text); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"x/case.txtar"}, changed); diff != "" {
		t.Error(diff)
	}
}

func TestUpdate_RenewsARequestAndKeepsItsPlaceholders(t *testing.T) {
	text := caseHead + "-- input --\n" + payInput + "-- request.xml --\n" + `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><w:SilentPay xmlns:w="http://www.paysecure.ru/ws/">
<merchant_id>{{merchant}}</merchant_id><login>{{login}}</login><password>{{password}}</password><ordernumber>O-{{unique}}</ordernumber><orderamount>{{:amount}}</orderamount><ordercurrency>USD</ordercurrency><removed>1</removed>
</w:SilentPay></s:Body></s:Envelope>
` + "-- reply.xml --\n" + approved()
	_, now := updated(t, map[string]string{"x/case.txtar": text}, "x/case.txtar")
	for _, want := range []string{
		"<merchant_id>{{merchant}}</merchant_id>", "<password>{{password}}</password>", "<ordernumber>O-{{unique}}</ordernumber>",
		"<orderamount>{{:amount}}</orderamount>", "<ordercurrency>RUB</ordercurrency>", "<expireyear>2040</expireyear>",
	} {
		if !strings.Contains(now, "      "+want+"\n") {
			t.Errorf("%s is not there:\n%s", want, now)
		}
	}
	if strings.Contains(now, "removed") || !strings.HasSuffix(now, "-- reply.xml --\n"+approved()) {
		t.Errorf("got\n%s", now)
	}
}

func TestUpdate_RenewsAnAnswer(t *testing.T) {
	text := strings.Replace(caseHead, "\n\n", "\nneeds: sandbox\n\n", 1) + "-- raw.form --\nMerchant_ID={{merchant}}\nFormat=4\n-- answer.xml --\n" +
		`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>{{:digits}}</faultcode><faultstring>100</faultstring><detail/></e:Fault></e:Body></e:Envelope>` + "\n"
	_, now := updated(t, map[string]string{"x/case.txtar": text}, "x/case.txtar")
	if !strings.Contains(now, "<faultcode>{{:digits}}</faultcode>") || !strings.Contains(now, "<faultstring>101</faultstring>") {
		t.Errorf("got\n%s", now)
	}
}

func TestUpdate_RenewsAnErrorAndKeepsItsKeys(t *testing.T) {
	head := caseHead + "-- options --\nlogin: wrong_login\n-- input --\n" + payInput
	before := "-- error --\nkind: echo\nfirst: 9\nsecond: {{:digits}}\nsent: true\n"
	_, now := updated(t, map[string]string{"x/case.txtar": head + before}, "x/case.txtar")
	if diff := cmp.Diff(head+"-- error --\nkind: gateway\nfirst: 7\nsecond: {{:digits}}\nsent: false\n", now); diff != "" {
		t.Error(diff)
	}
}

func TestUpdate_WritesFailingCasesOnly(t *testing.T) {
	reply := "-- input --\n" + payInput + "-- reply.xml --\n" + approved()
	files := map[string]string{
		"x/green.txtar":   caseHead + reply + "-- output --\n# kept\n" + approvedOutput,
		"x/red.txtar":     caseHead + reply + "-- output --\noutcome: refused\n",
		"x/skipped.txtar": "title: T\ncall: silentpay.pay\nneeds: clock\n\n" + reply + "-- output --\noutcome: refused\n",
	}
	dir, list := caseDir(t, files)
	past := time.Now().Add(-time.Hour)
	for name := range files {
		if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(name)), past, past); err != nil {
			t.Fatal(err)
		}
	}
	target := embedded(t)
	target.Offers = []string{"sandbox"}
	changed, err := Update(dir, carryOutOn(t, target, list...))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join(dir, "x", "red.txtar")}, changed); diff != "" {
		t.Error(diff)
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		now, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if touched := info.ModTime().After(past.Add(time.Minute)); touched != (name == "x/red.txtar") || !touched && string(now) != text {
			t.Errorf("%s: touched %v\n%s", name, touched, now)
		}
	}
}

func TestUpdate_LeavesToAPersonWhetherAnErrorIsRight(t *testing.T) {
	text := caseHead + "-- input --\n" + payInput + "-- reply.xml --\n" + approved() + "-- error --\nkind: gateway\n"
	dir, list := caseDir(t, map[string]string{"x/case.txtar": text})
	changed, err := Update(dir, carryOut(t, list...))
	if err != nil || len(changed) > 0 {
		t.Errorf("rewritten: %v, %v", changed, err)
	}
	if now, _ := os.ReadFile(filepath.Join(dir, "x", "case.txtar")); string(now) != text {
		t.Errorf("got\n%s", now)
	}
}
