//go:build interop

package interop

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
)

// clients are the foreign clients. Each script gets the endpoint, prints one line
// "operation result" per operation and "wrong-checkvalue first/second" at the end.
var clients = []struct {
	name    string
	command []string
}{
	{"PHP SoapClient", []string{"php", "-d", "soap.wsdl_cache_enabled=0", "testdata/client.php"}},
	{"Python zeep", []string{"/usr/bin/python3", "testdata/client.py"}},
	{"npm soap", []string{"node", "npm/client.js"}},
	{"gSOAP", []string{"testdata/gsoap/client.sh"}},
}

func TestInterop_ForeignClientsPerformEveryOperation(t *testing.T) {
	operations := append(operations(), "wrong-checkvalue")
	table, names := map[string]map[string]string{}, []string{}
	for _, client := range clients {
		table[client.name] = run(t, client.name, client.command)
		names = append(names, client.name)
	}
	t.Log("\n" + format(operations, names, table))
	for _, operation := range operations {
		for _, client := range clients {
			if result := table[client.name][operation]; result != "ok" {
				t.Errorf("%s: %s: %q", client.name, operation, result)
			}
		}
	}
}

// operations lists what a client of the gateway can perform. Where the merchant is the
// server (nothing of the request is filled in by a merchant's client) there is nothing
// to perform: that direction is driven by TestNotification_ in the sandbox.
func operations() []string {
	var names []string
	for _, s := range catalog.Services() {
		if !sandbox.Served(s) {
			continue
		}
		for i := range s.Operations {
			names = append(names, s.Name+"."+s.Operations[i].Name)
		}
	}
	return names
}

func run(t *testing.T, name string, command []string) map[string]string {
	t.Helper()
	sb, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer sb.Close()
	out, err := exec.CommandContext(t.Context(), command[0], append(command[1:], sb.URL())...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, out)
	}
	results := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if operation, result, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			results[operation] = result
		}
	}
	return results
}

// format draws the table of peer x operation.
func format(operations, peers []string, table map[string]map[string]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s%s\n", "operation", columns(peers))
	for _, operation := range operations {
		var results []string
		for _, peer := range peers {
			results = append(results, table[peer][operation])
		}
		fmt.Fprintf(&b, "%-24s%s\n", operation, columns(results))
	}
	return b.String()
}

func columns(cells []string) string {
	var b strings.Builder
	for _, cell := range cells {
		fmt.Fprintf(&b, "%-18s", cell)
	}
	return strings.TrimRight(b.String(), " ")
}
