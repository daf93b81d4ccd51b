package fetch

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	good = `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:s="urn:shop" targetNamespace="urn:shop">
  <types><xsd:schema targetNamespace="urn:shop">%s<xsd:element name="In" type="%s"/><xsd:element name="Out" type="xsd:string"/></xsd:schema></types>
  <message name="In"><part name="p" element="s:In"/></message><message name="Out"><part name="p" element="s:Out"/></message>
  <portType name="PT"><operation name="Pay"><input message="s:In"/><output message="s:Out"/></operation></portType>
  <binding name="B" type="s:PT"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Pay"><soap:operation soapAction="pay"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <service name="S"><port name="P" binding="s:B"><soap:address location="https://localhost/shop"/></port></service>
</definitions>`
	types = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:types">%s<xsd:simpleType name="Sum"><xsd:restriction base="xsd:string"/></xsd:simpleType></xsd:schema>`
)

func plain() string { return fmt.Sprintf(good, "", "xsd:string") }

// importing is a WSDL whose type is imported from a location.
func importing(location string) string {
	return strings.Replace(fmt.Sprintf(good, `<xsd:import namespace="urn:types" schemaLocation="`+location+`"/>`, "t:Sum"), "xmlns:s=", `xmlns:t="urn:types" xmlns:s=`, 1)
}

func page(contentType, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(text))
	}
}

func fetcherOf(t *testing.T, endpoint string, o Options) *Fetcher {
	t.Helper()
	o.Now = func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC) }
	f, err := New(endpoint, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f
}

func serve(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func packed(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// said lists the problems without the address of the test server.
func said(c *Contract, server string) string {
	var lines []string
	for _, p := range c.Problems {
		lines = append(lines, strings.ReplaceAll(p.Error(), server, ""))
	}
	return strings.Join(lines, "\n")
}

// badPages are pages that are no contract, and what is said of them.
var badPages = []struct {
	name string
	page http.HandlerFunc
	want string
}{
	{"login page", page("text/html", "<!DOCTYPE html>\n<html><head><title>Sign\n in</title></head></html>"), `it is no WSDL but an HTML page called "Sign in"`},
	{"XHTML", page("text/xml", `<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"/>`), "it is no WSDL but an HTML page"},
	{"JSON", page("application/json", ` {"error": "no"}`), "it is no WSDL but JSON"},
	{"empty", page("text/xml", ""), "it is no WSDL but an empty page"},
	{"blanks", page("text/xml", " \n"), "it is no WSDL but a page of blanks"},
	{"text", page("text/plain", "Service\r\n unavailable\x1b[2J"), `it is no WSDL but plain text: "Service unavailable [2J"`},
	{"binary", page("image/png", "\x89PNG\xff"), "it is no WSDL but binary data"},
	{"gzip without its header", page("text/xml", packed(plain())), "it is no WSDL but gzip without the header that says so"},
	{"fault", page("text/xml", `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>`), "it is no WSDL but a SOAP message"},
	{"WSDL 2.0", page("text/xml", `<description xmlns="http://www.w3.org/ns/wsdl"/>`), "it is no WSDL but a WSDL 2.0 description; only WSDL 1.1 is read"},
	{"other XML", page("text/xml", `<a xmlns="urn:b"/>`), "it is no WSDL but an XML document with the root element {urn:b}a"},
	{"cut off", page("text/xml", plain()[:700]), "/shop.wsdl:5:33: document is not well-formed: unexpected EOF [broken-xml]"},
	{"gone", http.NotFound, "HTTP 404: there is no WSDL at this address; correct the wsdl path in the sidecar"},
	{"forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, "HTTP 403: the server wants to know who asks; WSDLs are public, so ask the gateway's support"},
	{"overloaded", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, "HTTP 503 instead of a WSDL; try again later"},
	{"redirect", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/login?session=secret", http.StatusFound)
	}, `HTTP 302, a redirect to "/login"; redirects are not followed: if the service moved, correct the wsdl path in its sidecar`},
	{"gzip that is none", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write([]byte("garbage, no gzip"))
	}, "it says it is gzip, and it is not: gzip: invalid header"},
	{"gzip bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write([]byte(packed(strings.Repeat(" ", maxDocument+1))))
	}, "it is larger than 8388608 bytes"},
	{"brotli", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		_, _ = w.Write([]byte("x"))
	}, `it is encoded as "br", which nobody asked for`},
	{"endless", page("text/xml", strings.Repeat("<a>", 3<<20)), "it is larger than 8388608 bytes"},
	{"import of a page", page("text/xml", importing("login.xsd")), `/login.xsd: it is no WSDL but an HTML page`},
	{"import of nothing", page("text/xml", importing("none.xsd")), `/none.xsd: HTTP 404: there is no WSDL at this address; correct the wsdl path in the sidecar`},
	{"import from elsewhere", page("text/xml", importing("https://elsewhere.test/t.xsd")), "https://elsewhere.test/t.xsd: it is imported from elsewhere; only imports from  are followed"},
	{"import from the metadata service", page("text/xml", importing("http://169.254.169.254/t.xsd")), "http://169.254.169.254/t.xsd: it is imported from elsewhere; only imports from  are followed"},
	{"import of a file", page("text/xml", importing("file:///etc/passwd")), "[outside-root]"},
}

func TestFetch_WhatIsNoContractIsRefusedWithWhatItWas(t *testing.T) {
	for _, bad := range badPages {
		t.Run(bad.name, func(t *testing.T) {
			server := serve(t, map[string]http.HandlerFunc{
				"/shop.wsdl": bad.page, "/login.xsd": page("text/html", "<html></html>"), "/good.wsdl": page("text/xml", plain()),
			})
			all := fetcherOf(t, server.URL, Options{}).All(t.Context(), []Wanted{{"shop", "/shop.wsdl"}, {"good", "/good.wsdl"}})
			if got := said(all[0], server.URL); !strings.Contains(got, bad.want) || all[0].Usable() || strings.Contains(got, "\n") {
				t.Errorf("got  %s\nwant %s", got, bad.want)
			}
			for _, p := range all[0].Problems {
				if p.Unreachable {
					t.Error("it was reached")
				}
			}
			if !all[1].Usable() {
				t.Errorf("the next one was given up: %s", said(all[1], server.URL))
			}
		})
	}
}

func TestFetch_ImportsOfTheSameHostAreFollowed(t *testing.T) {
	server := serve(t, map[string]http.HandlerFunc{
		"/bill/shop.wsdl": page("text/xml", importing("../xsd/types.xsd?v=1&amp;x=/../y")),
		"/xsd/types.xsd": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.RawQuery == "" {
				page("text/xml", fmt.Sprintf(types, ""))(w, r)
				return
			}
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write([]byte(packed(fmt.Sprintf(types, `<xsd:include schemaLocation="/xsd/more.xsd"/>`))))
		},
		"/xsd/more.xsd": page("text/xml", `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>`),
	})
	f := fetcherOf(t, server.URL, Options{})
	c := f.All(t.Context(), []Wanted{{"shop", "/bill/shop.wsdl"}})[0]
	if !c.Usable() {
		t.Fatal(said(c, server.URL))
	}
	folder := filepath.Join(t.TempDir(), "live")
	if err := f.Store(folder, []*Contract{c}); err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, d := range c.Documents {
		files = append(files, d.File)
		if stored, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(d.File))); err != nil || !bytes.Equal(stored, d.Content) {
			t.Errorf("%s: %v", d.File, err)
		}
	}
	if diff := cmp.Diff([]string{"bill/shop.wsdl", "xsd/types.xsd@v=1&x=%2F..%2Fy", "xsd/more.xsd"}, files); diff != "" {
		t.Error(diff)
	}
	if _, err := c.Load(true); err != nil {
		t.Error(err)
	}
	if got, want := c.Placed(c.URL+":3:4: x"), filepath.ToSlash(folder)+"/bill/shop.wsdl:3:4: x"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestStore_TheIndexIsTheSameForTheSameAnswers(t *testing.T) {
	dated := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Fri, 02 Jan 2026 03:04:05 GMT")
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Set-Cookie", "session=secret")
		page("text/xml", plain())(w, r)
	}
	server := serve(t, map[string]http.HandlerFunc{"/a.wsdl": dated, "/index.json": dated})
	f, folder := fetcherOf(t, server.URL, Options{}), t.TempDir()
	wanted := []Wanted{{"b", "/none.wsdl"}, {"a", "/a.wsdl"}, {"i", "/index.json"}}
	var texts []string
	for range 3 {
		if err := f.Store(folder, f.All(t.Context(), wanted)); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(folder, IndexName))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.ReplaceAll(string(text), server.URL, "ENDPOINT"))
	}
	if texts[0] != texts[1] || texts[1] != texts[2] {
		t.Error("three runs, different indexes")
	}
	want := `{
      "service": "a",
      "url": "ENDPOINT/a.wsdl",
      "documents": [
        {
          "url": "ENDPOINT/a.wsdl",
          "file": "a.wsdl",
          "sha256": "` + f.All(t.Context(), wanted)[1].WSDL().SHA256 + `",
          "bytes": ` + fmt.Sprint(len(plain())) + `,
          "fetched": "2026-01-02T03:04:05Z",
          "headers": {
            "content-type": "text/xml",
            "date": "Fri, 02 Jan 2026 03:04:05 GMT",
            "etag": "\"1\""
          }
        }
      ]
    }`
	if !json.Valid([]byte(texts[0])) || !strings.Contains(texts[0], want) || !strings.Contains(texts[0], `"file": "index.json@"`) {
		t.Errorf("index\n%s\nwant in it\n%s", texts[0], want)
	}
	left, _ := filepath.Glob(filepath.Join(folder, "*.new"))
	if len(left) > 0 {
		t.Errorf("unfinished files: %v", left)
	}
}

func TestFetch_OneContractOfManyDocumentsIsBounded(t *testing.T) {
	server := serve(t, map[string]http.HandlerFunc{
		"/shop.wsdl": page("text/xml", importing("t.xsd?0")),
		"/t.xsd": func(w http.ResponseWriter, r *http.Request) {
			page("text/xml", fmt.Sprintf(types, `<xsd:include schemaLocation="t.xsd?`+r.URL.RawQuery+`0"/>`))(w, r)
		},
	})
	c := fetcherOf(t, server.URL, Options{}).All(t.Context(), []Wanted{{"shop", "/shop.wsdl"}})[0]
	if got := said(c, server.URL); !strings.Contains(got, "more than 50 documents are imported") {
		t.Error(got)
	}
}

func TestNew_RefusesEndpointsThatCannotBeTrusted(t *testing.T) {
	for endpoint, want := range map[string]string{
		"":                           "the endpoint is no address; write it as https://host",
		"payments":                   "the endpoint is no address; write it as https://host",
		"https://user:pw@host":       "the endpoint must not hold a name or password; the WSDLs are public",
		"ftp://host":                 `the endpoint has scheme "ftp"; https is needed`,
		"http://gateway.test":        "the endpoint gateway.test is plain http; only https is trusted, http is for loopback",
		"http://localhost.evil.test": "the endpoint localhost.evil.test is plain http; only https is trusted, http is for loopback",
		"https://host?x=1":           "the endpoint has a query or a fragment; give the address of the server alone",
	} {
		if _, err := New(endpoint, Options{}); err == nil || err.Error() != want {
			t.Errorf("%q: got %v", endpoint, err)
		}
	}
}

func TestFetch_TLSIsVerifiedAndNotOld(t *testing.T) {
	serveTLS := func(newest uint16) *httptest.Server {
		s := httptest.NewUnstartedServer(page("text/xml", plain()))
		s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: newest}
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.StartTLS()
		t.Cleanup(s.Close)
		return s
	}
	current, old, none := serveTLS(tls.VersionTLS13), serveTLS(tls.VersionTLS11), serve(t, nil)
	roots := x509.NewCertPool()
	roots.AddCert(current.Certificate())
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for _, c := range []struct {
		name, endpoint string
		roots          *x509.CertPool
		want           string
	}{
		{"trusted", current.URL, roots, ""},
		{"unknown authority", current.URL, nil, "; ca_file in --config names the authorities to trust"},
		{"old", old.URL, roots, "protocol version"},
		{"no TLS", strings.Replace(none.URL, "http:", "https:", 1), nil, "the server does not speak TLS on this port"},
		{"nobody", closed.URL, nil, "connection refused"},
	} {
		got := fetcherOf(t, c.endpoint, Options{Roots: c.roots}).All(t.Context(), []Wanted{{"shop", "/shop.wsdl"}})[0]
		if c.want == "" != got.Usable() || !strings.Contains(said(got, c.endpoint), c.want) {
			t.Errorf("%s: %s", c.name, said(got, c.endpoint))
		}
		for _, p := range got.Problems {
			if !p.Unreachable {
				t.Errorf("%s: nobody answered", c.name)
			}
		}
	}
}

func TestFetch_AServerThatSaysNothingIsGivenUp(t *testing.T) {
	wait := make(chan struct{})
	server := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { <-wait }})
	defer close(wait)
	c := fetcherOf(t, server.URL, Options{Timeout: 50 * time.Millisecond}).All(t.Context(), []Wanted{{"shop", "/shop.wsdl"}})[0]
	if got := said(c, server.URL); got != "/shop.wsdl: no whole answer within 50ms" || !c.Problems[0].Unreachable {
		t.Error(got)
	}
}

func TestFileOf_StaysInsideItsFolder(t *testing.T) {
	for address, want := range map[string]string{
		"https://h/a/b.wsdl":           "a/b.wsdl",
		"https://h/../../etc/passwd":   "etc/passwd",
		"https://h/%2e%2e/%2e%2e/x":    "x",
		"https://h/a%2fb%5cc:d":        "a/b%5Cc%3Ad",
		"https://h/.git/config":        "%2Egit/config",
		"https://h/":                   "@",
		"https://h/x?wsdl":             "x@wsdl",
		"https://h/x?a=../../b":        "x@a=..%2F..%2Fb",
		"https://h/index.json":         "index.json@",
		"https://h/%D0%96%00\u202e.x":  "%D0%96%00%E2%80%AE.x",
		"https://h/" + long(200) + "/": long(151),
	} {
		u := mustURL(t, address)
		if got := fileOf(u); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
	if got := FolderOf("https://Payments.test:8443/x"); got != "Payments.test_8443" {
		t.Error(got)
	}
	if got := FolderOf("http://[::1]:80"); got != "%3A%3A1_80" && got != "__1_80" {
		t.Error(got)
	}
}
