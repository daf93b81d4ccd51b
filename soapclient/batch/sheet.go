package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// openSheet opens a run's file, or makes one, and returns the outcomes in it. A line
// that a crash cut off is taken away.
func openSheet(path, operation string, now time.Time) (s *sheet, results []Result, err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("batch: %w", err)
	}
	s = &sheet{file: file}
	if results, err = s.load(operation, now); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("batch: sheet %s: %w", path, err), file.Close())
	}
	return s, results, nil
}

func (s *sheet) load(operation string, now time.Time) ([]Result, error) {
	data, err := io.ReadAll(s.file)
	if err != nil {
		return nil, err
	}
	whole := bytes.LastIndexByte(data, '\n') + 1
	if err = s.file.Truncate(int64(whole)); err != nil {
		return nil, err
	}
	if whole == 0 {
		s.head = heading{sheetFormat, operation, now.UTC()}
		return nil, s.write(s.head)
	}
	var results []Result
	for n, text := range bytes.Split(data[:whole-1], []byte("\n")) {
		if n == 0 {
			if err = json.Unmarshal(text, &s.head); err != nil || s.head.Sheet != sheetFormat {
				return nil, errors.New("it is no sheet of a run, or of another version")
			}
			continue
		}
		l := line{}
		if err = json.Unmarshal(text, &l); err == nil {
			err = l.settle()
		}
		if err != nil {
			return nil, fmt.Errorf("line %d is damaged: %w; a run with a new sheet tries refused payments again, and paid ones never", n+1, err)
		}
		results = append(results, l.Result)
	}
	if s.head.Operation != operation {
		return nil, fmt.Errorf("it belongs to a run of %s", s.head.Operation)
	}
	return results, nil
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
