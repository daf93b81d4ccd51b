package soapclient

import "github.com/assist-soap/toolkit/service"

// WithJournal makes every operation that is not safe to repeat durable in a journal
// before its first byte leaves; see package journal for the file to use. A key is
// then sent once at most, also across crashes; requests without a key are refused.
// The default is no journal: after a crash nobody remembers what was under way.
//
// An operation of which one payment may have several (confirmations, refunds) costs a
// question more with a journal: see [Part].
func WithJournal(j Journal) Option {
	return optionFunc(func(c *config) {
		if c.journal = j; j == nil {
			c.problem("WithJournal: no journal is given")
		}
	})
}

// WithServices tells the client descriptions among which [Client.Resolve] and
// [WithConfirmedAnswers] find their questions; catalog.Services() has all of the
// gateway. Descriptions of services that were called are known without it. It may
// be given several times.
func WithServices(services ...*service.Service) Option {
	return optionFunc(func(c *config) { c.services = append(c.services, services...) })
}

// WithConfirmedAnswers asks the gateway again before it believes an answer in which
// nothing could be verified: several operations are answered without a check value,
// and for those TLS alone says who answered. The answer to an operation that is not
// safe to repeat is then returned only when the query that its description names
// tells the same, in an answer that is verified; otherwise the outcome is unknown. A
// refusal, which no Fault can prove, is checked the same way: it stands unless the
// query shows that the operation was carried out. An order that was paid before and is
// refused as a duplicate has thus an unknown outcome, and [Client.Resolve] says paid.
// It costs a request per such answer. The default is off.
func WithConfirmedAnswers() Option {
	return optionFunc(func(c *config) { c.confirm = true })
}

// Part tells several operations of one kind under one key apart, for the journal: two
// partial refunds of one payment are two operations, and each is done once. Without
// it, a key is used up by its first success.
//
// Where the query lists the operations under a key ([service.Repeat].Among), the client
// asks before each one which are there, and [Client.Resolve] finds out which one is new.
// Equal turns exclude each other: while the outcome of one part is open, and nothing new
// has appeared, the next is refused with a *DuplicateError. Parts of other operations
// no query tells apart; Resolve refuses them, and the merchant's account must be looked at.
func Part(name string) CallOption {
	return callOptionFunc(func(k *call) { k.part = name })
}
