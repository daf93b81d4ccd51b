package soapclient

import (
	"crypto/tls"
	"net"
	"sync/atomic"
)

// countedConn counts the writes to a network connection and can be sealed against
// further ones. It sits below TLS, so it counts what really left the process.
type countedConn struct {
	net.Conn
	// state holds twice the number of writes begun, plus 1 once sealed; one atomic
	// word, so that a write either is counted or is refused.
	state atomic.Int64
}

func (c *countedConn) Write(b []byte) (int, error) {
	if c.state.Add(2)&1 != 0 {
		return 0, net.ErrClosed
	}
	return c.Conn.Write(b)
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
