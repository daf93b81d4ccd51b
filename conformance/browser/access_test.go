package browser_test

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// checks is what we look for ourselves, in every page.
//
//go:embed access.js
var checks string

// axeFile is axe-core as .ci/install-browser fetches it.
const axeFile = "../../build/axe/axe.min.js"

// Every page is usable without a mouse and without eyes, light and dark, in both
// languages: no serious or critical finding of axe-core, and none of ours.
func TestPages_AreAccessible(t *testing.T) {
	d := sit(t, told(t))
	d.busy(t)
	axe, err := os.ReadFile(axeFile)
	if err != nil && os.Getenv("BROWSER_REQUIRED") != "" {
		t.Fatalf("axe-core is not there: %v; .ci/install-browser fetches it", err)
	} else if err != nil {
		t.Log("axe-core is not there; only our own checks run. .ci/install-browser fetches it")
	}
	link := d.bill(t, "A-9")
	paths := []string{"/", link, "/bill/paybill.cfm?ID=none", fmt.Sprintf("/console/exchanges/%d", d.wrongDigest(t))}
	for _, name := range consolePaths() {
		paths = append(paths, "/console/"+name)
	}
	paths = append(paths, "/console/bills/new")
	for _, list := range []string{"bills", "orders", "outbox"} {
		d.open(t, "/console/"+list)
		paths = append(paths, get(t, d, chromedp.Evaluate[string](`document.querySelector("tbody a").getAttribute("href")`)))
	}
	d.open(t, d.bill(t, "A-10"))
	d.pay(t, "4000000000003220")
	paths = append(paths, get(t, d, chromedp.Evaluate[string](`location.pathname + location.search`)))
	for _, path := range paths {
		for _, lang := range []string{"en", "ru"} {
			for _, dark := range []bool{false, true} {
				separator := "?"
				if strings.Contains(path, "?") {
					separator = "&"
				}
				d.dark(t, dark)
				d.open(t, path+separator+"lang="+lang)
				for _, finding := range get(t, d, chromedp.Evaluate[[]string](checks)) {
					t.Errorf("%s (%s, dark %v): %s", path, lang, dark, finding)
				}
				if len(axe) > 0 && lang == "en" {
					for _, finding := range d.axe(t, string(axe)) {
						t.Errorf("%s (%s, dark %v): axe: %s", path, lang, dark, finding)
					}
				}
			}
		}
	}
}

// axe runs axe-core in the page. It is put there by the debugger, which no content
// security policy concerns.
func (d *desk) axe(t *testing.T, script string) []string {
	t.Helper()
	return get(t, d, chromedp.Evaluate[[]string](script+`;
		axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}).then(r =>
			r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.target.join(" ") + " " + n.failureSummary).slice(0, 3).join("; ")))`,
		chromedp.EvalAwaitPromise))
}
