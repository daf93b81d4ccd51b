package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
)

// File is a journal in a file. It is safe for concurrent use by one process.
type File struct {
	path   string
	lock   io.Closer
	config config

	mu     sync.Mutex // guards the book and the batch that is being filled
	book   *book
	next   *batch
	failed error // after it nothing is written any more

	disk sync.Mutex // held while a batch is written; always taken before mu
	file handle
	size int64 // of the file
	live int64 // of the file when it was last written anew
}

var _ soapclient.Journal = (*File)(nil)

// handle is what a journal needs of an open file.
type handle interface {
	io.WriteCloser
	Sync() error
}

type config struct {
	keep    time.Duration
	compact int64
	now     func() time.Time
}

// Option changes a journal.
type Option func(*config)

// Keep is how long the key of a success is remembered, and with it the refusal to
// send it again. The default, 0, is for ever: half a kilobyte of memory each.
func Keep(d time.Duration) Option { return func(c *config) { c.keep = d } }

// CompactAt is the size in bytes at which the file is written anew without what was
// refused; it then waits until the file has doubled. The default is 1 MiB.
func CompactAt(size int64) Option { return func(c *config) { c.compact = size } }

// ErrLocked says that another process has the journal open.
var ErrLocked = errors.New("it is in use by another process; a journal belongs to one at a time")

var errClosed = errors.New("it is closed")

// Open opens a journal, or makes one that only its owner can read. It removes a
// record that a crash cut off, and refuses a file that is damaged elsewhere
// (*CorruptError) or in use (ErrLocked).
func Open(path string, options ...Option) (*File, error) {
	j := &File{path: path, next: newBatch(), config: config{compact: 1 << 20, now: time.Now}}
	for _, option := range options {
		option(&j.config)
	}
	var err error
	if j.lock, err = lock(path + ".lock"); err != nil {
		return nil, fmt.Errorf("journal %s: %w", path, err)
	}
	if err = j.open(); err != nil {
		_ = j.lock.Close()
		return nil, err
	}
	return j, nil
}

func (j *File) open() error {
	fail := func(err error) error { return fmt.Errorf("journal %s: cannot be opened: %w", j.path, err) }
	if err := os.Remove(j.newPath()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fail(err)
	}
	file, err := os.OpenFile(j.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fail(err)
	}
	if err = j.recover(file); err != nil {
		_ = file.Close()
		if _, corrupt := errors.AsType[*CorruptError](err); corrupt {
			return err
		}
		return fail(err)
	}
	j.file, j.live = file, j.size
	return nil
}

// recover reads the file and cuts off what a crash left unfinished.
func (j *File) recover(file *os.File) error {
	data, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	b, whole, err := load(j.path, data)
	if err != nil {
		return err
	}
	j.book, j.size = b, int64(whole)
	if whole < len(data) {
		if err = file.Truncate(j.size); err != nil {
			return err
		}
	}
	if whole == 0 {
		if _, err = file.WriteString(header); err != nil {
			return err
		}
		j.size = int64(len(header))
	}
	if err = file.Sync(); err != nil {
		return err
	}
	return syncFolder(j.path)
}

// syncFolder makes the name of a file durable.
func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	return ignoreUnsupported(folder.Sync())
}

// Begin implements [soapclient.Journal].
func (j *File) Begin(ctx context.Context, i soapclient.Intent) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	j.mu.Lock()
	if duplicate := j.book.duplicate(i); duplicate != nil {
		j.mu.Unlock()
		return "", duplicate
	}
	r := &record{Number: j.book.last + 1, Begin: fromIntent(i)}
	b, err := j.put(r, true)
	lead := false
	if err == nil {
		j.book.begin(r.Number, r.Begin)
		lead, b.led = !b.led, true
	}
	j.mu.Unlock()
	if err == nil {
		err = j.commit(b, lead)
	}
	if err != nil {
		return "", err
	}
	return entryName(r.Number), nil
}

// End implements [soapclient.Journal].
func (j *File) End(_ context.Context, entry string, ending soapclient.Ending) error {
	j.mu.Lock()
	number, again, err := j.book.mayEnd(entry, ending)
	if err != nil || again {
		j.mu.Unlock()
		return err
	}
	at := ending.At.UTC()
	r := &record{Number: j.book.last + 1, End: number, Outcome: ending.Outcome.String(), How: string(ending.How), At: &at}
	b, err := j.put(r, false)
	if err == nil {
		j.book.end(number, r)
		j.book.last, j.book.over[number] = r.Number, endedWith{ending.Outcome}
	}
	led := err == nil && b.led
	j.mu.Unlock()
	if err != nil || led {
		return err
	}
	return j.later(b)
}

// Unsettled returns the intents that have no ending, in the order they were begun:
// what [soapclient.Client.Resolve] is for.
func (j *File) Unsettled() []soapclient.Intent {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.book.unsettled()
}

// Close forces everything to the disk and gives the file free. The journal refuses
// everything afterwards; what is open stays so.
func (j *File) Close() error {
	j.disk.Lock()
	defer j.disk.Unlock()
	j.mu.Lock()
	failed, left := j.failed, j.next
	if failed == nil {
		j.failed, j.next = fmt.Errorf("journal %s: %w", j.path, errClosed), newBatch()
	}
	j.mu.Unlock()
	if errors.Is(failed, errClosed) {
		return nil
	}
	if failed == nil { // put down while the disk was taken
		left.finish(j.write(left))
	}
	return errors.Join(left.err, j.file.Sync(), j.file.Close(), j.lock.Close())
}

// Read returns what a journal holds without opening it: it may be in use. A record
// that is being written is passed over.
func Read(path string) (*Contents, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	b, _, err := load(path, data)
	if err != nil {
		return nil, err
	}
	c := &Contents{Open: b.unsettled()}
	for number, s := range b.done {
		c.Succeeded = append(c.Succeeded, s.intent.intent(number))
	}
	sortByEntry(c.Succeeded)
	return c, nil
}

// Contents is what a journal holds.
type Contents struct {
	Open      []soapclient.Intent // without an ending
	Succeeded []soapclient.Intent // their keys are used
}
