package proxy_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/proxy"
	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func start(t *testing.T, handler http.HandlerFunc, faults ...string) *proxy.Proxy {
	t.Helper()
	target := httptest.NewServer(handler)
	t.Cleanup(target.Close)
	var list []sandbox.Fault
	for _, text := range faults {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, f)
	}
	p, err := proxy.New(proxy.Config{Target: target.URL + "/base", Faults: list})
	if err != nil {
		t.Fatal(err)
	}
	if err = p.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func post(t *testing.T, p *proxy.Proxy) (int, string, error) {
	t.Helper()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	request, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, p.URL()+"/pay", strings.NewReader("body"))
	request.Header.Set("SOAPAction", `"urn:x"`)
	response, err := client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, string(body), err
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, _ = io.WriteString(w, r.URL.Path+" "+r.Header.Get("SOAPAction")+" "+string(body))
}

func TestProxy_PassesOnWhatItDoesNotDisturb(t *testing.T) {
	p := start(t, echo)
	status, body, err := post(t, p)
	if status != 200 || body != `/base/pay "urn:x" body` || err != nil {
		t.Errorf("%d %q %v", status, body, err)
	}
	if came, passed := p.Requests(); came != 1 || passed != 1 {
		t.Errorf("%d came, %d passed", came, passed)
	}
}

func TestProxy_DisturbsAndStops(t *testing.T) {
	p := start(t, echo, "status500")
	if status, body, _ := post(t, p); status != 500 || strings.Contains(body, "body") {
		t.Errorf("%d %q", status, body)
	}
	lose, _ := sandbox.ParseFault("lose")
	p.SetFaults(lose)
	if _, _, err := post(t, p); err == nil {
		t.Error("a lost request was answered")
	}
	if came, passed := p.Requests(); came != 2 || passed != 1 {
		t.Errorf("%d came, %d passed", came, passed)
	}
	p.SetFaults()
	if status, _, err := post(t, p); status != 200 || err != nil {
		t.Errorf("%d %v", status, err)
	}
}

func TestProxy_ATargetThatIsSilentStaysSilent(t *testing.T) {
	p := start(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	if status, body, err := post(t, p); err == nil {
		t.Errorf("an answer was made up: %d %q", status, body)
	}
}

func TestProxy_FollowsNoRedirect(t *testing.T) {
	p := start(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/base/pay" {
			t.Errorf("followed to %s", r.URL)
		}
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	})
	if status, _, err := post(t, p); status != 307 || err != nil {
		t.Errorf("%d %v", status, err)
	}
}

func TestProxy_ListensOnLoopbackOnlyAndKnowsItsTarget(t *testing.T) {
	for _, target := range []string{"", "ftp://x", "payments.example.com", "https://user:pass@example.com", ":"} {
		if _, err := proxy.New(proxy.Config{Target: target}); err == nil || strings.Contains(err.Error(), "pass@") {
			t.Errorf("%q: %v", target, err)
		}
	}
	p, err := proxy.New(proxy.Config{Target: "https://payments.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	for _, listen := range []string{"0.0.0.0:0", ":0", "example.com:0", "x"} {
		if err := p.Start(listen); !errors.Is(err, sandbox.ErrNotLoopback) {
			t.Errorf("%s: %v", listen, err)
		}
	}
}
