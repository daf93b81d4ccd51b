package sandbox

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox/internal/mail"
)

// mailTimeout is how long an SMTP server may take, in real time.
const mailTimeout = 10 * time.Second

// tries are the intervals after which a notice that the server did not take is tried
// again, in sandbox time (ours).
func tries(attempt int) (time.Duration, bool) {
	minutes := []int{1, 5, 15}
	if attempt > len(minutes) {
		return 0, false
	}
	return time.Duration(minutes[attempt-1]) * time.Minute, true
}

// Outbox returns the notices about bills, the newest first.
func (s *Sandbox) Outbox() []Notice {
	var list []Notice
	s.ledger.transaction(func(time.Time) {
		for _, n := range slices.Backward(s.ledger.notices) {
			list = append(list, *n)
		}
	})
	return list
}

// Post sends the notices that are due to the SMTP server, if there is one, and returns
// them as they stand then. A started sandbox does so by itself.
func (s *Sandbox) Post(ctx context.Context) []Notice {
	if s.smtp == "" {
		return nil
	}
	s.mailing.Lock()
	defer s.mailing.Unlock()
	var done []Notice
	for _, n := range s.ledger.unsent() {
		err := s.mail(ctx, &n)
		s.ledger.transaction(func(now time.Time) {
			kept := s.ledger.notices[n.Number-1]
			kept.Attempts++
			kept.State, kept.Result, kept.Next = NoticeSent, "", time.Time{}
			if err != nil {
				kept.State, kept.Result = NoticeFailed, reasonOf(err)
				if wait, more := tries(kept.Attempts); more {
					kept.State, kept.Next = NoticeWaiting, now.Add(wait)
				}
			}
			done = append(done, *kept)
		})
		last := done[len(done)-1]
		s.log.Info("mailed", "merchant", last.Merchant, "bill", last.Bill, "state", last.State, "result", last.Result)
	}
	return done
}

// unsent returns copies of the notices that are to be mailed now.
func (l *Ledger) unsent() []Notice {
	var list []Notice
	l.transaction(func(now time.Time) {
		for _, n := range l.notices[l.mailed:] {
			if n.By == ByMail && (n.State == NoticeKept || n.State == NoticeWaiting) && !now.Before(n.Next) {
				list = append(list, *n)
			}
		}
		for l.mailed < len(l.notices) && l.notices[l.mailed].settled() {
			l.mailed++
		}
	})
	return list
}

// settled reports whether nothing more is done with a notice.
func (n *Notice) settled() bool {
	return n.By == BySMS || n.State == NoticeSent || n.State == NoticeFailed
}

func (s *Sandbox) mail(ctx context.Context, n *Notice) error {
	patience, cancel := context.WithTimeout(ctx, mailTimeout)
	defer cancel()
	return mail.Send(patience, s.smtp, &mail.Message{
		ID: strconv.Itoa(n.Number) + "." + n.Merchant + "@sandbox.example", Date: n.Time, From: s.mailFrom,
		To: n.To, ReplyTo: n.ReplyTo, Subject: n.Subject, Text: n.Text,
	})
}
