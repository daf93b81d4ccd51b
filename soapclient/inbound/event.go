package inbound

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/assist-soap/toolkit/envelope"
)

// Event is one message that came, and what became of it. It holds no value of the
// message but through Notice.
type Event struct {
	Service, Operation string
	Transport          envelope.Transport
	Notice             *Notice // nil unless the message is genuine
	// Err is nil when the message was delivered now. See the errors of this package.
	Err error
	// Answered says that the gateway got an answer and will not send the message again.
	Answered      bool
	First, Second int // of a refusal
	Status        int // HTTP status of the reply; 503 also for a connection broken off
	Duration      time.Duration
}

func (e *Event) finish(n *Notice, r reply, err error, took time.Duration) {
	e.Notice, e.Err, e.Duration = n, err, took
	e.Answered, e.First, e.Second, e.Status = r.body != nil, r.first, r.second, r.status
}

// tell shows the event to everyone who looks on.
func (h *Handler) tell(ctx context.Context, e *Event) {
	if h.config.Logger != nil {
		h.config.Logger.LogAttrs(ctx, e.level(), "assist message", e.attributes()...)
	}
	if h.config.Observe != nil {
		h.config.Observe(ctx, e)
	}
}

// level: a message that was not for us is no fault of ours; one that we could not take
// will be lost when nobody looks into it.
func (e *Event) level() slog.Level {
	rejection, _ := errors.AsType[*Rejection](e.Err)
	switch {
	case e.Err == nil || errors.Is(e.Err, ErrRepeated):
		return slog.LevelInfo
	case rejection != nil && (rejection.Reason == ErrReceiver || rejection.Reason == ErrNoKey || rejection.Reason == ErrMemory):
		return slog.LevelError
	}
	return slog.LevelWarn
}

// attributes are words of ours and numbers. The text behind a receiver's error is the
// merchant's own, and may hold anything: it is left to Observe.
func (e *Event) attributes() []slog.Attr {
	list := []slog.Attr{
		slog.String("operation", e.Service+"."+e.Operation),
		slog.String("transport", e.Transport.String()),
		slog.Int("status", e.Status),
		slog.Bool("answered", e.Answered),
		slog.Duration("total", e.Duration),
	}
	if e.First != 0 {
		list = append(list, slog.Int("first", e.First), slog.Int("second", e.Second))
	}
	if n := e.Notice; n != nil {
		list = append(list, slog.String("verified", n.Verified), slog.Bool("test_mode", n.TestMode))
		if n.Word > 0 {
			list = append(list, slog.Int("secret_word", n.Word))
		}
	}
	if e.Err == nil {
		return list
	}
	if rejection, ok := errors.AsType[*Rejection](e.Err); ok && rejection.Reason == ErrReceiver {
		return append(list, slog.String("error", ErrReceiver.Error()))
	}
	return append(list, slog.String("error", e.Err.Error()))
}
