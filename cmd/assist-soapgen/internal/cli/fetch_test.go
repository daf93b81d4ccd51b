package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/wsdl"
)

// contracts copies the project's contracts, one file edited.
func contracts(t *testing.T, file string, edit ...string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(wsdl.Files, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := wsdl.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == file {
			if !strings.Contains(string(text), edit[0]) {
				t.Fatalf("%s has no %q", file, edit[0])
			}
			text = []byte(strings.NewReplacer(edit...).Replace(string(text)))
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

// live is a gateway on loopback that serves the contracts.
func live(t *testing.T, files fs.FS) string {
	t.Helper()
	sb, err := sandbox.New(sandbox.Config{WSDL: files})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	return server.URL
}

// project writes the contracts to a folder, as a checkout has them.
func project(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "wsdl")
	if err := os.CopyFS(folder, contracts(t, "")); err != nil {
		t.Fatal(err)
	}
	return folder
}

// fetchInto runs fetch with the server's address and folders put in the place of words.
func fetchInto(t *testing.T, endpoint, folder string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	stored := t.TempDir()
	args = append([]string{"fetch", "--endpoint", endpoint, "--wsdl", folder, "--out", stored}, args...)
	code = Run(args, strings.NewReader(""), &out, &problems)
	words := strings.NewReplacer(endpoint, "ENDPOINT", filepath.ToSlash(stored), "STORED", filepath.ToSlash(folder), "WSDL")
	return code, words.Replace(out.String()), words.Replace(problems.String())
}

func wantLines(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(text, line) {
			t.Errorf("%q is not in\n%s", line, text)
		}
	}
}

const commentField = `<xsd:element name="bill_comment" type="xsd:string" minOccurs="0"/>`

func TestFetch_ARenamedFieldIsShownWithAllItTouches(t *testing.T) {
	endpoint := live(t, contracts(t, "createbill.wsdl", `"bill_comment"`, `"bill_note"`))
	code, out, problems := fetchInto(t, endpoint, project(t), "--service", "createbill,silentpay")
	if code != exitStale {
		t.Errorf("exit code %d", code)
	}
	wantLines(t, out,
		"bill_comment is now called bill_note, it seems.",
		"touches BillComment: Go field",
		"touches conformance/cases/createbill/",
		"[request-field-renamed · wire, source, checkvalue · WSDL/createbill.wsdl:25:11 → STORED/bill/createbill.wsdl:19:11",
		"Notes (1)", "The address went from https://SERVER-NAME/bill/createbill.cfm to ENDPOINT/bill/createbill.cfm.",
		"The sidecar would no longer fit; generate would refuse:",
		`WSDL/createbill.service.yaml:51:9: create.request: the WSDL has no field "bill_comment" here [sidecar-field]`,
		`field "bill_note" of the WSDL (STORED/bill/createbill.wsdl:19:11) is missing [sidecar-field]`,
		"Go names concerned: BillComment",
		"silentpay: ENDPOINT/pay/silentpay.wsdl",
		"  as checked in; the address went from https://SERVER-NAME/pay/silentpay.cfm to ENDPOINT/pay/silentpay.cfm",
		"2 contracts: 1 as checked in, 1 changed, 0 not taken; stored in STORED")
	wantLines(t, problems, "the live contracts differ from those checked in; docs/wsdl-change.md says what to do")
}

func TestFetch_AChangeThatTheSidecarBearsListsFilesToRegenerate(t *testing.T) {
	endpoint := live(t, contracts(t, "createbill.wsdl", `<xsd:enumeration value="EN"/>`, `<xsd:enumeration value="EN"/><xsd:enumeration value="UZ"/>`))
	code, out, _ := fetchInto(t, endpoint, project(t), "--service", "createbill")
	if code != exitStale {
		t.Errorf("exit code %d", code)
	}
	wantLines(t, out, `Values were added: "UZ".`, "Generating would change:\n  generated/createbill/descriptor.gen.go\n  generated/createbill/messages.gen.go\nGo names concerned: Language\n")
}

func TestFetch_ApprovedDifferencesAreNoDrift(t *testing.T) {
	endpoint, folder := live(t, contracts(t, "createbill.wsdl", commentField, "")), project(t)
	_, out, _ := fetchInto(t, endpoint, folder)
	at := strings.Index(out, "[request-field-removed-optional")
	if at < 0 {
		t.Fatal(out)
	}
	line, _, _ := strings.Cut(out[at:], "]")
	print := line[strings.LastIndexByte(line, ' ')+1:]
	list := filepath.Join(t.TempDir(), "approved")
	if err := os.WriteFile(list, []byte(print+" 2999-12-31 a.owner confirmed by the gateway\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := fetchInto(t, endpoint, folder, "--approvals", list); code != exitOK {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if code, out, _ := fetchInto(t, live(t, wsdl.Files), folder, "--approvals", list); code != exitStale || !strings.Contains(out, "matches no finding") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

func TestFetch_AcceptPutsTheServedContractInPlace(t *testing.T) {
	t.Setenv("CI", "")
	endpoint, folder := live(t, contracts(t, "createbill.wsdl", `<xsd:maxLength value="256"/>`, `<xsd:maxLength value="255"/>`)), project(t)
	sidecar, _ := os.ReadFile(filepath.Join(folder, "createbill.service.yaml"))
	code, out, problems := fetchInto(t, endpoint, folder, "--accept", "createbill")
	if code != exitOK {
		t.Errorf("exit code %d: %s", code, problems)
	}
	wantLines(t, out, "maxLength was tightened from 256 to 255.", "WSDL/createbill.wsdl is now what ENDPOINT serves (sha256 ", "now run: assist-soapgen generate")
	text, err := os.ReadFile(filepath.Join(folder, "createbill.wsdl"))
	if err != nil || !bytes.Contains(text, []byte(`<xsd:maxLength value="255"/>`)) {
		t.Errorf("the contract was not accepted: %v", err)
	}
	if after, _ := os.ReadFile(filepath.Join(folder, "createbill.service.yaml")); !bytes.Equal(sidecar, after) {
		t.Error("the sidecar is not what it was")
	}
	all := fmt.Sprintf("%d contracts: %[1]d as checked in", len(catalog.Services()))
	if code, out, _ := fetchInto(t, endpoint, folder); code != exitOK || !strings.Contains(out, all) {
		t.Errorf("afterwards: exit code %d\n%s", code, out)
	}
}

func TestFetch_AcceptListsTheFactsThatNoLongerFit(t *testing.T) {
	t.Setenv("CI", "")
	endpoint, folder := live(t, contracts(t, "createbill.wsdl", commentField, "")), project(t)
	code, out, problems := fetchInto(t, endpoint, folder, "--accept", "createbill,billstatus")
	if code != exitFindings {
		t.Errorf("exit code %d", code)
	}
	wantLines(t, out, `WSDL/createbill.service.yaml:51:9: create.request: the WSDL has no field "bill_comment" here`,
		"WSDL/createbill.wsdl is now what", "WSDL/billstatus.wsdl is now what")
	wantLines(t, problems, "1 fact of the sidecars no longer fits, as listed above")
}

func TestFetch_AcceptIsForPersons(t *testing.T) {
	t.Setenv("CI", "true")
	folder := project(t)
	code, out, problems := fetchInto(t, live(t, wsdl.Files), folder, "--accept", "createbill")
	if code != exitSafety || out != "" || !strings.Contains(problems, "a person does that, and CI is set here") {
		t.Errorf("exit code %d: %s", code, problems)
	}
}

// A gateway that has some services, a login page, and one split over files.
func TestFetch_EverythingIsReportedAndTheWorstCounts(t *testing.T) {
	t.Setenv("CI", "")
	served := contracts(t, "billstatus.wsdl", "<types>", "<import namespace=\"http://www.paysecure.ru/ws/\" location=\"rest.wsdl\"/><types>")
	mux := http.NewServeMux()
	write := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(text)) }
	}
	mux.HandleFunc("/bill/billstatus.wsdl", write(string(served["billstatus.wsdl"].Data)))
	mux.HandleFunc("/bill/rest.wsdl", write(`<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="http://www.paysecure.ru/ws/"/>`))
	mux.HandleFunc("/bill/createbill.wsdl", write("<html><title>Welcome</title></html>"))
	mux.HandleFunc("/pay/silentpay.wsdl", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	server := httptest.NewServer(mux)
	defer server.Close()
	code, out, problems := fetchInto(t, server.URL, project(t), "--service", "billrevoke,billstatus,createbill,silentpay")
	if code != exitInfrastructure {
		t.Errorf("exit code %d", code)
	}
	wantLines(t, out, "billstatus: ENDPOINT/bill/billstatus.wsdl", "  imports ENDPOINT/bill/rest.wsdl, 101 bytes, in STORED/bill/rest.wsdl\n  as checked in\n",
		"billrevoke: not taken\n  ENDPOINT/bill/billrevoke.wsdl: HTTP 404",
		`createbill: not taken`+"\n"+`  ENDPOINT/bill/createbill.wsdl: it is no WSDL but an HTML page called "Welcome"`,
		"silentpay: not taken\n  ENDPOINT/pay/silentpay.wsdl: the connection ended before the whole answer was there", "4 contracts: 1 as checked in, 0 changed, 3 not taken")
	wantLines(t, problems, "not every service could be reached")
	if code, _, problems := fetchInto(t, server.URL, project(t), "--service", "billstatus,createbill"); code != exitFindings || !strings.Contains(problems, "1 service has no WSDL there") {
		t.Errorf("exit code %d: %s", code, problems)
	}
	code, _, problems = fetchInto(t, server.URL, project(t), "--accept", "billstatus,createbill")
	if code != exitFindings || !strings.Contains(problems, "--accept createbill: there is no contract to accept") || !strings.Contains(problems, "the contract imports 1 documents and WSDL holds one file") {
		t.Errorf("exit code %d: %s", code, problems)
	}
}
