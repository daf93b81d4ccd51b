package conformance

import (
	"context"
	"fmt"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// runRepeated runs a case as often as the plan says. The result is that of the worst
// run; runs that ended differently make it flaky.
func (p *Plan) runRepeated(ctx context.Context, codecs map[*service.Service]*envelope.Codec, c *Case) Result {
	worst := p.runCase(ctx, codecs, c, 0)
	if worst.Verdict.Red() {
		worst.Failures = 1
	}
	if worst.Verdict == Skip {
		return worst
	}
	total := worst.Duration
	for turn := 1; turn < p.Repeat; turn++ {
		r := p.runCase(ctx, codecs, c, turn)
		if r.Verdict == NotRun {
			break
		}
		total += r.Duration
		r.Runs, r.Failures = worst.Runs+1, worst.Failures
		if r.Verdict.Red() {
			r.Failures++
		}
		if r.Verdict.Attention() >= worst.Verdict.Attention() {
			worst.Runs, worst.Failures = r.Runs, r.Failures
			continue
		}
		r.Started = worst.Started
		worst = r
	}
	worst.Duration = total
	if worst.Failures > 0 && worst.Failures < worst.Runs {
		worst.Reason = fmt.Sprintf("%d of %d runs failed, the last of them with %s", worst.Failures, worst.Runs, worst.Verdict)
		worst.Verdict = Flaky
	}
	return worst
}
