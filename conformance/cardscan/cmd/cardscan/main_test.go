package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

// unpublished makes a card number that nobody published: no file may hold one.
func unpublished() string {
	for n := 8675309; ; n++ {
		if number := fmt.Sprintf("427600%010d", n); service.Luhn(number) {
			return number
		}
	}
}

func each(number, format string) string {
	var b strings.Builder
	for i := range len(number) {
		fmt.Fprintf(&b, format, number[i])
	}
	return b.String()
}

// spellings are ways in which a number gets into a file.
func spellings(number string) map[string]string {
	message := "<Envelope><Body><cardnumber>" + number + "</cardnumber></Body></Envelope>"
	folded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("filler ", 20) + message))
	return map[string]string{
		"plain": "pan=" + number, "grouped": number[:4] + " " + number[4:8] + " " + number[8:12] + " " + number[12:],
		"base64": base64.StdEncoding.EncodeToString([]byte(message)), "folded base64": folded[:76] + "\n" + folded[76:152] + "\n" + folded[152:],
		"hex": hex.EncodeToString([]byte(message)), "percent": each(number, "%%%02X"), "entities": each(number, "&#%d;"), "hex entities": each(number, "&#x%x;"),
		"split by tags": number[:6] + "<b>" + number[6:12] + "</b>" + number[12:], "split by elements": "<a>" + number[:8] + "</a>\n<a>" + number[8:] + "</a>",
		"escapes": each(number, `\u%04x`), "bytes": fmt.Sprint([]byte(number)), "Go bytes": fmt.Sprintf("%#v", []byte(number)), "dump": fmt.Sprintf("% x", number),
		"track": ";" + number + "=30121011234512345678?", "base64 of percent": base64.StdEncoding.EncodeToString([]byte("form=" + each(number, "%%%02X"))),
	}
}

// places are files that the suite writes or the repository holds, with a leak in them.
func places() map[string]func(leak string) []byte {
	quoted := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	return map[string]func(leak string) []byte{
		"logs/app.log": func(leak string) []byte {
			return []byte("time=2026-11-21T20:00:00Z level=ERROR msg=\"call failed\"\n" + leak + "\n")
		},
		"recording/shop/case.json":  func(leak string) []byte { return []byte(`[{"request":{"body":` + quoted(leak) + `}}]`) },
		"golden/answer.txt":         func(leak string) []byte { return []byte("-- step --\n" + leak + "\n") },
		"golden/answer.golden.xml":  func(leak string) []byte { return []byte("<x><y>" + leak + "</y></x>") },
		"report/index.html":         func(leak string) []byte { return []byte("<html><pre>" + html.EscapeString(leak) + "</pre></html>") },
		"report/report.json":        func(leak string) []byte { return []byte(`{"results":[{"response":` + quoted(leak) + `}]}`) },
		"report/junit.xml":          func(leak string) []byte { return []byte("<failure>" + html.EscapeString(leak) + "</failure>") },
		"journal/intents":           func(leak string) []byte { return []byte("deadbeef {\"key\":" + quoted(leak) + "}\n") },
		"internal/pay/pay_test.go":  func(leak string) []byte { return []byte("package pay\n\nconst wire = `" + leak + "`\n") },
		"testdata/fuzz/FuzzX/0123a": func(leak string) []byte { return []byte("go test fuzz v1\n[]byte(" + fmt.Sprintf("%q", leak) + ")\n") },
		"evidence.zip": func(leak string) []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			w, _ := z.Create("recording/shop/case.json")
			_, _ = w.Write([]byte(quoted(leak)))
			_ = z.Close()
			return b.Bytes()
		},
	}
}

// TestScan_FindsEachSeedInEachPlace plants one leak at a time and runs the command.
func TestScan_FindsEachSeedInEachPlace(t *testing.T) {
	number := unpublished()
	tried := 0
	for spelling, leak := range spellings(number) {
		for place, write := range places() {
			tried++
			folder := t.TempDir()
			plant(t, folder, "README", []byte("nothing to see\n"))
			plant(t, folder, place, write(leak))
			var out, errors bytes.Buffer
			if code := run([]string{folder}, &out, &errors); code != 1 || !strings.Contains(out.String(), filepath.Base(place)) || !strings.Contains(out.String(), "card-number") {
				t.Errorf("%s in %s: exit %d %s%s", spelling, place, code, out.String(), errors.String())
			}
			if strings.Contains(out.String(), number) || strings.Contains(out.String(), number[6:12]) {
				t.Errorf("%s in %s: the finding shows it: %s", spelling, place, out.String())
			}
			plant(t, folder, place, write("pan=427600******5309"))
			out.Reset()
			if code := run([]string{"-fields", folder}, &out, &errors); code != 0 {
				t.Errorf("%s, masked: exit %d %s", place, code, out.String())
			}
		}
	}
	t.Logf("%d seeds", tried)
}

// TestScan_FindsSecretFieldsInWhatIsWritten: names betray card codes, passwords, holders.
func TestScan_FindsSecretFieldsInWhatIsWritten(t *testing.T) {
	for _, leak := range []string{
		"<cvc2>519</cvc2>", `<ns:password xsi:type="xsd:string">Hunter22</ns:password>`, `{"secret_word":"Hunter22"}`, "cvc2=519&x=1",
		`cardholder="IVAN IVANOV"`, "<expireyear>2031</expireyear>", "salt=Hunter22", "<paymenttoken>eyJ0b2tlbiI6MX0</paymenttoken>",
	} {
		for _, place := range []string{"logs/app.log", "recording/shop/case.json", "report/index.html", "report/report.json", "evidence.zip"} {
			folder := t.TempDir()
			plant(t, folder, place, places()[place](leak))
			var out, errors bytes.Buffer
			if code := run([]string{"-fields", folder}, &out, &errors); code != 1 || strings.Contains(out.String(), "Hunter22") || strings.Contains(out.String(), "519") {
				t.Errorf("%s in %s: exit %d %s", leak, place, code, out.String())
			}
		}
	}
}

// TestScan_OfARepositoryFindsWhatGitKnows: tracked and new files count, ignored ones not.
func TestScan_OfARepositoryFindsWhatGitKnows(t *testing.T) {
	folder := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		command := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com"}, args...)...)
		command.Dir = folder
		if out, err := command.CombinedOutput(); err != nil {
			t.Skipf("git: %v %s", err, out)
		}
	}
	git("init", "-q")
	t.Chdir(folder)
	scan := func() int { var out bytes.Buffer; return run(nil, &out, &out) }
	plant(t, folder, ".gitignore", []byte("build/\n"))
	plant(t, folder, "build/x", []byte(unpublished()))
	if code := scan(); code != 0 {
		t.Errorf("a clean repository: exit %d", code)
	}
	plant(t, folder, "new.txt", []byte(unpublished()))
	if code := scan(); code != 1 {
		t.Errorf("a leak in a new file: exit %d", code)
	}
	git("add", ".")
	git("commit", "-qm", "x")
	if code := scan(); code != 1 {
		t.Errorf("a leak in a committed file: exit %d", code)
	}
	if code := run([]string{filepath.Join(folder, "gone")}, &bytes.Buffer{}, &bytes.Buffer{}); code != 3 {
		t.Errorf("a folder that is not there: exit %d", code)
	}
}

func plant(t *testing.T, folder, name string, text []byte) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
