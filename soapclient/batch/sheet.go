package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Result is what became of a payment.
type Result struct {
	Subscription string `json:"subscription"`
	Period       string `json:"period"`
	Number       string `json:"number"` // of the order
	Amount       string `json:"amount,omitempty"`
	Currency     string `json:"currency,omitempty"`
	// Outcome is Succeeded or Refused in a sheet; otherwise nobody has told yet.
	Outcome service.Outcome `json:"-"`
	// Payment is the gateway's number of it, where the answer told one.
	Payment string `json:"payment,omitempty"`
	// Reason says why it was refused or is open; safe to log.
	Reason string    `json:"reason,omitempty"`
	At     time.Time `json:"at"` // when the outcome became known
	// Begun is when it was sent, for one that was sent before this run or this sheet.
	Begun *time.Time `json:"begun,omitempty"`
}

// sheet is the file of a run: a line of JSON that says which run, then one per outcome.
type sheet struct {
	file *os.File
	head heading
}

type heading struct {
	Sheet     string    `json:"sheet"` // the format
	Operation string    `json:"operation"`
	Started   time.Time `json:"started"`
}

const sheetFormat = "assist-batch 1"

// line is a [Result] with its outcome as a word.
type line struct {
	Result
	Outcome string `json:"outcome"`
}

// contents is what a sheet holds.
type contents struct {
	head    heading // zero: there is no sheet yet
	results []Result
	whole   int64 // bytes; what follows is a line that a crash cut off
}

// readSheet reads a run's file without changing it. One that is not there is empty.
func readSheet(path, operation string) (c contents, err error) {
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return c, fmt.Errorf("batch: %w", err)
	}
	end := bytes.LastIndexByte(data, '\n')
	if end < 0 {
		return c, nil
	}
	c.whole = int64(end + 1)
	for n, text := range bytes.Split(data[:end], []byte("\n")) {
		if n == 0 {
			err = c.begin(text, operation)
		} else {
			err = c.add(text)
		}
		if err != nil {
			return c, fmt.Errorf("batch: sheet %s: line %d: %w", path, n+1, err)
		}
	}
	return c, nil
}

func (c *contents) begin(text []byte, operation string) error {
	if err := json.Unmarshal(text, &c.head); err != nil || c.head.Sheet != sheetFormat {
		return errors.New("it is no sheet of a run, or of another version")
	}
	if c.head.Operation != operation {
		return fmt.Errorf("it belongs to a run of %s", c.head.Operation)
	}
	return nil
}

func (c *contents) add(text []byte) error {
	l := line{}
	err := json.Unmarshal(text, &l)
	if err == nil {
		err = l.settle()
	}
	if err != nil {
		return fmt.Errorf("it is damaged: %w; a run with a new sheet tries refused payments again, and paid ones never", err)
	}
	c.results = append(c.results, l.Result)
	return nil
}

// openSheet opens a run's file to add to what was read, or makes one.
func openSheet(path, operation string, c contents, now time.Time) (*sheet, error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("batch: %w", err)
	}
	s := &sheet{file: file, head: c.head}
	if err = file.Truncate(c.whole); err == nil && c.whole == 0 {
		s.head = heading{sheetFormat, operation, now.UTC()}
		err = s.write(s.head)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("batch: sheet %s: %w", path, err), file.Close())
	}
	return s, nil
}

func (l *line) settle() error {
	for _, o := range []service.Outcome{service.Succeeded, service.Refused} {
		if o.String() == l.Outcome {
			l.Result.Outcome = o
			return nil
		}
	}
	return fmt.Errorf("%q is no outcome", l.Outcome)
}

// add writes an outcome down.
func (s *sheet) add(r Result) error { return s.write(line{r, r.Outcome.String()}) }

// write appends a line in one piece. It is not forced to the disk: what a power cut
// takes away is asked of the journal again.
func (s *sheet) write(what any) error {
	text, err := json.Marshal(what)
	if err == nil {
		_, err = s.file.Write(append(text, '\n'))
	}
	if err != nil {
		return fmt.Errorf("batch: the sheet cannot be written: %w", err)
	}
	return nil
}

func (s *sheet) Close() error { return s.file.Close() }
