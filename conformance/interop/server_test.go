//go:build interop

package interop

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// servers are gateways in other languages over our WSDLs; each gets the port to listen on.
var servers = []struct {
	name    string
	command func(port string) []string
}{
	{"PHP SoapServer", func(port string) []string {
		return []string{"php", "-q", "-S", "127.0.0.1:" + port, "testdata/server.php"}
	}},
	{"npm soap server", func(port string) []string { return []string{"node", "npm/exchanges.js", port} }},
}

// exchange is one entry of testdata/exchanges.json: what we ask, and lines that the
// command must print of the answer. The servers refuse what does not arrive as asked.
type exchange struct {
	Request map[string]string
	Read    []string
}

// The command call, as a user has it, performs every operation on foreign servers; what
// it prints is what they answered, verified.
func TestInterop_OurClientCallsForeignServers(t *testing.T) {
	operations, table := operations(), map[string]map[string]string{}
	for _, server := range servers {
		table[server.name] = callAll(t, serve(t, server.name, server.command))
	}
	t.Log("\n" + format(operations, []string{servers[0].name, servers[1].name}, table))
	for _, operation := range operations {
		for _, server := range servers {
			if result := table[server.name][operation]; result != "ok" {
				t.Errorf("%s: %s: %q", server.name, operation, result)
			}
		}
	}
}

// serve starts a foreign server and waits until it takes connections.
func serve(t *testing.T, name string, command func(port string) []string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	listener.Close()
	words := command(port)
	process := exec.CommandContext(t.Context(), words[0], words[1:]...)
	if err := process.Start(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	t.Cleanup(func() { _ = process.Process.Kill(); _ = process.Wait() })
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", "127.0.0.1:"+port)
		if err == nil {
			connection.Close()
			return "http://127.0.0.1:" + port
		}
		if ctx.Err() != nil {
			t.Fatalf("%s did not start: %v", name, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func callAll(t *testing.T, endpoint string) map[string]string {
	t.Helper()
	text, err := os.ReadFile("testdata/exchanges.json")
	if err != nil {
		t.Fatal(err)
	}
	var exchanges map[string]exchange
	if err := json.Unmarshal(text, &exchanges); err != nil {
		t.Fatal(err)
	}
	results := map[string]string{}
	for name, e := range exchanges {
		results[name] = call(t, endpoint, name, e)
	}
	return results
}

// call gives the fields in a file, since secrets are refused on the command line.
func call(t *testing.T, endpoint, name string, e exchange) string {
	t.Helper()
	values := filepath.Join(t.TempDir(), "values.txt")
	var lines strings.Builder
	for field, value := range e.Request {
		fmt.Fprintf(&lines, "%s=%s\n", field, value)
	}
	if err := os.WriteFile(values, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "../../build/assist-soapgen", "call", name, "--endpoint", endpoint, "--values", values).CombinedOutput()
	if err != nil {
		return strings.Join(strings.Fields(string(out)), " ")
	}
	printed := strings.Split(string(out), "\n")
	for _, want := range e.Read {
		if !slices.Contains(printed, want) {
			return "does not print " + want + ", but " + strings.Join(printed, " ")
		}
	}
	return "ok"
}
