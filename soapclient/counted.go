package soapclient

import (
	"crypto/tls"
	"net"
	"sync/atomic"
	"time"
)

// writePatience bounds how long an answer waits for the end of its own request's
// write. A write that lasts longer is blocked: the server answered before it read all.
const writePatience = time.Second

// countedConn counts the writes to a network connection and can be sealed against
// further ones. It sits below TLS, so it counts what really left the process.
type countedConn struct {
	net.Conn
	// state holds twice the number of writes begun, plus 1 once sealed; one atomic
	// word, so that a write either is counted or is refused.
	state atomic.Int64
	// quiet holds a token while no write is under way.
	quiet chan struct{}
}

func newCountedConn(conn net.Conn) *countedConn {
	c := &countedConn{Conn: conn, quiet: make(chan struct{}, 1)}
	c.quiet <- struct{}{}
	return c
}

func (c *countedConn) Write(b []byte) (int, error) {
	if c.state.Add(2)&1 != 0 {
		return 0, net.ErrClosed
	}
	<-c.quiet
	defer func() { c.quiet <- struct{}{} }()
	return c.Conn.Write(b)
}

// Read returns what came once the write before it has returned. On a busy machine the
// answer can overtake the return of the write that asked for it, and net/http throws
// the connection away when that return is 50 ms late (its maxWriteWaitBeforeConnReuse):
// a thousand calls in a row then open two connections instead of one.
func (c *countedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	select {
	case <-c.quiet:
		c.quiet <- struct{}{}
	default:
		c.awaitWrite()
	}
	return n, err
}

func (c *countedConn) awaitWrite() {
	patience := time.NewTimer(writePatience)
	defer patience.Stop()
	select {
	case <-c.quiet:
		c.quiet <- struct{}{}
	case <-patience.C:
	}
}

func (c *countedConn) writes() int64 { return c.state.Load() >> 1 }

// seal refuses all writes from now on and returns how many there were.
func (c *countedConn) seal() int64 { return c.state.Or(1) >> 1 }

// countedBelow finds our connection under TLS, or nil.
func countedBelow(conn net.Conn) *countedConn {
	for {
		secure, ok := conn.(*tls.Conn)
		if !ok {
			break
		}
		conn = secure.NetConn() // twice under an https proxy
	}
	counted, _ := conn.(*countedConn)
	return counted
}
