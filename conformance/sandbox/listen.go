package sandbox

import (
	"errors"
	"fmt"
	"net"
)

// Listen listens on a loopback address, behind the faults of the connection, and returns
// the address as a URL. Port 0 takes a free one. The sandbox and a proxy begin with it.
func Listen(address string, faults []Fault) (net.Listener, string, error) {
	if !loopback(address) {
		return nil, "", fmt.Errorf("%q: %w", address, ErrNotLoopback)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, "", fmt.Errorf("cannot listen on %s: %w", address, errors.Unwrap(err))
	}
	scheme := "http://"
	for _, f := range faults {
		disturbed, err := f.Listener(listener)
		if err != nil {
			listener.Close()
			return nil, "", fmt.Errorf("fault %s: %w", f, err)
		}
		listener = disturbed
		if f.Secure() {
			scheme = "https://"
		}
	}
	return listener, scheme + listener.Addr().String(), nil
}
