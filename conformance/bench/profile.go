package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"time"
)

// profileTime is long enough for a few thousand samples.
const profileTime = 10 * time.Second

// ProfileCalls makes calls with one worker under the profiler and returns where their
// processor time went, a function on a line.
func ProfileCalls(l Line, dir string) (string, error) {
	call, err := l.typed()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "call.pprof")
	file, err := os.Create(path)
	if err != nil {
		return "", err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return "", err
	}
	for end := time.Now().Add(profileTime); time.Now().Before(end) && err == nil; {
		err = Each(call)(100)
	}
	pprof.StopCPUProfile()
	if err = firstOf(err, file.Close()); err != nil {
		return "", err
	}
	out, err := exec.Command("go", "tool", "pprof", "-top", "-cum", "-nodecount=400", path).Output()
	if err != nil {
		return "", fmt.Errorf("go tool pprof: %w", err)
	}
	return condensed(string(out)), nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// shownInProfile are the steps of a call and what the machine does for them.
var shownInProfile = [...]string{
	"soapclient.(*Client).Invoke", "envelope.(*Codec).Seal", "envelope.(*Codec).EncodeAs", "soapclient.(*Client).send", "envelope.(*Codec).Open",
	"envelope.(*Codec).Decode", "envelope.(*Codec).Verify", "envelope.(*Codec).Normalise", "envelope.(*Codec).Classify", "service.(*Layouts).LoadInto", "service.(*Layouts).Store",
	"soapclient.readReply", "soapclient.(*replays).copied", "soapclient.(*timing).watch", "context.WithTimeout", "net/http.(*Transport).RoundTrip",
	"net/http.(*persistConn).writeLoop", "net/http.(*persistConn).readLoop", "soapclient.(*countedConn).Write", "soapclient.(*countedConn).Read",
	"internal/runtime/syscall/linux.Syscall6", "runtime.schedule", "runtime.futex", "runtime.mallocgc", "runtime.gcBgMarkWorker", "runtime.bgsweep",
}

// condensed keeps the heading and the steps of a call.
func condensed(top string) string {
	var b strings.Builder
	for line := range strings.Lines(top) {
		line = strings.Replace(line, " (inline)", "", 1)
		name := ""
		if fields := strings.Fields(line); len(fields) > 0 {
			name = fields[len(fields)-1]
		}
		switch {
		case strings.HasPrefix(line, "Duration:"), strings.Contains(line, "flat%"):
			b.WriteString(line)
		case isShown(name):
			b.WriteString(strings.Replace(line, "github.com/assist-soap/toolkit/", "", 1))
		}
	}
	return b.String()
}

func isShown(name string) bool {
	for _, shown := range shownInProfile {
		if name == shown || strings.HasSuffix(name, "/"+shown) {
			return true
		}
	}
	return false
}
