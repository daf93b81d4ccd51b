package journal

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// badDisk fails from the moment it is told to.
type badDisk struct {
	handle
	write, sync error
	cut         int
}

func (d *badDisk) Write(p []byte) (int, error) {
	if d.write == nil {
		return d.handle.Write(p)
	}
	n, _ := d.handle.Write(p[:min(d.cut, len(p))])
	return n, d.write
}

func (d *badDisk) Sync() error {
	if d.sync == nil {
		return d.handle.Sync()
	}
	return d.sync
}

func TestFile_AFailedDiskIsFinalUntilItIsOpenedAgain(t *testing.T) {
	full := errors.New("no space left on device")
	for name, disk := range map[string]*badDisk{
		"write": {write: full}, "half a write": {write: full, cut: 40}, "fsync": {sync: full},
	} {
		path := filepath.Join(t.TempDir(), "journal")
		j, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		intent := func(order string) soapclient.Intent {
			return soapclient.Intent{Service: "toy", Operation: "pay", Merchant: "1", Key: soapclient.Key{Field: "ordernumber", Value: order}}
		}
		first, err := j.Begin(t.Context(), intent("A-1"))
		if err != nil {
			t.Fatal(err)
		}
		good := j.file
		disk.handle = good
		j.file = disk
		if _, err = j.Begin(t.Context(), intent("A-2")); !errors.Is(err, full) || !strings.Contains(err.Error(), "opened again") {
			t.Errorf("%s: %v", name, err)
		}
		disk.write, disk.sync = nil, nil // as Linux does: the second fsync says all is well
		if _, err = j.Begin(t.Context(), intent("A-3")); !errors.Is(err, full) {
			t.Errorf("%s: goes on after a failure: %v", name, err)
		}
		if err = j.End(t.Context(), first, soapclient.Ending{Outcome: service.Succeeded}); !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
		_ = j.Close()
		if j, err = Open(path); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if open := j.Unsettled(); len(open) < 1 || open[0].Entry != first {
			t.Errorf("%s: open afterwards: %v", name, open)
		}
		_ = j.Close()
	}
}

func TestFile_ACompactionThatFailsKeepsTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j, err := Open(path, CompactAt(300))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	j.path = filepath.Join(path+".gone", "journal") // the new file cannot be made
	for _, order := range []string{"A-1", "A-2", "A-3", "A-4"} {
		if _, err := j.Begin(t.Context(), soapclient.Intent{Service: "toy", Operation: "pay", Key: soapclient.Key{Value: order}}); err != nil {
			t.Fatal(err)
		}
	}
	if c, err := Read(path); err != nil || len(c.Open) != 4 {
		t.Errorf("%+v, %v", c, err)
	}
}
