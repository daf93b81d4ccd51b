// Package inbound takes the messages that the gateway sends to a merchant: here the
// merchant is the server. It knows no message by name; the description says what is
// in one, how it is proven genuine and what answers it.
//
//	op := &notification.Service.Operations[0]
//	handler, err := inbound.New(&notification.Service, op, inbound.Typed(paid), inbound.Config{
//		Merchants: []inbound.Merchant{{ID: "123456", SecretWords: []service.Secret{word}}},
//	})
//	http.Handle("POST /assist", handler)
//
//	func paid(ctx context.Context, m *notification.PushRequest, n *inbound.Notice) error {
//		if n.TestMode { return nil } // nothing may be shipped for a test payment
//		return shop.Paid(ctx, m.Ordernumber.Value(), m.Orderstate.Value())
//	}
//
// # What the gateway makes of an answer (D26)
//
// It repeats a message only while it gets no answer: at most 8 times within 4 hours,
// in growing intervals. Any answer ends that, a refusal too. So the handler gives
//
//   - an answer of success when the merchant's function returned nil, now or when the
//     same message came before ([Seen]);
//   - a refusal when repeating is of no use: another merchant, no digest, a digest that
//     does not fit, no payment number, or the function returned a [*Refusal];
//   - no answer when another attempt may end otherwise: every other error of the
//     function, keys or memory that are not at hand. The connection is broken off, which
//     nobody can take for an answer. Whether the gateway takes an HTTP status without a
//     body for one is not documented; behind a proxy that makes a page of its own out of
//     a broken connection, [Config.Unavailable] sends status 503 without a body.
//   - an HTTP status of 4xx without a body for what is no readable message.
//
// # What is proven
//
// A check value covers merchant, order number, amount, currency and order state, and
// nothing else ([Notice.Protected]): not the test mode, not the response code, not the
// payment number, and of several operations only the last. The rest is as good as the
// TLS connection it came over, and whoever saw one message can send it again with such
// a field changed. Before shipping something dear, ask the gateway for the order.
package inbound
