package bench

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"github.com/assist-soap/toolkit/conformance/bench/workload"
)

// Wait is what the waiting server does before it answers: nearer to a gateway than an
// answer at once.
const Wait = 5 * time.Millisecond

// Serve answers every request with the answer of W, in plain HTTP, over TLS and after a
// wait, until in ends. It prints the three addresses and its certificate first. It is
// the server of the call races, in a process of its own, so that the processor time of
// the client is the client's alone.
func Serve(in io.Reader, out io.Writer) error {
	var count atomic.Int64
	template := workload.Response()
	number := bytes.Index(template, []byte(workload.BillNumber))
	answer := func(wait time.Duration) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			time.Sleep(wait)
			body := bytes.Clone(template) // with a number of its own: the client refuses copies
			copy(body[number:], fmt.Sprintf("%0*d", len(workload.BillNumber), count.Add(1)))
			w.Header().Set("Content-Type", "text/xml; charset=utf-8")
			w.Header().Set("Content-Length", fmt.Sprint(len(body)))
			_, _ = w.Write(body)
		})
	}
	certificate, err := selfSigned()
	if err != nil {
		return err
	}
	for _, s := range []struct {
		scheme string
		wait   time.Duration
	}{{"http", 0}, {"https", 0}, {"http", Wait}} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s://%s\n", s.scheme, listener.Addr())
		if s.scheme == "https" {
			listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"http/1.1"}})
		}
		server := &http.Server{Handler: answer(s.wait)}
		go func() { _ = server.Serve(listener) }()
		defer func() { _ = server.Close() }()
	}
	_ = pem.Encode(out, &pem.Block{Type: "CERTIFICATE", Bytes: certificate.Certificate[0]})
	fmt.Fprintln(out)
	_, _ = io.Copy(io.Discard, in)
	return nil
}

func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// Server is a running [Serve].
type Server struct {
	Plain, TLS, Waiting string
	Roots               *x509.CertPool
	stdin               io.Closer
	command             *exec.Cmd
}

// StartServer starts this program again with the given arguments, which must lead to
// [Serve].
func StartServer(arguments ...string) (*Server, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &Server{command: exec.Command(program, arguments...), Roots: x509.NewCertPool()}
	s.command.Stderr = os.Stderr
	stdin, err := s.command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := s.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	s.stdin = stdin
	lines := bufio.NewReader(stdout)
	for _, address := range []*string{&s.Plain, &s.TLS, &s.Waiting} {
		line, err := lines.ReadString('\n')
		if err != nil {
			s.Stop()
			return nil, fmt.Errorf("the server did not start: %w", err)
		}
		*address = strings.TrimSpace(line)
	}
	var certificate strings.Builder
	for line := ""; line != "\n" && err == nil; certificate.WriteString(line) {
		line, err = lines.ReadString('\n')
	}
	s.Roots.AppendCertsFromPEM([]byte(certificate.String()))
	return s, nil
}

// Stop ends the server and waits for it.
func (s *Server) Stop() {
	_ = s.stdin.Close()
	_ = s.command.Wait()
}
