//go:build interop

package interop

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The suite against a gateway that knows nothing of the toolkit: npm soap serves the
// WSDLs, and the built binary is given an address and a file of credentials, as a user
// has them. Half of the services are not built there; that must be said, not hidden.
func TestForeignServer_IsTestedWithEndpointAndConfigAlone(t *testing.T) {
	endpoint, config := foreignServer(t), foreignConfig(t)
	report := conform(t, 1, "--endpoint", endpoint, "--config", config)
	for _, name := range []string{"createbill/life-cycle", "createbill/duplicate-number", "createbill/wrong-secret-word", "billrevoke/revoked-bill-does-not-time-out"} {
		if v := report.verdicts()[name]; v != "pass" && v != "warn" && !(v == "skip" && strings.HasPrefix(name, "billrevoke")) {
			t.Errorf("%s: %s", name, v)
		}
	}
	if n := report.Counts["error"] + report.Counts["not-run"]; n > 0 {
		t.Errorf("%d cases could not be carried out", n)
	}
	if report.Counts["pass"] < 500 || report.Counts["fail"] == 0 {
		t.Errorf("got %v", report.Counts)
	}
	rules := map[string]bool{}
	for _, d := range report.Drift {
		rules[d.Rule] = true
	}
	if !rules["answer-schema"] {
		t.Errorf("npm soap qualifies the parts of an rpc answer, and nobody says so: %v", rules)
	}
	for _, r := range report.Results {
		if r.Verdict == "skip" && !strings.HasPrefix(r.Reason, "the target offers no ") {
			t.Errorf("%s is skipped: %q", r.Case, r.Reason)
		}
	}
}

// What fails at the first run is put on a list; the next run is green, and says what
// changes.
func TestForeignServer_KnownFailuresMakeABaseline(t *testing.T) {
	endpoint, config, known := foreignServer(t), foreignConfig(t), filepath.Join(t.TempDir(), "known.txt")
	common := []string{"--endpoint", endpoint, "--config", config, "--known", known, "--run", "^(createbill|billstatus|billrevoke|silentpay)/"}
	first := conform(t, 1, append(common, "--write-known", "--known-owner", "interop")...)
	again := conform(t, 0, common...)
	if first.Counts["fail"] == 0 || !again.Green || again.Counts["known-fail"] != first.Counts["fail"]+first.Counts["unknown-outcome"] {
		t.Errorf("first %v, then %v", first.Counts, again.Counts)
	}
}

// report is what is read of a report: see docs/schemas/conform-report.schema.json.
type report struct {
	Green   bool           `json:"green"`
	Counts  map[string]int `json:"counts"`
	Results []struct {
		Case, Verdict, Reason string
	} `json:"results"`
	Drift []struct {
		Rule string `json:"rule"`
	} `json:"drift"`
}

func (r *report) verdicts() map[string]string {
	found := map[string]string{}
	for _, c := range r.Results {
		found[c.Case] = c.Verdict
	}
	return found
}

// conform runs the built binary, which must end with the given code.
func conform(t *testing.T, want int, flags ...string) *report {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.json")
	command := exec.CommandContext(t.Context(), "../../build/assist-soapgen", append([]string{"conform", "--json", file}, flags...)...)
	command.Env = append(os.Environ(), "CI=", "FOREIGN_PASSWORD=sandbox_pass1")
	out, _ := command.CombinedOutput()
	if code := command.ProcessState.ExitCode(); code != want {
		t.Fatalf("exit %d, want %d\n%s", code, want, out)
	}
	for _, secret := range []string{"sandbox_pass1", "TestSalt"} {
		if strings.Contains(string(out), secret) {
			t.Errorf("a secret is printed")
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &report{}
	if err := json.Unmarshal(text, r); err != nil {
		t.Fatal(err)
	}
	return r
}

// foreignServer starts npm soap and returns its address.
func foreignServer(t *testing.T) string {
	t.Helper()
	server := exec.CommandContext(t.Context(), "node", "npm/server.js", "../../wsdl")
	server.Stderr = os.Stderr
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("npm soap did not start; .ci/install-interop installs it: %v", err)
	}
	return strings.TrimSpace(line)
}

// foreignConfig names the password's variable and keeps the secret word in a file.
func foreignConfig(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"word.txt":      "TestSalt\n",
		"merchant.conf": "merchant=123456\nlogin=sandbox_login\npassword_env=FOREIGN_PASSWORD\nsecret_word_file=word.txt\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "merchant.conf")
}
