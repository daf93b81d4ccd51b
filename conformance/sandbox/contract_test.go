package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func TestContract_WSDLCarriesTheRealAddress(t *testing.T) {
	b := start(t)
	for _, path := range []string{"/bill/createbill", "/bill/billstatus", "/bill/billrevoke", "/pay/silentpay"} {
		for _, address := range []string{path + ".wsdl", path + ".cfm?wsdl"} {
			got := b.send(t, "GET", address, "", "")
			doc := etree.NewDocument()
			if err := doc.ReadFromString(got.body); err != nil || got.status != http.StatusOK {
				t.Fatalf("%s: HTTP %d, %v", address, got.status, err)
			}
			found := doc.FindElement("//port/address")
			if want := b.server.URL + path + ".cfm"; found == nil || found.SelectAttrValue("location", "") != want {
				t.Errorf("%s: the address is not %s\n%s", address, want, got.body)
			}
		}
	}
}

func TestContract_GetOfAServiceExplainsItself(t *testing.T) {
	b := start(t)
	if got := b.send(t, "GET", pathCreate, "", ""); got.status != 200 || !strings.Contains(got.body, "/bill/createbill.wsdl") {
		t.Errorf("HTTP %d\n%s", got.status, got.body)
	}
	if got := b.send(t, "PUT", pathCreate, "", ""); got.status != http.StatusMethodNotAllowed {
		t.Errorf("PUT: HTTP %d", got.status)
	}
	if got := b.send(t, "POST", "/pay/nothing.cfm", "", "x"); got.status != http.StatusNotFound {
		t.Errorf("unknown path: HTTP %d", got.status)
	}
}

func TestStart_ListensOnLoopbackOnly(t *testing.T) {
	sb, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, listen := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "[::]:0", "nonsense"} {
		if err := sb.Start(listen); err == nil || !strings.Contains(err.Error(), "loopback") {
			t.Errorf("%s: %v", listen, err)
		}
	}
}

func TestStart_ServesUntilClose(t *testing.T) {
	sb, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	got, err := http.Get(sb.URL() + "/")
	if err != nil || got.StatusCode != http.StatusOK {
		t.Fatalf("%v, %v", got, err)
	}
	got.Body.Close()
	foreign, err := http.NewRequest("GET", sb.URL()+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	foreign.Host = "shop.example"
	got, err = http.DefaultClient.Do(foreign)
	if err != nil || got.StatusCode != http.StatusMisdirectedRequest {
		t.Fatalf("another host name: %v, %v", got, err)
	}
	got.Body.Close()
	other, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(strings.TrimPrefix(sb.URL(), "http://")); err == nil || !strings.Contains(err.Error(), "cannot listen") {
		t.Errorf("a taken port: %v", err)
	}
	if err := sb.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sb.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if _, err := http.Get(sb.URL() + "/"); err == nil {
		t.Error("it still answers")
	}
}

func TestNew_ReportsAllMistakesAtOnce(t *testing.T) {
	_, err := sandbox.New(sandbox.Config{FaultStatus: 42, Merchants: []sandbox.Merchant{{ID: "x"}, {ID: "1", Login: "a", Password: "b"}, {ID: "1"}}})
	for _, part := range []string{"ID \"x\"", "there twice", "no login", "fault status 42"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not say %q", err, part)
		}
	}
}
