package finding

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Approval is one line of an approvals file:
//
//	# fingerprint  expires     owner     reason
//	8f3a12bc44de   2026-12-31  i.petrov  the gateway confirmed the new name
//
// Fields are separated by white space; the reason is the rest of the line. An entry
// holds to the end of its day, UTC.
type Approval struct {
	Pos         Pos
	Fingerprint string
	Expires     string // YYYY-MM-DD
	Owner       string
	Reason      string
}

// Approvals is a whole file.
type Approvals struct{ Entries []Approval }

// StaleApproval is an entry that must be dealt with.
type StaleApproval struct {
	Approval
	Why Text
}

var fingerprintForm = regexp.MustCompile(`^[0-9a-f]{12}$`)

const dateForm = "2006-01-02"

// ReadApprovals reads a file strictly. The error names every bad line.
func ReadApprovals(name, text string) (*Approvals, error) {
	var list Approvals
	var problems []string
	seen := map[string]int{}
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		a, problem := readApproval(line)
		a.Pos = Pos{name, i + 1, 1}
		if before := seen[a.Fingerprint]; problem == "" && before > 0 {
			problem = fmt.Sprintf("fingerprint %s is there twice, first in line %d; keep one", a.Fingerprint, before)
		}
		if problem != "" {
			problems = append(problems, a.Pos.String()+": "+problem)
			continue
		}
		seen[a.Fingerprint] = i + 1
		list.Entries = append(list.Entries, a)
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return &list, nil
}

func readApproval(line string) (a Approval, problem string) {
	words := strings.Fields(line)
	if len(words) < 4 {
		return a, "an entry needs four fields: fingerprint, expiry date, owner, reason"
	}
	a = Approval{Fingerprint: words[0], Expires: words[1], Owner: words[2], Reason: strings.Join(words[3:], " ")}
	if !fingerprintForm.MatchString(a.Fingerprint) {
		return a, fmt.Sprintf("%q is no fingerprint; one has 12 hexadecimal digits, as the report prints it", a.Fingerprint)
	}
	if _, err := time.Parse(dateForm, a.Expires); err != nil {
		return a, fmt.Sprintf("%q is no date; write YYYY-MM-DD", a.Expires)
	}
	return a, ""
}

// Approve marks the findings that an entry covers and lists the entries that match
// nothing or have expired at that time. What has expired approves nothing.
func (r *Report) Approve(list *Approvals, now time.Time) {
	byPrint := map[string][]*Finding{}
	for _, f := range r.Findings {
		byPrint[f.Fingerprint] = append(byPrint[f.Fingerprint], f)
	}
	today := now.UTC().Format(dateForm)
	for i := range list.Entries {
		entry := &list.Entries[i]
		covered := byPrint[entry.Fingerprint]
		switch {
		case len(covered) == 0:
			r.Stale = append(r.Stale, StaleApproval{*entry, Text{"matches no finding; remove the entry", "не соответствует ни одному замечанию; удалите запись"}})
		case entry.Expires < today:
			r.Stale = append(r.Stale, StaleApproval{*entry, Text{"expired on " + entry.Expires + "; decide again", "срок истёк " + entry.Expires + "; решите заново"}})
		default:
			for _, f := range covered {
				f.Approved = entry
			}
		}
	}
}
