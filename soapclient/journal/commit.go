package journal

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
)

// batch is lines that go to the disk together. Callers fill the next batch while one
// is written; the first of them that waits for the disk leads: it writes the batch for all.
type batch struct {
	lines   []byte
	durable bool // somebody waits for the disk
	led     bool // somebody is going to write it
	written bool
	err     error
	done    chan struct{} // closed when it is written, or never will be
}

func newBatch() *batch { return &batch{done: make(chan struct{})} }

// finish tells everybody who waits what became of the batch.
func (b *batch) finish(err error) {
	b.written, b.err = true, err
	close(b.done)
}

// put adds a line to the next batch; mu is held.
func (j *File) put(r *record, durable bool) (*batch, error) {
	if j.failed != nil {
		return nil, j.failed
	}
	lines, err := appendLine(j.next.lines, r)
	if err != nil {
		return nil, err
	}
	j.next.lines, j.next.durable = lines, j.next.durable || durable
	return j.next, nil
}

// commit returns when a batch is on the disk; the caller who leads it writes it.
func (j *File) commit(b *batch, lead bool) error {
	if !lead {
		<-b.done
		return b.err
	}
	j.disk.Lock()
	if !b.written {
		j.gather(b)
		j.writeNext(b)
	}
	j.disk.Unlock()
	j.sweep()
	return b.err
}

// later writes a batch that nobody waits for. While another one is written it does not
// wait either: whoever writes that one writes this one too.
func (j *File) later(b *batch) error {
	if !j.disk.TryLock() {
		return nil
	}
	if !b.written {
		j.writeNext(b)
	}
	err := b.err
	j.disk.Unlock()
	j.sweep()
	return err
}

// sweep writes what was put down by those who did not wait for the disk. They put it
// down before they found the disk taken, so whoever gives it free sees it here, or
// somebody has taken it since and will.
func (j *File) sweep() {
	j.mu.Lock()
	b := j.next
	nothing := b.led || len(b.lines) == 0 || j.failed != nil
	j.mu.Unlock()
	if !nothing {
		_ = j.later(b) // its failure is told to the next intent
	}
}

// gather lets callers that are about to put something down do so: an fsync costs the
// same for one line as for sixteen. It waits for nobody who has something else to do.
func (j *File) gather(b *batch) {
	for before := -1; ; {
		j.mu.Lock()
		size := len(b.lines)
		j.mu.Unlock()
		if size == before {
			return
		}
		before = size
		runtime.Gosched()
	}
}

// writeNext writes the batch that is being filled; disk is held.
func (j *File) writeNext(b *batch) {
	j.mu.Lock() // b is the next batch: whoever writes it puts another one there first
	err := j.failed
	j.next = newBatch()
	j.mu.Unlock()
	if err == nil {
		if err = j.write(b); err != nil {
			err = j.fail(err)
		}
	}
	b.finish(err)
	if err == nil && j.size > j.config.compact && j.size > 2*j.live {
		j.compact()
	}
}

func (j *File) write(b *batch) error {
	n, err := j.file.Write(b.lines)
	j.size += int64(n)
	if err == nil && b.durable {
		err = j.file.Sync()
	}
	return err
}

// fail is final: after a failed write or fsync nobody knows what is on the disk, and a
// second fsync may say that all is well when it is not.
func (j *File) fail(err error) error {
	err = fmt.Errorf("journal %s: %w; nothing more is written to it until it is opened again", j.path, err)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.failed = err
	return err
}

// compact writes the file anew. Callers wait meanwhile, and lines that they have put
// down already are part of the new file. If it cannot be written, the old one stays.
func (j *File) compact() {
	j.mu.Lock()
	defer j.mu.Unlock()
	since := time.Time{}
	if j.config.keep > 0 {
		since = j.config.now().Add(-j.config.keep)
	}
	lines, err := j.book.lines(since)
	if err != nil {
		return
	}
	file, err := j.replace(lines)
	if err != nil {
		_ = os.Remove(j.newPath())
		j.live = j.size // not before it has doubled again
		return
	}
	_ = j.file.Close()
	j.file, j.size, j.live = file, int64(len(lines)), int64(len(lines))
	j.next.finish(nil)
	j.next = newBatch()
	clear(j.book.over)
	if err = syncFolder(j.path); err != nil {
		j.failed = fmt.Errorf("journal %s: %w", j.path, err)
	}
}

func (j *File) newPath() string { return j.path + ".new" }

// replace puts a file of these lines into the journal's place, in one step.
func (j *File) replace(lines []byte) (*os.File, error) {
	file, err := os.OpenFile(j.newPath(), os.O_RDWR|os.O_CREATE|os.O_TRUNC|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err = file.Write(lines); err == nil {
		err = file.Sync()
	}
	if err == nil {
		err = os.Rename(j.newPath(), j.path)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

func sortByEntry(list []soapclient.Intent) {
	slices.SortFunc(list, func(a, b soapclient.Intent) int {
		x, _ := strconv.ParseUint(a.Entry, 10, 64)
		y, _ := strconv.ParseUint(b.Entry, 10, 64)
		return int(min(max(int64(x)-int64(y), -1), 1))
	})
}
