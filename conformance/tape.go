package conformance

import (
	"fmt"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/soapclient"
)

// Recorded returns a target that answers from a recording. Requests must be sealed with
// the credentials they were recorded with; nil are those of the embedded sandbox.
func Recorded(tape *recording.Tape, merchants []soapclient.Merchant) Target {
	info := tape.Info()
	target := Target{
		Name: "recording of " + info.Target, Endpoint: "https://recording.invalid", Offers: info.Offers,
		Merchants: merchants, Advance: func(time.Duration) {}, Now: time.Now, Proofs: sandboxProofs(),
	}
	if merchants == nil {
		target.Merchants = clientMerchants(nil)
		target.Signing = sandboxSigning()
	}
	return target
}

// take begins the case on the tape. A replay runs with the placeholders of its
// recording, so that numbers and times are what they were; secrets are the run's own.
func (p *Plan) take(c *Case, vars map[string]string) *recording.Take {
	if p.Tape == nil {
		return nil
	}
	public := map[string]string{}
	for name, value := range vars {
		if !secretVar(name) {
			public[name] = value
		}
	}
	take := p.Tape.Take(c.Name, public, p.Target.Secrets())
	for name, value := range take.Vars() {
		if !secretVar(name) {
			vars[name] = value
		}
	}
	return take
}

func secretVar(name string) bool { return strings.HasSuffix(name, "password") }

// Secrets are the texts that no recording and no report may hold.
func (t *Target) Secrets() []string {
	var list []string
	for _, m := range t.everyone() {
		list = append(list, m.Password.Reveal(), m.SecretWord.Reveal())
	}
	return list
}

func (r *caseRun) close() error {
	if r.take == nil {
		return nil
	}
	return r.take.Close()
}

// LeakError says that a recording holds what it must not hold. The files are there for
// inspection; they must not be kept.
type LeakError struct{ Leaks []string }

// Error returns one line for each leak; none holds a value.
func (e *LeakError) Error() string {
	return fmt.Sprintf("the recording is not safe to keep; delete it:\n%s", strings.Join(e.Leaks, "\n"))
}

// untaken complains of recorded cases that the selection names and nobody ran: their
// case files are gone, or were renamed.
func (p *Plan) untaken() []string {
	var list []string
	for _, name := range p.Tape.Untaken() {
		if p.Select.names(name) {
			list = append(list, name+": it was recorded, and no case asked for it")
		}
	}
	return list
}

func (p *Plan) finishTape(report *Report) error {
	if p.Tape == nil {
		return nil
	}
	found, err := p.Tape.Finish(p.Target.Secrets())
	switch {
	case err != nil:
		return err
	case p.Tape.Replays():
		report.Replay = append(found, p.untaken()...)
	case len(found) > 0:
		return &LeakError{found}
	}
	return nil
}
