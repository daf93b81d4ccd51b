package soapclient

import (
	"context"
	"errors"
	"log/slog"
)

// WithLogger logs one line for every exchange: who was called for which order, how
// long it took, what came of it; never a body. A payment that succeeded, was
// refused by the bank or is pending is logged at level info, since a refusal is
// business and no fault; a request that the gateway would not process, and a
// failure that is repeated or provably harmless, as a warning; an unknown outcome
// and an answer that cannot be trusted as an error. The default is to log nothing.
func WithLogger(logger *slog.Logger) Option {
	return WithHook(func(ctx context.Context, x *Exchange) {
		level := x.level()
		if !logger.Enabled(ctx, level) {
			return
		}
		attributes := []slog.Attr{
			slog.String("operation", x.Service+"."+x.Operation),
			slog.String("outcome", x.Outcome.String()),
			slog.Duration("total", x.Phases.Total),
			slog.Int("status", x.Status),
			slog.Int("attempt", x.Attempt),
		}
		if x.Key.Value != "" {
			attributes = append(attributes, slog.String("key", x.Key.Field+"="+oneLine(x.Key.Value)))
		}
		if x.TestMode {
			attributes = append(attributes, slog.Bool("test_mode", true))
		}
		if x.Err != nil {
			attributes = append(attributes, slog.String("error", x.Err.Error()), slog.Bool("sent", x.Sent))
		}
		logger.LogAttrs(ctx, level, "assist call", attributes...)
	})
}

func (x *Exchange) level() slog.Level {
	if x.Err == nil {
		return slog.LevelInfo
	}
	if _, unknown := errors.AsType[*OutcomeUnknownError](x.Err); unknown {
		return slog.LevelError
	}
	_, gateway := errors.AsType[*GatewayError](x.Err)
	_, transport := errors.AsType[*TransportError](x.Err)
	if gateway || transport {
		return slog.LevelWarn
	}
	return slog.LevelError
}
