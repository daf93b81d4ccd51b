package bench

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/assist-soap/toolkit/conformance/bench/hand"
	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Names of contenders in the call races.
const (
	Raw         = "raw net/http"
	RawHand     = "net/http + hand"
	RawXML      = "net/http + encoding/xml"
	GowsdlKept  = "gowsdl forced to keep-alive"
	GowsdlFresh = "gowsdl as shipped"
)

// Line is how the calls of a race go out.
type Line struct {
	Name, Title string
	URL         string
	Server      *Server
	Workers     int
}

// Lines returns the call races of a server.
func Lines(s *Server) []Line {
	var lines []Line
	for _, kind := range []struct{ name, title, url string }{
		{"plain", "plain HTTP", s.Plain}, {"tls", "TLS 1.3", s.TLS}, {"wait", "a server that waits 5 ms", s.Waiting},
	} {
		for _, workers := range []int{1, 16} {
			lines = append(lines, Line{
				Name: fmt.Sprintf("call-%s-%d", kind.name, workers), URL: kind.url, Server: s, Workers: workers,
				Title: fmt.Sprintf("A typed call over loopback, %s, %d at once", kind.title, workers),
			})
		}
	}
	return lines
}

// Client returns an http.Client with kept connections.
func (l *Line) Client() *http.Client {
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: l.Server.Roots}, MaxIdleConnsPerHost: l.Workers, DisableCompression: true,
	}}
}

// Spread makes a Run of calls that the line's workers share.
func (l *Line) Spread(call func() error) func(n int) error {
	return func(n int) error {
		if l.Workers == 1 {
			return Each(call)(n)
		}
		var left atomic.Int64
		left.Store(int64(n))
		var failed atomic.Pointer[error]
		var group sync.WaitGroup
		for range l.Workers {
			group.Go(func() {
				for left.Add(-1) >= 0 {
					if err := call(); err != nil {
						failed.Store(&err)
						return
					}
				}
			})
		}
		group.Wait()
		if err := failed.Load(); err != nil {
			return *err
		}
		return nil
	}
}

// Calls returns the race of a line, with the contenders of this package.
func Calls(l Line, rounds int, slice time.Duration) (Race, error) {
	call, err := l.typed()
	if err != nil {
		return Race{}, err
	}
	client, b := l.Client(), newBound()
	if err := b.encode(); err != nil {
		return Race{}, err
	}
	x := NewPayload()
	answer := x.answerEnvelope()
	return Race{
		Name: l.Name, Title: l.Title, Slice: slice, Rounds: rounds,
		Contenders: []Contender{
			{Name: Raw, Run: l.Spread(func() error { _, err := l.post(client, b.buffer); return err })},
			{Name: Ours, Run: l.Spread(call)},
			{Name: RawHand, Run: l.Spread(func() error {
				body, err := l.post(client, hand.AppendRequest(make([]byte, 0, 3<<10), &b.request))
				if err != nil {
					return err
				}
				return hand.Decode(body, new(hand.Response))
			})},
			{Name: RawXML, Run: l.Spread(func() error {
				request, err := x.marshal()
				if err != nil {
					return err
				}
				body, err := l.post(client, request)
				if err != nil {
					return err
				}
				return x.unmarshal(body, answer)
			})},
		},
	}, nil
}

// typed is the call as a user of the toolkit makes it: request checked, digested,
// written; answer read, verified, classified, into the struct.
func (l *Line) typed() (func() error, error) {
	s := workload.Service()
	client, err := soapclient.New(l.URL, merchant(), soapclient.WithTLSRoots(l.Server.Roots), soapclient.WithMaxConnections(l.Workers))
	if err != nil {
		return nil, err
	}
	request := workload.Typed(s)
	return func() error {
		var response silentpay.PayResponse
		if err := client.Invoke(context.Background(), s, &s.Operations[0], request, &response); err != nil {
			return err
		}
		if response.Result.Outcome != service.Succeeded || response.Result.Verified == "" {
			return errWrong
		}
		return nil
	}, nil
}

func merchant() soapclient.Merchant {
	c := workload.Credentials()
	return soapclient.Merchant{ID: c.Merchant, Login: c.Login, Password: c.Password, SecretWord: c.SecretWord}
}

func (l *Line) post(client *http.Client, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, l.URL+"/pay/silentpay.cfm", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header["Content-Type"] = []string{"text/xml; charset=utf-8"}
	request.Header["Soapaction"] = []string{`"http://www.paysecure.ru/ws/SilentPay"`}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer := make([]byte, response.ContentLength)
	if _, err := io.ReadFull(response.Body, answer); err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return answer, err
}
