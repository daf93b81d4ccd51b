package soapclient

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// question is a query that tells what became of an intent.
type question struct {
	intent     Intent
	service    *service.Service   // of the query
	op         *service.Operation // the query
	by         string             // its field that takes the key
	about      *service.Operation // the operation asked about
	amount     *service.Field     // of the request asked about; nil: it has none
	lastMoment time.Time          // before it "not found" and "refused" prove nothing
	dated      bool               // an answer is as old as it says
}

// askedAt is when each query was last made, for rate limits.
type askedAt struct {
	mu   sync.Mutex
	last map[*service.Operation]time.Time
}

func (q *question) name() string { return q.service.Name + "." + q.op.Name }

// question finds the query for an intent in the descriptions.
func (c *Client) question(intent Intent, grace time.Duration) (*question, error) {
	fail := func(format string, args ...any) (*question, error) {
		return nil, fmt.Errorf(intent.Service+"."+intent.Operation+": cannot be resolved: "+format, args...)
	}
	if intent.Merchant != c.config.merchant.ID {
		return fail("it is of merchant %s, and this client is of %s", oneLine(intent.Merchant), c.config.merchant.ID)
	}
	if intent.Key.Value == "" {
		return fail("it has no key to ask by")
	}
	about := c.described(intent.Service)
	if about == nil || about.Operation(intent.Operation) == nil {
		return fail("there is no description of it; give WithServices the catalogue")
	}
	if intent.Part != "" && about.Operation(intent.Operation).Repeat.Among == "" {
		return fail("it is one of several under its key, which no query tells apart; look it up in the merchant's account")
	}
	q := &question{intent: intent, about: about.Operation(intent.Operation), lastMoment: intent.Deadline.Add(grace)}
	name, operation, ok := strings.Cut(q.about.Repeat.Ask, ".")
	if !ok || q.about.Repeat.By != intent.Key.Field {
		return fail("the description names no query by %q", intent.Key.Field)
	}
	if q.service = c.described(name); q.service != nil {
		q.op = q.service.Operation(operation)
	}
	if q.op == nil {
		return fail("there is no description of %s; give WithServices the catalogue", q.about.Repeat.Ask)
	}
	if !q.op.Repeat.Safe {
		return fail("%s is not safe to repeat", q.about.Repeat.Ask)
	}
	request := q.service.Type(q.op.Request.Type)
	if q.by = intent.Key.Field; request.Index(q.by) < 0 {
		key := fieldOfRole(request, service.RoleOrderKey)
		if key == nil {
			return fail("%s takes no %s", q.about.Repeat.Ask, q.by)
		}
		q.by = key.Name
	}
	list := ""
	if q.about.Repeat.Among != "" {
		list = q.about.Repeat.Among + "/"
	}
	for _, m := range slices.Concat(q.about.Repeat.Happened, q.about.Repeat.Kind, q.about.Repeat.Pending) {
		if !hasPath(q.service, q.op.Response.Type, list+m.Field) {
			return fail("%s does not answer with %q, which would show that it happened", q.about.Repeat.Ask, list+m.Field)
		}
	}
	q.amount = fieldOfRole(about.Type(q.about.Request.Type), service.RoleAmount)
	return q, nil
}

// described finds a description among those of WithServices and those called before.
func (c *Client) described(name string) (found *service.Service) {
	for _, s := range c.config.services {
		if s.Name == name {
			return s
		}
	}
	c.ports.Range(func(s, _ any) bool {
		if s := s.(*service.Service); s.Name == name {
			found = s
		}
		return found == nil
	})
	return found
}

// hasPath reports whether a type has a field, by path.
func hasPath(s *service.Service, id service.TypeID, path string) bool {
	name, rest, deeper := strings.Cut(path, "/")
	t := s.Type(id)
	if t == nil || t.Index(name) < 0 {
		return false
	}
	return !deeper || hasPath(s, t.Fields[t.Index(name)].Type, rest)
}
