package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance/bench"
	"github.com/assist-soap/toolkit/conformance/bench/hand"
	"github.com/assist-soap/toolkit/conformance/bench/workload"
)

// peer is another ecosystem's SOAP library in a process of its own. It is told
// "encode 100", "decode 100" or "both 100", does it and answers with the nanoseconds of
// processor time it took. Its first line is "ready", what it can do and its name, or
// "skip" and a reason.
type peer struct {
	name    string
	can     []string
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// startPeers starts the peers that are installed.
func (m *measurement) startPeers() {
	if m.short {
		return
	}
	dir, err := m.material()
	if err != nil {
		m.report.Skipped = append(m.report.Skipped, "peers: "+err.Error())
		return
	}
	wsdl, work := filepath.Join(dir, "silentpay.wsdl"), filepath.Join(dir, "w.json")
	modules, _ := filepath.Abs(filepath.Join(m.root, "conformance", "interop", "npm", "node_modules"))
	for _, start := range []struct {
		name    string
		command func() (*exec.Cmd, error)
	}{
		{bench.GSOAP, func() (*exec.Cmd, error) { return buildGSOAP(dir) }},
		{"PHP SoapClient", func() (*exec.Cmd, error) { return exec.Command("php", "peers/w.php", wsdl, work), nil }},
		{"npm soap", func() (*exec.Cmd, error) { return exec.Command("node", "peers/w.cjs", wsdl, work, modules), nil }},
		{"zeep", func() (*exec.Cmd, error) { return exec.Command("/usr/bin/python3", "peers/w.py", wsdl, work), nil }},
	} {
		p := &peer{name: start.name}
		command, err := start.command()
		if err == nil {
			err = p.start(command)
		}
		if err != nil {
			m.report.Skipped = append(m.report.Skipped, start.name+": "+err.Error())
			continue
		}
		m.peers = append(m.peers, p)
		m.report.Peers = append(m.report.Peers, p.name)
		p.name = start.name
	}
}

// material writes what the peers read.
func (m *measurement) material() (string, error) {
	dir, err := filepath.Abs(filepath.Join(m.build(), "peers"))
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	wsdl, err := os.ReadFile(filepath.Join(m.root, "wsdl", "silentpay.wsdl"))
	if err != nil {
		return "", err
	}
	work, err := json.Marshal(map[string]any{"request": workload.RequestPairs(), "response": string(workload.Response())})
	if err != nil {
		return "", err
	}
	var request hand.Request
	var texts []string
	for _, p := range workload.RequestPairs() {
		texts = append(texts, p.Text)
	}
	request.SetAll(texts)
	for name, data := range map[string][]byte{
		"silentpay.wsdl": wsdl, "w.json": work, "request.xml": hand.AppendRequest(nil, &request), "response.xml": workload.Response(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// buildGSOAP generates and compiles, with -O2 as Debian builds the library.
func buildGSOAP(dir string) (*exec.Cmd, error) {
	source, err := filepath.Abs("peers/w.cpp")
	if err != nil {
		return nil, err
	}
	for _, line := range [][]string{
		{"wsdl2h", "-o", "w.h", "silentpay.wsdl"},
		{"soapcpp2", "-C", "-j", "-x", "-L", "w.h"},
		{"g++", "-O2", "-I.", "-o", "w", source, "soapC.cpp", "-lgsoap++"},
	} {
		command := exec.Command(line[0], line[1:]...)
		command.Dir = dir
		if out, err := command.CombinedOutput(); err != nil {
			if errors.Is(err, exec.ErrNotFound) {
				return nil, fmt.Errorf("%s is not installed", line[0])
			}
			return nil, fmt.Errorf("%s: %w: %s", line[0], err, lastLine(string(out)))
		}
	}
	return exec.Command(filepath.Join(dir, "w"), filepath.Join(dir, "request.xml"), filepath.Join(dir, "response.xml")), nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

func (p *peer) start(command *exec.Cmd) error {
	in, err := command.StdinPipe()
	if err != nil {
		return err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return fmt.Errorf("%s is not installed", filepath.Base(command.Path))
		}
		return err
	}
	p.command, p.in, p.out = command, in, bufio.NewReader(out)
	line, _ := p.out.ReadString('\n')
	verdict, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if verdict != "ready" {
		p.stop()
		if rest == "" {
			rest = "it ended without a word"
		}
		return errors.New(rest)
	}
	can, name, _ := strings.Cut(rest, " ")
	p.can, p.name = strings.Split(can, ","), name
	return nil
}

func (p *peer) stop() {
	_ = p.in.Close()
	_ = p.command.Wait()
}

func (m *measurement) stopPeers() {
	for _, p := range m.peers {
		p.stop()
	}
}

// contender makes the peer run in a race.
func (p *peer) contender(what string) bench.Contender {
	return bench.Contender{Name: p.name, Measure: func(n int) (time.Duration, error) {
		if _, err := fmt.Fprintf(p.in, "%s %d\n", what, n); err != nil {
			return 0, err
		}
		line, err := p.out.ReadString('\n')
		if err != nil {
			return 0, err
		}
		var took time.Duration
		_, err = fmt.Sscan(line, (*int64)(&took))
		return took, err
	}}
}

// foreign races the peers against ours, for every kind of work that one of them can do.
func (m *measurement) foreign() error {
	races, err := bench.Codecs(31)
	if err != nil {
		return err
	}
	for _, r := range races {
		list := []bench.Contender{}
		for _, c := range r.Contenders {
			if c.Name == bench.Ours {
				list = append(list, c)
			}
		}
		for _, p := range m.peers {
			if slices.Contains(p.can, r.Name) {
				list = append(list, p.contender(r.Name))
			}
		}
		if len(list) == 1 {
			continue
		}
		r.Contenders, r.Slice = list, 40*time.Millisecond
		r.Name, r.Title = "peers-"+r.Name, r.Title+", against other ecosystems"
		if err := m.race(r); err != nil {
			return err
		}
	}
	return nil
}
