package chaos

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Arrival is a request that reached the gateway, by the field that its outcome is
// asked by, and by its part, which only our own line knows.
type Arrival struct{ Operation, Key, Part string }

func (a Arrival) String() string { return strings.TrimSpace(a.Operation + " " + a.Key + " " + a.Part) }

// Gateway is the sandbox with a list of what reached it.
type Gateway struct {
	Sandbox  *sandbox.Sandbox
	Services []*service.Service
	told     []*service.Service // what clients are told of them
	merchant sandbox.Merchant
	byPath   map[string]string // path of a service -> its one operation
	keyField map[string]string // operation -> field of its key
	writing  map[string]bool   // operation -> it is not safe to repeat
	dated    map[string]bool   // operation -> its answer says when it was written
	handler  http.Handler

	mu       sync.Mutex
	arrivals map[Arrival]int
	answered func(Arrival)   // called when a request was carried out
	moved    map[Arrival]int // what a request added to the operations of its kind; see line
}

// NewGateway makes a gateway of services whose time is the clock's.
func NewGateway(clock *sandbox.Clock, services []*service.Service) (*Gateway, error) {
	sb, err := sandbox.New(sandbox.Config{Clock: clock, Services: services})
	if err != nil {
		return nil, err
	}
	g := &Gateway{
		Sandbox: sb, Services: services, told: services, merchant: sandbox.DefaultMerchants()[0], handler: sb,
		byPath: map[string]string{}, keyField: map[string]string{}, writing: map[string]bool{}, dated: map[string]bool{}, arrivals: map[Arrival]int{}, moved: map[Arrival]int{},
	}
	for _, s := range g.Services {
		op := &s.Operations[0]
		name := s.Name + "." + op.Name
		g.dated[name] = hasRole(s, op.Response.Type, service.RolePacketDate, 3)
		g.byPath[s.Path], g.keyField[name], g.writing[name] = name, keyFieldOf(s, op), !op.Repeat.Safe
	}
	return g, nil
}

// hasRole reports whether a type, or one inside it, has a field of a role.
func hasRole(s *service.Service, id service.TypeID, role service.Role, depth int) bool {
	t := s.Type(id)
	if t == nil || depth == 0 {
		return false
	}
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Facts != nil && f.Facts.Role == role || hasRole(s, f.Type, role, depth-1) {
			return true
		}
	}
	return false
}

// keyFieldOf names the field that a request is known by.
func keyFieldOf(s *service.Service, op *service.Operation) string {
	if op.Repeat.By != "" {
		return op.Repeat.By
	}
	fields := s.Type(op.Request.Type).Fields
	for _, role := range []service.Role{service.RoleOrderKey, service.RoleGatewayKey} {
		for i := range fields {
			if fields[i].Facts != nil && fields[i].Facts.Role == role {
				return fields[i].Name
			}
		}
	}
	return ""
}

// ServeHTTP counts a request and answers it.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // half a request is none
	}
	arrival := g.arrival(r.URL.Path, string(body))
	g.mu.Lock()
	g.arrivals[arrival]++
	g.mu.Unlock()
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	g.handler.ServeHTTP(w, again)
	g.mu.Lock()
	answered := g.answered
	g.mu.Unlock()
	if answered != nil {
		answered(arrival)
	}
}

// watch sets who is told of every request that was carried out; nil: nobody.
func (g *Gateway) watch(answered func(Arrival)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.answered = answered
}

func (g *Gateway) arrival(path, body string) Arrival {
	name := g.byPath[path]
	return Arrival{Operation: name, Key: element(body, g.keyField[name])}
}

// element finds the text of an element of a request the naive way.
func element(body, name string) string {
	for name != "" {
		_, rest, found := strings.Cut(body, "<"+name)
		if !found {
			break
		}
		if strings.HasPrefix(rest, ">") || strings.HasPrefix(rest, " ") {
			_, rest, _ = strings.Cut(rest, ">")
			text, _, _ := strings.Cut(rest, "<")
			return text
		}
		body = rest
	}
	return ""
}

// Arrived returns how often an operation reached the gateway under a key.
func (g *Gateway) Arrived(operation, key string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.arrivals[Arrival{Operation: operation, Key: key}]
}

// arrivedIn returns how many requests of some operations there were.
func (g *Gateway) arrivedIn(of func(operation string) bool) (total int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for a, n := range g.arrivals {
		if of(a.Operation) {
			total += n
		}
	}
	return total
}

// writes reports whether an operation is not safe to repeat.
func (g *Gateway) writes(operation string) bool { return g.writing[operation] }

// happened asks the ledger.
func (g *Gateway) happened(o *Operation, key string) bool {
	return o.Happened != nil && o.Happened(g.Sandbox.Ledger(), g.merchant.ID, key)
}

func (g *Gateway) client(endpoint string, options ...soapclient.Option) (*soapclient.Client, error) {
	m := g.merchant
	return soapclient.New(endpoint, soapclient.Merchant{
		ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord),
	}, append([]soapclient.Option{soapclient.WithServices(g.told...)}, options...)...)
}

// call carries out a request.
func (g *Gateway) call(ctx context.Context, c *soapclient.Client, name string, fields Fields, options ...service.CallOption) (*soapclient.Reply, error) {
	s, op, err := described(g.told, name)
	if err != nil {
		return nil, err
	}
	r := service.NewRecord(s, op.Request.Type)
	for field, text := range fields {
		if err := r.Set(field, text); err != nil {
			return nil, err
		}
	}
	return c.Call(ctx, s, op, r, options...)
}

// Clock is virtual time for a client and its gateway: sleeping is advancing.
type Clock struct {
	*sandbox.Clock
	// Advanced is called after time has passed; nil: nobody cares.
	Advanced func()
}

// Sleep implements [soapclient.Clock].
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.Clock.Advance(d)
	if c.Advanced != nil {
		c.Advanced()
	}
	return ctx.Err()
}

// noon is when virtual time begins.
func noon() *sandbox.Clock { return sandbox.NewClock(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)) }
