package sandbox

import (
	"net"
	"net/http"
	"net/netip"
)

// loopback reports whether an address to listen on can be reached from this computer
// only.
func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	return err == nil && loopbackName(host)
}

func loopbackName(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// loopbackHost refuses requests that name another host: a foreign web page whose name
// was pointed at this computer (DNS rebinding) gets no further.
func loopbackHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if !loopbackName(host) {
			http.Error(w, "this sandbox answers to localhost and 127.0.0.1 only", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// base returns the endpoint links start with: the address listened on, or the one a
// test server was called by.
func (s *Sandbox) base(r *http.Request) string {
	if url := s.URL(); url != "" {
		return url
	}
	return "http://" + r.Host
}
