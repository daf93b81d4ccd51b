package report

import (
	"encoding/json"
	"io"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// Stream writes one JSON object on a line for every case as it ends, and one for the
// end of the run: a program can follow a run without waiting for it. It is not safe for
// concurrent use; Plan.Observe calls one at a time.
type Stream struct {
	encoder *json.Encoder
	err     error
}

type (
	streamCase struct {
		Event string `json:"event"` // "case"
		Done  int    `json:"done"`
		Total int    `json:"total"`
		jsonResult
	}
	streamEnd struct {
		Event  string         `json:"event"` // "end"
		Target string         `json:"target"`
		Green  bool           `json:"green"`
		Millis int64          `json:"duration_ms"`
		Counts map[string]int `json:"counts"`
	}
)

// NewStream returns a stream that writes to w.
func NewStream(w io.Writer) *Stream { return &Stream{encoder: json.NewEncoder(w)} }

// Case writes a finished case.
func (s *Stream) Case(done, total int, r *conformance.Result) {
	s.write(streamCase{"case", done, total, jsonOf(r)})
}

// End writes the end of the run and returns the first error of all writes.
func (s *Stream) End(r *conformance.Report) error {
	s.write(streamEnd{"end", r.Target, r.Green(), r.Duration.Round(time.Millisecond).Milliseconds(), Counts(r)})
	return s.err
}

// NDJSON writes a whole report as a stream would have come.
func NDJSON(w io.Writer, r *conformance.Report) error {
	s := NewStream(w)
	for i := range r.Results {
		s.Case(i+1, len(r.Results), &r.Results[i])
	}
	return s.End(r)
}

func (s *Stream) write(event any) {
	if s.err == nil {
		s.err = s.encoder.Encode(event)
	}
}
