package inbound

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Handler is the http.Handler for one kind of message. It is safe for concurrent use.
// Timeouts for reading are the business of the http.Server around it.
type Handler struct {
	service   *service.Service
	op        *service.Operation
	config    Config
	merchants map[string]*merchant
	seen      Seen
	receiver  Receiver
	codec     *envelope.Codec
	flat      *flatReader // nil where the description has no inner frame
	places    *places
	// responseCode is the path of the field that holds one, or "".
	responseCode string
	layouts      service.Layouts
}

// New makes a handler of the messages that op describes; deliver is called once for
// each genuine one. It refuses a configuration that could verify nothing, with all
// problems in one error.
func New(s *service.Service, op *service.Operation, deliver Receiver, config Config) (*Handler, error) {
	h := &Handler{service: s, op: op, config: config, receiver: deliver, seen: config.Seen}
	merchants, err := config.merchants()
	h.merchants = merchants
	problems := []error{err, h.describes(s, op)}
	if deliver == nil {
		problems = append(problems, errors.New("inbound: there is no function to deliver to"))
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	if h.codec, err = envelope.New(s, config.codecOptions()); err != nil {
		return nil, fmt.Errorf("inbound: %w", err)
	}
	if h.flat, err = newFlatReader(s, op, config.codecOptions()); err != nil {
		return nil, fmt.Errorf("inbound: %w", err)
	}
	h.places = newPlaces(s, op.Request.Type)
	h.responseCode = h.places.ofRole(s, op.Request.Type, service.RoleResponseCode)
	if h.seen == nil {
		h.seen = NewMemory(0)
	}
	if typed, ok := deliver.(interface{ fits(*Handler) error }); ok {
		return h, typed.fits(h)
	}
	return h, nil
}

// describes reports whether op is an operation of s whose messages can be proven.
func (h *Handler) describes(s *service.Service, op *service.Operation) error {
	if s == nil || op == nil {
		return errors.New("inbound: pass a service description and one of its operations")
	}
	for i := range s.Operations {
		if op != &s.Operations[i] {
			continue
		}
		if len(op.Request.Digests) == 0 {
			return fmt.Errorf("inbound: %s.%s: its request has no digest, so that anybody could send it", s.Name, op.Name)
		}
		return nil
	}
	return fmt.Errorf("inbound: operation %q does not belong to service %s; pass a pointer into its Operations", op.Name, s.Name)
}

// ServeHTTP takes one message.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	event := &Event{Service: h.service.Name, Operation: h.op.Name}
	started := time.Now()
	notice, err := h.receive(w, r, event)
	reply := h.answer(event.Transport, notice, err)
	event.finish(notice, reply, err, time.Since(started))
	h.tell(r.Context(), event)
	reply.write(w, h.config.Unavailable)
}

// receive is the story of one message. The error says what became of it, or is nil
// when it was delivered.
func (h *Handler) receive(w http.ResponseWriter, r *http.Request, event *Event) (*Notice, error) {
	media, err := admit(r)
	if err != nil {
		return nil, err
	}
	body, err := h.body(w, r)
	if err != nil {
		return nil, err
	}
	event.Transport = media.transport(body)
	record, err := h.read(event.Transport, media, body)
	if err != nil {
		return nil, err
	}
	notice, err := h.verify(record)
	if err != nil {
		return nil, err
	}
	notice.Transport = event.Transport
	h.complete(notice)
	if err := h.identified(notice.Record); err != nil {
		return notice, err
	}
	return notice, h.deliver(r.Context(), notice)
}

// deliver calls the merchant's function unless the message was delivered before.
func (h *Handler) deliver(ctx context.Context, n *Notice) error {
	standing, err := h.seen.Begin(ctx, n.Key)
	switch {
	case err != nil:
		return &Rejection{Reason: ErrMemory, Status: statusNoAnswer, Err: err}
	case standing == Delivered:
		return ErrRepeated
	case standing != Unseen:
		return &Rejection{Reason: ErrBusy, Status: statusNoAnswer}
	}
	delivered := false
	defer func() { // also when the function panics: the claim must not outlive it
		h.settle(ctx, n.Key, delivered)
	}()
	if err := h.receiver.Receive(ctx, n); err != nil {
		return declined(err)
	}
	delivered = true
	return nil
}

// settle ends a claim. Its failure changes no answer: what was delivered was delivered,
// and what was not comes again.
func (h *Handler) settle(ctx context.Context, key string, delivered bool) {
	ctx = context.WithoutCancel(ctx)
	if err := h.seen.End(ctx, key, delivered); err != nil && h.config.Logger != nil {
		h.config.Logger.ErrorContext(ctx, "assist message: the memory of what was delivered failed", "error", err.Error())
	}
}
