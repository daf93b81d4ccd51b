package report

import (
	"fmt"
	"io"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// A terminal that does not wrap cuts the line at its own edge, however wide it is and
// even after it was resized; a line that wrapped could not be rewritten in place.
const unwrapped, wrapped = "\x1b[?7l", "\x1b[?7h"

// Progress returns an observer for a run: one line rewritten in place on a terminal,
// else one plain line for each tenth of the run.
func Progress(w io.Writer, terminal bool) func(done, total int, r *conformance.Result) {
	started := time.Now()
	failing := 0
	return func(done, total int, r *conformance.Result) {
		if r.Verdict.Red() {
			failing++
		}
		left := time.Duration(float64(time.Since(started)) / float64(done) * float64(total-done)).Round(time.Second)
		line := fmt.Sprintf("%d/%d cases, %d failing, about %s left", done, total, failing, left)
		switch {
		case terminal && done < total:
			fmt.Fprintf(w, "\r\x1b[K"+unwrapped+"%s  %s"+wrapped, line, r.Case.Name)
		case terminal:
			fmt.Fprint(w, "\r\x1b[K")
		case done == total || done*10/total != (done-1)*10/total:
			fmt.Fprintln(w, line)
		}
	}
}
